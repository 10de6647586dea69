// Few anchors that place every segment within a tenth of a second, in both directions.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  AnchorLine,
  anchorToleranceSeconds,
  anchorsOfSegments,
  chooseAnchors,
  instantAt,
  secondsAt,
} from '../../../media/takes/anchors.ts';
import type { Anchor } from '../../../media/takes/take-record.ts';

const startMs = Date.UTC(2026, 10, 22, 18);
const slack = 1e-6;

/** Segments of 2 s or so; between some of them the network stalls, and what waited arrives in a burst. */
const arrivals = fc
  .array(
    fc.record({
      mediaSeconds: fc.double({ min: 0.3, max: 6, noNaN: true }),
      jitterMs: fc.integer({ min: -40, max: 40 }),
      stallMs: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 20_000 })),
      isBurst: fc.boolean(),
    }),
    { minLength: 1, maxLength: 200 },
  )
  .map((steps) => {
    const points: Anchor[] = [];
    let [seconds, clockMs, lastMs] = [0, startMs, startMs];
    for (const step of steps) {
      const atMs = Math.max(lastMs, clockMs + step.jitterMs + step.stallMs);
      points.push({ atMs, seconds });
      lastMs = atMs;
      seconds += step.mediaSeconds;
      clockMs += step.mediaSeconds * 1000 + (step.isBurst ? 0 : step.stallMs);
    }
    return points;
  });

describe('anchors', () => {
  it('place every segment within a tenth of a second of its own instant', () => {
    fc.assert(
      fc.property(arrivals, (points) => {
        const anchors = chooseAnchors(points);
        for (const { atMs, seconds } of points)
          expect(Math.abs((instantAt(anchors, seconds) ?? NaN) - atMs)).toBeLessThanOrEqual(
            anchorToleranceSeconds * 1000 + slack,
          );
      }),
    );
  });

  it('lead from a segment’s instant back to its second', () => {
    fc.assert(
      fc.property(arrivals, (points) => {
        const distinct = points.filter(
          (point, index) => point.atMs !== points[index - 1]?.atMs && point.atMs !== points[index + 1]?.atMs,
        );
        const anchors = chooseAnchors(points);
        for (const { atMs, seconds } of distinct)
          expect(Math.abs((secondsAt(anchors, atMs) ?? NaN) - seconds)).toBeLessThanOrEqual(
            anchorToleranceSeconds + slack,
          );
      }),
    );
  });

  it('are points themselves, the first and the last included, and never go back', () => {
    fc.assert(
      fc.property(arrivals, (points) => {
        const anchors = chooseAnchors(points);
        expect(points).toEqual(expect.arrayContaining([...anchors]));
        expect([anchors[0], anchors.at(-1)]).toEqual([points[0], points.at(-1)]);
        for (const [index, anchor] of anchors.entries())
          expect(anchor.seconds > (anchors[index - 1]?.seconds ?? -1)).toBe(true);
      }),
    );
  });

  it('of a timeline that grows are at every moment those of all points so far', () => {
    fc.assert(
      fc.property(arrivals, (points) => {
        const line = new AnchorLine();
        expect(line.chosen()).toEqual([]);
        for (const [index, point] of points.entries()) {
          expect(line.chosenUntil(point)).toEqual(chooseAnchors(points.slice(0, index + 1)));
          line.add(point);
          expect(line.chosen()).toEqual(chooseAnchors(points.slice(0, index + 1)));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('are two for four hours of even arrival with jitter', () => {
    const points = Array.from({ length: 7200 }, (_, index) => ({
      seconds: index * 2,
      atMs: startMs + index * 2000 + ((index * 37) % 60) - (index % 7200 === 0 ? 0 : 30),
    }));
    expect(chooseAnchors(points).length).toBeLessThanOrEqual(3);
  });

  it('are four or five around one stall that is made up by a burst', () => {
    const points = Array.from({ length: 100 }, (_, index) => ({
      seconds: index * 2,
      atMs: startMs + (index >= 40 && index < 45 ? 90_000 + (index - 40) * 10 : index * 2000),
    }));
    const anchors = chooseAnchors(points);
    expect(anchors.length).toBeLessThanOrEqual(6);
    expect(instantAt(anchors, 80)).toBe(startMs + 90_000);
  });

  it('of segments reach to the end of the last one', () => {
    const segment = {
      number: 0,
      startSeconds: 0,
      durationSeconds: 1.5,
      atMs: startMs,
      offset: 0,
      length: 1,
      sha256: '',
    };
    expect(anchorsOfSegments([segment])).toEqual([
      { atMs: startMs, seconds: 0 },
      { atMs: startMs + 1500, seconds: 1.5 },
    ]);
    expect(anchorsOfSegments([])).toEqual([]);
  });

  it('outside of them time runs at the pace of the clock', () => {
    const anchors = [
      { atMs: startMs, seconds: 0 },
      { atMs: startMs + 1000, seconds: 1 },
    ];
    expect(secondsAt(anchors, startMs + 3000)).toBe(3);
    expect(instantAt(anchors, 3)).toBe(startMs + 3000);
    expect(secondsAt([], startMs)).toBeNull();
  });
});
