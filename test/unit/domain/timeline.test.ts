// The playable timeline: takes in a row, gaps left out, instants there and back.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantOf, offsetOf, placeTakes, type TimelineTake } from '../../../server/domain/timeline.ts';

const noon = Date.UTC(2026, 10, 22, 12);
const take = (takeId: string, startSecond: number, durationSeconds: number): TimelineTake => ({
  takeId,
  startedAtMs: noon + startSecond * 1000,
  endedAtMs: noon + (startSecond + durationSeconds) * 1000,
  durationSeconds,
  anchors: [{ atMs: noon + startSecond * 1000, seconds: 0 }],
});
const two = placeTakes([take('b', 100, 30), take('a', 0, 60)]);

describe('the playable timeline', () => {
  it('puts takes one after the other in order of time', () => {
    expect(two.takes.map((one) => [one.takeId, one.offsetSeconds])).toEqual([
      ['a', 0],
      ['b', 60],
    ]);
    expect(two.durationSeconds).toBe(90);
  });

  it('finds an instant inside a take', () => {
    expect(offsetOf(two, noon + 110_000)).toEqual({ seconds: 70, isRecorded: true });
  });

  it('leads an instant of a gap to the beginning of the next take', () => {
    expect(offsetOf(two, noon + 80_000)).toEqual({ seconds: 60, isRecorded: false });
  });

  it('leads an instant before the first take to the beginning, and one after the last to the end', () => {
    expect(offsetOf(two, noon - 5000)).toEqual({ seconds: 0, isRecorded: false });
    expect(offsetOf(two, noon + 999_000)).toEqual({ seconds: 90, isRecorded: false });
  });

  it('has no place for any instant while there is no take', () => {
    expect(offsetOf(placeTakes([]), noon)).toBeNull();
    expect(instantOf(placeTakes([]), 0)).toBeNull();
  });

  it('calls the instant just arriving in an open take recorded', () => {
    const open = placeTakes([{ ...take('a', 0, 10), endedAtMs: null }]);
    expect(offsetOf(open, noon + 12_000)).toEqual({ seconds: 10, isRecorded: true });
  });

  it('follows the anchors of an encoder whose clock drifts', () => {
    const anchors = [
      { atMs: noon, seconds: 0 },
      { atMs: noon + 1000_000, seconds: 990 },
    ];
    const drifting = placeTakes([{ ...take('a', 0, 990), anchors, endedAtMs: noon + 1000_000 }]);
    expect(offsetOf(drifting, noon + 500_000)?.seconds).toBeCloseTo(495, 6);
    expect(instantOf(drifting, 495)).toBe(noon + 500_000);
  });

  const anyTakes = fc
    .array(fc.record({ gap: fc.integer({ min: 0, max: 5000 }), duration: fc.integer({ min: 1, max: 20_000 }) }), {
      minLength: 1,
      maxLength: 8,
    })
    .map((spans) => {
      let second = 0;
      return spans.map(({ duration, gap }, index) => {
        const made = take(`t${index}`, second + gap, duration);
        second += gap + duration;
        return made;
      });
    });

  it('gives back the place of every instant that was recorded', () => {
    fc.assert(
      fc.property(anyTakes, fc.double({ min: 0, max: 0.9999, noNaN: true }), (takes, share) => {
        const timeline = placeTakes(takes);
        const seconds = timeline.durationSeconds * share;
        const place = offsetOf(timeline, instantOf(timeline, seconds) ?? NaN);
        expect(Math.abs((place?.seconds ?? NaN) - seconds)).toBeLessThan(0.002);
      }),
    );
  });

  it('never runs backwards', () => {
    fc.assert(
      fc.property(anyTakes, fc.integer({ min: -10, max: 300_000 }), fc.nat(50_000), (takes, second, more) => {
        const timeline = placeTakes(takes);
        const early = offsetOf(timeline, noon + second * 1000)?.seconds ?? NaN;
        const late = offsetOf(timeline, noon + (second + more) * 1000)?.seconds ?? NaN;
        expect(late).toBeGreaterThanOrEqual(early);
        expect(late).toBeLessThanOrEqual(timeline.durationSeconds);
      }),
    );
  });
});
