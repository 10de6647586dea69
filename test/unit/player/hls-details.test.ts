// What the player makes of a playlist that hls.js has read.
import { describe, expect, it } from '@jest/globals';
import { piecesOf } from '../../../client/player/hls-details.ts';
import { endOfGap } from '../../../client/player/instant-map.ts';

const fragment = (start: number, more: { gap?: boolean; relurl?: string } = {}) => ({
  start,
  duration: 2,
  programDateTime: 1_000_000 + start * 1000,
  gap: more.gap ?? false,
  initSegment: { relurl: more.relurl ?? 't1/v0/init.mp4' },
});

describe('pieces of a playlist', () => {
  it('tell slates and gaps apart from what was recorded, the growing fragment included', () => {
    const fragments = [fragment(0), fragment(2, { gap: true }), fragment(4, { relurl: 'slate-1/v0/init.mp4' })];
    const pieces = piecesOf({ fragments, fragmentHint: fragment(6) });
    expect(pieces.map(({ isSlate, isGap }) => [isSlate, isGap])).toEqual([
      [false, false],
      [false, true],
      [true, false],
      [false, false],
    ]);
  });

  it('leave out what has no date', () => {
    expect(piecesOf({ fragments: [{ start: 0, duration: 2, programDateTime: null }] })).toEqual([]);
  });

  it('say where a viewer goes on who asks for a second in a gap', () => {
    const fragments = [fragment(0), fragment(2, { gap: true }), fragment(4, { gap: true }), fragment(6)];
    const pieces = piecesOf({ fragments });
    expect([1, 2, 5.9, 6, 7].map((second) => endOfGap(pieces, second))).toEqual([null, 6, 6, null, null]);
  });
});
