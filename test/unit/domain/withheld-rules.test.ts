// What of a speech stays readable when a stretch is withheld.
import { describe, expect, it } from '@jest/globals';
import { cuesWithTombstones, isHidden, readableSpeech } from '../../../server/domain/withheld-rules.ts';

const span = { fromSeconds: 10, untilSeconds: 20 };
const speech = (more: object = {}) => ({ text: 'uno due tre', startSeconds: 0, endSeconds: 30, cues: [], ...more });

describe('what is withheld of a text', () => {
  it('is hidden by the least overlap, and not by touching', () => {
    expect(isHidden([span], 0, 10.01)).toBe(true);
    expect(isHidden([span], 0, 10)).toBe(false);
    expect(isHidden([span], 20, 25)).toBe(false);
    expect(isHidden([span], 10, 10)).toBe(true);
  });

  it('is all of a speech whose words have no times', () => {
    expect(readableSpeech(speech(), [span], null).text).toBe('');
  });

  it('is the words said in the stretch where cues tell them, and the others keep their places', () => {
    const cues = [
      [0, 0, 9],
      [4, 9, 19],
      [8, 21, 30],
    ] as [number, number, number][];
    const left = readableSpeech(speech({ cues }), [span], null);
    expect(left.text).toBe('uno tre');
    expect(left.cues).toEqual([
      [0, 0, 9],
      [4, 21, 30],
    ]);
  });

  it('reaches to the next speech when nobody knows where this one ends', () => {
    expect(readableSpeech(speech({ endSeconds: null }), [span], 8).text).toBe('uno due tre');
    expect(readableSpeech(speech({ endSeconds: null }), [span], null).text).toBe('');
  });

  it('is nothing of a speech without any time', () => {
    expect(readableSpeech(speech({ startSeconds: null }), [span], null).text).toBe('uno due tre');
  });

  it('leaves one cue in its place that says so', () => {
    const cue = (startSeconds: number, text: string) => ({
      startSeconds,
      endSeconds: startSeconds + 3,
      speaker: null,
      text,
    });
    const cues = cuesWithTombstones([cue(5, 'a'), cue(9, 'b'), cue(21, 'c')], [{ ...span, text: '[non pubblico]' }]);
    expect(cues.map(({ text }) => text)).toEqual(['a', '[non pubblico]', 'c']);
  });
});
