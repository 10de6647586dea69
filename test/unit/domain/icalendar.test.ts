// Calendars after RFC 5545: lines of at most 75 octets, escaped text, instants in UTC.
import { expect, it } from '@jest/globals';
import { writeCalendar } from '../../../server/domain/icalendar.ts';

const event = {
  id: 'a1',
  title: 'Consiglio; seduta, ordinaria \\ urgente',
  place: null,
  description: `1. Appello\n2. ${'Variazione di bilancio con però e perché '.repeat(6)}`,
  url: null,
  startMs: Date.UTC(2026, 11, 3, 20),
  endMs: Date.UTC(2026, 11, 3, 22),
  isCancelled: false,
  createdMs: 1_000_000,
  modifiedMs: 1_065_000,
  alarmMinutes: null,
};

it('writes a session as an event', () => {
  const text = writeCalendar('Consiglio', [event]);
  expect(text).toContain('SUMMARY:Consiglio\\; seduta\\, ordinaria \\\\ urgente\r\n');
  expect(text).toContain('DTSTART:20261203T200000Z\r\nDTEND:20261203T220000Z\r\n');
  expect(text).toContain('SEQUENCE:65\r\n');
  expect(text).not.toContain('VALARM');
  expect(text.endsWith('END:VEVENT\r\nEND:VCALENDAR\r\n')).toBe(true);
});

it('folds long lines at 75 octets and unfolds to the same words', () => {
  const text = writeCalendar('Consiglio', [event]);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text.replaceAll('\r\n ', '')).toContain(`DESCRIPTION:${event.description.replaceAll('\n', '\\n')}`);
});

it('rings only for a session that is held', () => {
  expect(writeCalendar('Consiglio', [{ ...event, alarmMinutes: 60 }])).toContain('TRIGGER:-PT60M\r\n');
  const cancelled = writeCalendar('Consiglio', [{ ...event, alarmMinutes: 60, isCancelled: true }]);
  expect(cancelled).toContain('STATUS:CANCELLED');
  expect(cancelled).not.toContain('VALARM');
});
