// Dates of segments: even where pictures arrive unevenly, true again where the feed stood still or came in a burst.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TakeClock } from '../../../media/packager/take-clock.ts';

/** Segments of two seconds; the first begins at zero. */
const startOf = (number: number): number => number * 2 - 0.005;

/** The clock after a feed; `told` is given the date of the first picture of every segment. */
function clockOf(
  segments: number,
  lateMs: (seconds: number) => number,
  driftPpm = 0,
  told: (date: number) => void = () => undefined,
): TakeClock {
  const clock = new TakeClock();
  for (let number = 0; number < segments; number += 1) {
    for (let picture = 0; picture < 50; picture += 1) {
      const seconds = number * 2 + picture / 25;
      clock.note(seconds, 1_000_000 + seconds * (1000 + driftPpm / 1000) + lateMs(seconds));
    }
    told(clock.instantIn(number, number * 2, startOf));
  }
  return clock;
}

/** Dates of the first picture of every segment of a feed whose picture at `seconds` arrives `lateMs` after its time. */
function datesOf(segments: number, lateMs: (seconds: number) => number, driftPpm = 0): number[] {
  const dates: number[] = [];
  clockOf(segments, lateMs, driftPpm, (date) => void dates.push(date));
  return dates;
}

const stepsOf = (dates: readonly number[]): number[] => dates.slice(1).map((at, index) => at - (dates[index] ?? 0));
/** How far the dates of two neighbouring segments are from two seconds at most; milliseconds. */
const worstStep = (dates: readonly number[]): number =>
  Math.max(...stepsOf(dates).map((step) => Math.abs(step - 2000)));

describe('the clock of a take', () => {
  it('goes on with media time, however unevenly pictures arrive', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 50, maxLength: 50 }), (late) => {
        const dates = datesOf(30, (seconds) => late[Math.round(seconds * 25) % 50] ?? 0);
        expect(worstStep(dates)).toBeLessThan(0.001);
      }),
      { numRuns: 20 },
    );
  });

  it('dates sound and picture of a segment by the same line', () => {
    const clock = new TakeClock();
    for (const [seconds, atMs] of [
      [1.96, 3050],
      [2, 3020],
      [2.04, 3095],
    ] as const) {
      clock.note(seconds, atMs);
    }
    const picture = clock.instantIn(1, 2, startOf);
    expect(clock.instantIn(1, 1.99, startOf)).toBeCloseTo(picture - 10);
    expect(clock.instantIn(1, 2.015, startOf)).toBeCloseTo(picture + 15);
  });

  it('does not follow an encoder whose clock runs wrong', () => {
    expect(worstStep(datesOf(1800, () => 0, 200))).toBeLessThan(0.001);
  });

  it('tells when an encoder whose clock runs wrong has moved its dates by half a second, after ten minutes', () => {
    const isOutOfTime = (driftPpm: number, minutes: number): boolean =>
      clockOf(minutes * 30, () => 0, driftPpm).isOutOfTime;
    expect([isOutOfTime(500, 16), isOutOfTime(500, 18), isOutOfTime(-500, 18)]).toEqual([false, true, true]);
    expect([isOutOfTime(0, 30), isOutOfTime(10_000, 9), isOutOfTime(10_000, 11)]).toEqual([false, false, true]);
  });

  it('leaps once when the feed stood still for five seconds, and not for one late keyframe', () => {
    const stood = stepsOf(datesOf(40, (seconds) => (seconds >= 20 ? 5000 : 0)));
    expect(stood.filter((step) => Math.abs(step - 2000) > 0.001)).toEqual([7000]);
    const late = stepsOf(datesOf(40, (seconds) => (seconds === 20 ? 5000 : 0)));
    expect(late.filter((step) => Math.abs(step - 2000) > 0.001)).toEqual([]);
  });

  it('is never later than the arrivals by more than a leap when a take begins with a burst', () => {
    const dates = datesOf(20, (seconds) => Math.max(0, 3000 - seconds * 1000));
    expect(dates.at(-1)).toBe(1_000_000 + 38_000);
  });

  it('remembers what it told, so that a rung that lags gets the same dates', () => {
    const clock = new TakeClock();
    clock.note(0, 5000);
    const told = clock.instantIn(0, 0, startOf);
    clock.note(0.04, 1000);
    expect(clock.instantIn(0, 0, startOf)).toBe(told);
  });

  it('knows nothing before the first picture', () => {
    expect(() => new TakeClock().instantIn(0, 0, startOf)).toThrow('no picture has arrived yet');
  });
});
