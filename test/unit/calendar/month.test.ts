// A month in weeks, Monday first.
import { expect, it } from '@jest/globals';
import { isMonth, monthAfter, weeksOf } from '../../../client/calendar/month.ts';

it('puts the days of a month into weeks that begin on Monday', () => {
  const weeks = weeksOf('2026-12');
  expect(weeks).toHaveLength(5);
  expect(weeks[0]).toEqual([null, '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-05', '2026-12-06']);
  expect(weeks[4]).toEqual(['2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', null, null, null]);
  expect(weeksOf('2027-02').flat()).not.toContain(null);
  expect(weeksOf('2028-02').flat()).toContain('2028-02-29');
});

it('goes on over the end of a year and back', () => {
  expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
});

it('takes only months from an address', () => {
  expect(['2026-12', '2026-13', '26-12', '2026-1', ''].map(isMonth)).toEqual([true, false, false, false, false]);
});
