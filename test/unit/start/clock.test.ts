// The machine's clock may be set by hours in mid-session; the server's goes on as before.
import { afterEach, expect, it, jest } from '@jest/globals';
import { createClock } from '../../../server/clock.ts';

afterEach(() => void jest.restoreAllMocks());

it.each([
  ['forward', 3],
  ['back', -5],
])('goes on evenly when the clock of the machine is set %s by hours', (_direction, hours) => {
  const clock = createClock();
  const before = clock.now();
  const wall = Date.now;
  jest.spyOn(Date, 'now').mockImplementation(() => wall() + hours * 3_600_000);
  const passed = clock.now() - before;
  expect(passed).toBeGreaterThanOrEqual(0);
  expect(passed).toBeLessThan(60_000);
});
