// When does a machine count as too slow?
import { describe, expect, it } from '@jest/globals';
import { LagWatch } from '../../../media/live/lag-watch.ts';

describe('the lag', () => {
  it('counts when it stays above two seconds for ten seconds', () => {
    const watch = new LagWatch();
    const answers = [0, 4, 8, 10].map((second) => watch.note(second + 5, second + 2, second * 1000));
    expect(answers).toEqual([false, false, false, true]);
  });

  it('is forgotten when the transcoder catches up once, as after the burst at the beginning', () => {
    const watch = new LagWatch();
    watch.note(3, 0, 0);
    expect(watch.note(9, 8.5, 6000)).toBe(false);
    expect(watch.note(15, 12, 12_000)).toBe(false);
    expect(watch.note(20, 17, 21_000)).toBe(false);
    expect(watch.note(21, 18, 22_000)).toBe(true);
  });
});
