// WebVTT as people upload it: good, broken and hostile.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readVtt, writeVtt, type TranscriptCue, type VttReading } from '../../../server/domain/vtt.ts';

const cuesOf = (reading: VttReading): readonly TranscriptCue[] => (reading.kind === 'read' ? reading.cues : []);

describe('reading WebVTT', () => {
  it('reads times with and without hours, identifiers, notes and cue settings', () => {
    const reading = readVtt(
      'WEBVTT - seduta\n\nNOTE bozza\n\n1\n00:01.000 --> 00:02.500 align:start\nBuonasera\na tutti\n\n01:00:00.000 --> 01:00:04.000\nFine\n',
    );
    expect(reading).toEqual({
      kind: 'read',
      cues: [
        { startSeconds: 1, endSeconds: 2.5, speaker: null, text: 'Buonasera\na tutti' },
        { startSeconds: 3600, endSeconds: 3604, speaker: null, text: 'Fine' },
      ],
      problems: [],
    });
  });

  it('takes the speaker from a voice tag and drops every other tag', () => {
    const reading = readVtt(
      'WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Anna &amp; Co><b>Il</b> bilancio &lt;2026&gt; <00:01.500>è qui',
    );
    expect(cuesOf(reading)).toEqual([
      { startSeconds: 1, endSeconds: 2, speaker: 'Anna & Co', text: 'Il bilancio <2026> è qui' },
    ]);
  });

  it('keeps the good cues and reports the broken ones with their lines', () => {
    const reading = readVtt(
      'WEBVTT\n\n00:01.000 --> 00:02.000\nuno\n\n00:99.000 --> 00:03.000\ndue\n\n00:05.000 --> 00:04.000\ntre\n\nsenza tempo\n\n00:06.000 --> 00:07.000\n\n00:08,000 --> 00:09,000\ncinque',
    );
    expect(cuesOf(reading).map((cue) => cue.text)).toEqual(['uno', 'cinque']);
    expect(reading.problems.map((problem) => problem.line)).toEqual([6, 9, 12, 14]);
  });

  it('separates cues that have no empty line between them', () => {
    const reading = readVtt('WEBVTT\n\n00:01.000 --> 00:02.000\nuno\n00:03.000 --> 00:04.000\ndue');
    expect(cuesOf(reading).map((cue) => cue.text)).toEqual(['uno', 'due']);
  });

  it('reads Windows line ends and a byte order mark', () => {
    expect(cuesOf(readVtt('\uFEFFWEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nciao\r\n'))).toHaveLength(1);
  });

  it('puts cues in order of time', () => {
    const reading = readVtt('WEBVTT\n\n00:05.000 --> 00:06.000\nb\n\n00:01.000 --> 00:02.000\na');
    expect(cuesOf(reading).map((cue) => cue.text)).toEqual(['a', 'b']);
  });

  it('refuses what is not WebVTT and what has no cue at all, with one sentence', () => {
    expect(readVtt('1\n00:00:01,000 --> 00:00:02,000\nciao')).toMatchObject({
      kind: 'refused',
      detail: expect.stringContaining('WEBVTT'),
    });
    expect(readVtt('WEBVTT\n\nciao')).toMatchObject({ kind: 'refused', detail: expect.stringContaining('line 3') });
    expect(readVtt('')).toMatchObject({ kind: 'refused' });
  });

  it('never throws, whatever is uploaded', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('\n', '\n\n', '-->', '00:01.000 --> 00:02.000', '<v ', '>', '&amp'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const reading = readVtt(`WEBVTT\n\n${pieces.join('')}`);
        expect(['read', 'refused']).toContain(reading.kind);
      }),
    );
  });
});

describe('writing WebVTT', () => {
  it('is read back as it was', () => {
    const cues = [
      { startSeconds: 0.5, endSeconds: 3661.25, speaker: 'Anna <Rossi> & figli', text: 'a < b && c --> d' },
      { startSeconds: 4000, endSeconds: 4001, speaker: null, text: 'due\nrighe' },
    ];
    expect(cuesOf(readVtt(writeVtt(cues)))).toEqual(cues);
  });
});
