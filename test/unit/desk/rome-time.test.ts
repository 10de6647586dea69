// What a clerk writes is Rome's time; what is sent is UTC.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantToRome, nextAtRomeTime, romeToInstant } from '../../../client/desk/rome-time.ts';

describe('times of the session form', () => {
  it.each([
    ['2026-11-22', '21:00', '2026-11-22T20:00:00.000Z'],
    ['2026-07-01', '21:00', '2026-07-01T19:00:00.000Z'],
    ['2026-03-29', '01:59', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29', '03:00', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25', '03:00', '2026-10-25T02:00:00.000Z'],
  ])('takes %s %s in Rome for %s', (date, time, instant) => {
    expect(romeToInstant(date, time)).toBe(instant);
  });

  it('takes a time alone for the next one: today, or tomorrow when it is past', () => {
    const nowMs = Date.parse('2026-11-22T20:00:00.000Z');
    expect(nextAtRomeTime('21:30', nowMs)).toBe('2026-11-22T20:30:00.000Z');
    expect(nextAtRomeTime('09:00', nowMs)).toBe('2026-11-23T08:00:00.000Z');
    expect(nextAtRomeTime('', nowMs)).toBeNull();
  });

  it('moves an hour that does not exist on by one hour', () => {
    expect(romeToInstant('2026-03-29', '02:30')).toBe('2026-03-29T01:30:00.000Z');
  });

  it.each([
    ['', '21:00'],
    ['2026-11-22', ''],
    ['2026-13-40', '21:00'],
    ['2026-11-22', '25:00'],
  ])('refuses %j %j', (date, time) => {
    expect(romeToInstant(date, time)).toBeNull();
  });

  it('reads back every minute it writes, but for the hour that comes twice', () => {
    const minute = fc.integer({ min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2035, 0, 1) / 60_000 });
    fc.assert(
      fc.property(minute, (minutes) => {
        const instantMs = minutes * 60_000;
        const { date, time } = instantToRome(instantMs);
        const back = Date.parse(romeToInstant(date, time) ?? '');
        expect([instantMs, instantMs - 3_600_000]).toContain(back);
      }),
    );
  });
});
