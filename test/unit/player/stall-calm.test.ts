// When a player that was held up may come back to the delay that the server asks for.
import { describe, expect, it } from '@jest/globals';
import { playedMsOf, StallCalm } from '../../../client/player/stall-calm.ts';

const hour = 3_600_000;

describe('the calm after a stall', () => {
  it('is short while the player starts', () => {
    const calm = new StallCalm();
    expect(calm.stalled(0, 4000)).toBe(1500);
    expect(calm.stalled(20_000, 12_000)).toBe(20_000);
  });

  it('doubles when the line stalls again soon after coming closer', () => {
    const calm = new StallCalm();
    calm.stalled(0, hour);
    calm.cameCloser(20_000);
    expect(calm.stalled(50_000, hour)).toBe(40_000);
    calm.cameCloser(90_000);
    expect(calm.stalled(100_000, hour)).toBe(80_000);
  });

  it('neither grows nor shrinks with stalls that come before it is over', () => {
    const calm = new StallCalm();
    calm.stalled(0, hour);
    calm.cameCloser(20_000);
    calm.stalled(50_000, hour);
    expect(calm.stalled(60_000, hour)).toBe(40_000);
    expect(calm.stalled(900_000, hour)).toBe(40_000);
  });

  it('is the shortest again after a long good time', () => {
    const calm = new StallCalm();
    calm.stalled(0, hour);
    calm.cameCloser(20_000);
    calm.stalled(50_000, hour);
    calm.cameCloser(90_000);
    expect(calm.stalled(90_000 + 330_000, hour)).toBe(20_000);
  });

  it('has an end', () => {
    const calm = new StallCalm();
    let longest = 0;
    for (let nowMs = 0; nowMs < 10 * hour; nowMs += longest + 1000) {
      longest = calm.stalled(nowMs, hour);
      calm.cameCloser(nowMs + longest);
    }
    expect(longest).toBe(320_000);
  });
});

describe('what was played', () => {
  it('is counted over all its ranges', () => {
    const ends = [4, 7];
    const played = { length: 2, start: (range: number) => range * 4, end: (range: number) => ends[range] ?? 0 };
    expect(playedMsOf({ played })).toBe(7000);
  });
});
