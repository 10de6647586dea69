// The wall clock of a picture and its place on the timeline are found from one another.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { endOfGap, instantAt, outsideGap, secondsAt, secondsAtOffset } from '../../../client/player/instant-map.ts';
import type { TimelinePiece } from '../../../client/player/instant-map.ts';

/** Two takes of 4 s with a recess of a minute between them. */
const evening: TimelinePiece[] = [
  { startSeconds: 0, durationSeconds: 2, instantMs: 100_000 },
  { startSeconds: 2, durationSeconds: 2, instantMs: 102_000 },
  { startSeconds: 4, durationSeconds: 2, instantMs: 164_000 },
  { startSeconds: 6, durationSeconds: 2, instantMs: 166_000 },
];

/** Pieces in order, with gaps of wall clock but none of the timeline. */
const timelines = fc
  .array(fc.record({ durationMs: fc.integer({ min: 100, max: 6000 }), gapMs: fc.integer({ min: 0, max: 600_000 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((drafts) => {
    let startMs = 0;
    let instantMs = 1_700_000_000_000;
    return drafts.map(({ durationMs, gapMs }): TimelinePiece => {
      instantMs += gapMs;
      const piece = { startSeconds: startMs / 1000, durationSeconds: durationMs / 1000, instantMs };
      startMs += durationMs;
      instantMs += durationMs;
      return piece;
    });
  });

describe('the place of a second of the recording', () => {
  /** The same evening as it is played live: a minute of slate between the takes. */
  const live: TimelinePiece[] = [
    { startSeconds: 0, durationSeconds: 2, instantMs: 100_000 },
    { startSeconds: 2, durationSeconds: 2, instantMs: 102_000 },
    { startSeconds: 4, durationSeconds: 60, instantMs: 104_000, isSlate: true },
    { startSeconds: 64, durationSeconds: 2, instantMs: 164_000 },
    { startSeconds: 66, durationSeconds: 2, instantMs: 166_000 },
  ];

  it.each([0, 1.5, 3.9, 4, 5, 7.5])('%d s shows the same instant live and in the archive', (offset) => {
    const atLive = instantAt(live, secondsAtOffset(live, offset) ?? Number.NaN);
    expect(atLive).toBeCloseTo(instantAt(evening, secondsAtOffset(evening, offset) ?? Number.NaN) ?? 0, 3);
  });

  it('is the end behind all that was recorded, and nowhere without a playlist', () => {
    expect(secondsAtOffset(live, 100)).toBe(68);
    expect(secondsAtOffset([], 1)).toBeNull();
  });
});

describe('the place of an instant', () => {
  it.each([
    [101_500, 1.5],
    [103_999, 3.999],
    [165_000, 5],
  ])('is inside the piece that holds %d', (instantMs, seconds) => {
    expect(secondsAt(evening, instantMs)).toBeCloseTo(seconds, 6);
  });

  it('is the next picture when nothing was recorded at the instant', () => {
    expect(secondsAt(evening, 130_000)).toBe(4);
  });

  it('is the beginning before the first picture and the end after the last', () => {
    expect(secondsAt(evening, 5)).toBe(0);
    expect(secondsAt(evening, 999_999)).toBe(8);
  });

  it('is unknown without a playlist', () => {
    expect(secondsAt([], 5)).toBeNull();
    expect(instantAt([], 5)).toBeNull();
  });

  it('leads back to the same instant wherever something was recorded', () => {
    fc.assert(
      fc.property(timelines, fc.nat(), fc.double({ min: 0, max: 0.999, noNaN: true }), (pieces, pick, share) => {
        const piece = pieces[pick % pieces.length];
        if (piece === undefined) throw new Error('a timeline has pieces');
        const instantMs = piece.instantMs + share * piece.durationSeconds * 1000;
        const seconds = secondsAt(pieces, instantMs);
        expect(seconds).not.toBeNull();
        expect(Math.abs((instantAt(pieces, seconds ?? -1) ?? 0) - instantMs)).toBeLessThan(1);
      }),
    );
  });

  it('never goes back while instants go on', () => {
    fc.assert(
      fc.property(
        timelines,
        fc.array(fc.integer({ min: -1000, max: 30_000_000 }), { minLength: 2 }),
        (pieces, offsets) => {
          const places = [...offsets]
            .sort((a, b) => a - b)
            .map((offset) => secondsAt(pieces, 1_700_000_000_000 + offset) ?? -1);
          expect(places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0) - 1e-9)).toBe(true);
        },
      ),
    );
  });
});

describe('the instant of a place', () => {
  it('goes on counting in the open segment after the last piece', () => {
    expect(instantAt(evening, 9)).toBe(169_000);
  });

  it('changes take exactly at the seam', () => {
    expect(instantAt(evening, 3.999)).toBeCloseTo(103_999, 3);
    expect(instantAt(evening, 4)).toBe(164_000);
  });
});

describe('a place in a gap', () => {
  const pieces = (gaps: readonly boolean[]): TimelinePiece[] =>
    gaps.map((isGap, index) => ({ startSeconds: index * 2, durationSeconds: 2, instantMs: index * 2000, isGap }));
  const middle = pieces([false, true, true, false, true, false]);
  const tail = pieces([false, false, true, true]);

  it('is moved behind it; gaps that follow each other are one', () => {
    expect([1, 1.6, 3, 4.1, 6.2].map((second) => outsideGap(middle, second, null))).toEqual([1, 6.05, 6.05, 6.05, 6.2]);
    expect([1, 3, 5.9, 7, 9].map((second) => endOfGap(middle, second))).toEqual([null, 6, 6, null, 10]);
  });

  it('is the last picture before it in a recording in which nothing follows, and is waited at while live', () => {
    expect([3, 4.5, 7].map((second) => outsideGap(tail, second, null))).toEqual([3, 3.25, 3.25]);
    expect(outsideGap(tail, 7, 8)).toBe(7);
  });

  it('is behind it while live as soon as a part of the open segment follows', () => {
    expect(outsideGap(tail, 7, 8.3)).toBe(8.05);
  });

  it('is moved once: where it is moved to, it stays', () => {
    const anyPieces = fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }).map(pieces);
    fc.assert(
      fc.property(anyPieces, fc.double({ min: 0, max: 24, noNaN: true }), fc.boolean(), (some, seconds, isLive) => {
        const liveEdge = isLive ? some.length * 2 : null;
        const place = outsideGap(some, seconds, liveEdge);
        expect(outsideGap(some, place, liveEdge)).toBe(place);
      }),
    );
  });
});
