// Names and parsers of a take's files.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  TakeFormatError,
  isSafeName,
  parseRungIndex,
  parseTakeHeader,
  parseTakeSeal,
  rungFileNames,
  takeFolder,
  toDocument,
  toLine,
} from '../../../media/takes/take-format.ts';
import type { IndexedSegment, RungInit, TakeHeader, TakeSeal } from '../../../media/takes/take-record.ts';

const init: RungInit = {
  kind: 'video',
  codec: 'avc1.64001f',
  timescale: 90_000,
  width: 1280,
  height: 720,
  initLength: 700,
  sha256: 'aa',
};
const segmentAt = (number: number): IndexedSegment => ({
  number,
  startSeconds: number * 2,
  durationSeconds: 2,
  atMs: 1_795_000_000_000 + number * 2000,
  offset: 700 + number * 100,
  length: 100,
  sha256: 'bb',
});
const index = toLine(init) + [0, 1, 2].map((number) => toLine(segmentAt(number))).join('');

describe('names of takes', () => {
  it.each(['..', '.', '', 'a/b', 'a\\b', 'a\0', 'ä', 'a.mp4', '%2e%2e', 'x'.repeat(65), 'a\n'])('refuse %j', (name) => {
    expect(isSafeName(name)).toBe(false);
    expect(() => takeFolder('/root', { sessionId: name, takeId: 'a' })).toThrow(TakeFormatError);
    expect(() => takeFolder('/root', { sessionId: 'a', takeId: name })).toThrow(TakeFormatError);
    expect(() => rungFileNames(name)).toThrow(TakeFormatError);
  });

  it('lead to one folder below the root', () => {
    expect(takeFolder('/root', { sessionId: 's-1', takeId: 'T_2' })).toBe('/root/s-1/T_2');
  });
});

describe('the index of a rung', () => {
  it('is read back as it was written', () => {
    expect(parseRungIndex(index)).toEqual({ init, segments: [0, 1, 2].map(segmentAt), isWhole: true });
  });

  it('is read up to the place where it is torn', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: index.length - 1 }), (length) => {
        const read = parseRungIndex(index.slice(0, length));
        const lines = index.slice(0, length).split('\n').length - 1;
        expect(read.segments).toEqual([0, 1, 2].map(segmentAt).slice(0, Math.max(0, lines - 1)));
        expect(read.init).toEqual(lines > 0 ? init : null);
      }),
    );
  });

  it('ends before a line that does not follow the one before', () => {
    expect(parseRungIndex(toLine(init) + toLine(segmentAt(0)) + toLine(segmentAt(2)))).toMatchObject({
      segments: [segmentAt(0)],
      isWhole: false,
    });
  });
});

describe('the documents of a take', () => {
  const header: TakeHeader = {
    format: 1,
    takeId: 't',
    sessionId: 's',
    startedAtMs: 5,
    rungs: [{ name: 'audio', kind: 'audio', variant: null }],
  };
  const seal: TakeSeal = {
    format: 1,
    takeId: 't',
    sessionId: 's',
    startedAtMs: 5,
    endedAtMs: 6,
    durationSeconds: 0.001,
    endReason: 'feed-lost',
    anchors: [{ atMs: 5, seconds: 0 }],
    files: [{ name: 'audio.mp4', bytes: 3, sha256: 'a', sha512: 'b' }],
  };

  it('are read back as they were written', () => {
    expect(parseTakeHeader(toDocument(header))).toEqual(header);
    const measured = { picture: 'h264 1280x720', keyframeIntervalSeconds: 2 };
    expect(parseTakeHeader(toDocument({ ...header, measured }))).toEqual({ ...header, measured });
    expect(parseTakeSeal(toDocument(seal))).toEqual(seal);
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '7'],
    ['a format of the future', toDocument({ ...seal, format: 1 }).replace('"format": 1', '"format": 2')],
    ['an unknown reason', toDocument(seal).replace('feed-lost', 'bored')],
    ['a file outside of the folder', toDocument(seal).replace('audio.mp4', '../audio.mp4')],
    ['a missing field', toDocument(seal).replace('endedAtMs', 'endedAt')],
  ])('are refused with %s', (_what, text) => {
    expect(() => parseTakeSeal(text)).toThrow(TakeFormatError);
  });

  it('are refused with an unsafe rung', () => {
    expect(() => parseTakeHeader(toDocument(header).replace('"audio"', '"../audio"'))).toThrow(TakeFormatError);
  });
});
