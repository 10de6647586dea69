// Sessions as a calendar (RFC 5545), for any calendar program. Pure: what to say of each session comes in.

/** One session as a calendar shows it. Instants are ms since the epoch. */
export interface CalendarEvent {
  readonly id: string;
  readonly title: string;
  readonly place: string | null;
  readonly description: string;
  readonly url: string | null;
  readonly startMs: number;
  readonly endMs: number;
  readonly isCancelled: boolean;
  readonly createdMs: number;
  readonly modifiedMs: number;
  /** Minutes before the beginning at which the calendar rings; null: never. */
  readonly alarmMinutes: number | null;
}

/** The calendar as text with CRLF lines of at most 75 octets (RFC 5545 section 3.1). */
export function writeCalendar(name: string, events: readonly CalendarEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Casa di Vetro//Sessions//IT',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${event.id}@casa-di-vetro`,
    `DTSTAMP:${inUtc(event.modifiedMs)}`,
    `LAST-MODIFIED:${inUtc(event.modifiedMs)}`,
    // Grows with every change, as section 3.8.7.4 wants it.
    `SEQUENCE:${Math.max(0, Math.floor((event.modifiedMs - event.createdMs) / 1000))}`,
    `DTSTART:${inUtc(event.startMs)}`,
    `DTEND:${inUtc(event.endMs)}`,
    `SUMMARY:${escapeText(event.title)}`,
    ...(event.place === null ? [] : [`LOCATION:${escapeText(event.place)}`]),
    ...(event.description === '' ? [] : [`DESCRIPTION:${escapeText(event.description)}`]),
    ...(event.url === null ? [] : [`URL:${event.url}`]),
    `STATUS:${event.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    ...(event.alarmMinutes === null || event.isCancelled ? [] : alarmLines(event.title, event.alarmMinutes)),
    'END:VEVENT',
  ];
}

function alarmLines(title: string, minutes: number): string[] {
  return ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escapeText(title)}`, `TRIGGER:-PT${minutes}M`, 'END:VALARM'];
}

/** `20261203T200000Z`. */
function inUtc(ms: number): string {
  return `${new Date(ms).toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`;
}

/** Section 3.3.11: backslash, semicolon, comma and line ends are escaped; other control characters may not stand there. */
function escapeText(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F]/gu, '');
}

const longestLine = 75;

/** Folds by octets and never inside a character. */
function foldLine(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > longestLine) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}
