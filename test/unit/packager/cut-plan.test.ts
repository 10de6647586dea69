// Where segments end: at the source's keyframes or by the clock, the same for every rung.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { longestSegmentSeconds, SourceCutPlan, timedCutPlan } from '../../../media/packager/cut-plan.ts';
import { TakeClock } from '../../../media/packager/take-clock.ts';

/** Segment ends for pictures at `fps`, keyframes at the given seconds. */
function endsOf(keyframes: readonly number[], seconds: number, fps = 25): number[] {
  const plan = new SourceCutPlan(new TakeClock());
  const isKeyframe = new Set(keyframes.map((key) => Math.round(key * fps)));
  for (let frame = 0; frame <= seconds * fps; frame += 1) plan.notePicture(frame / fps, isKeyframe.has(frame));
  const ends: number[] = [];
  for (let number = 0; plan.endOf(number) !== null; number += 1) ends.push(plan.endOf(number) ?? 0);
  return ends.map((end) => Math.round((end + 0.005) * 1000) / 1000);
}

describe('cuts at the source’s keyframes', () => {
  it('makes one segment of each group of two seconds', () => {
    expect(endsOf([0, 2, 4, 6], 7)).toEqual([2, 4, 6]);
  });

  it('joins short groups up to the target duration', () => {
    expect(endsOf([0, 1, 2, 3, 4, 5, 6], 6)).toEqual([2, 4, 6]);
    expect(endsOf([0, 1.52, 3.04, 4.56], 5)).toEqual([1.52, 3.04, 4.56]);
  });

  it('cuts between pictures when keyframes are too rare, so that the target duration holds', () => {
    expect(endsOf([0, 8], 8.5)).toEqual([2.48, 4.96, 7.44, 8]);
  });

  it('never lets a segment round above the target duration', () => {
    const groups = fc.array(fc.integer({ min: 1, max: 250 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(groups, fc.constantFrom(10, 25, 30, 50, 60), (lengths, fps) => {
        let at = 0;
        const keyframes = lengths.map((length) => (at += length) / fps);
        const ends = endsOf([0, ...keyframes], at / fps, fps);
        let start = 0;
        for (const end of ends) {
          expect(end - start).toBeLessThanOrEqual(longestSegmentSeconds + 0.001);
          start = end;
        }
      }),
    );
  });
});

describe('timed cuts', () => {
  it('fall just before every second second', () => {
    const plan = timedCutPlan(new TakeClock());
    expect([plan.endOf(0), plan.endOf(1)]).toEqual([1.995, 3.995]);
  });
});
