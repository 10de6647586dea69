// Date and time as a clerk writes them (Europe/Rome) and as the wire wants them (UTC). Pure.

const timeZone = 'Europe/Rome';

/**
 * `2026-11-22` and `21:00` in Rome → RFC 3339 in UTC; null when they are no date and time.
 * An hour that does not exist (the night clocks go forward) is moved on by one hour; of a double hour the first is meant.
 */
export function romeToInstant(date: string, time: string): string | null {
  const wallMs = Date.parse(`${date}T${time}:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(date) || !/^\d{2}:\d{2}$/u.test(time) || !Number.isFinite(wallMs)) return null;
  const dayMs = 24 * 3_600_000;
  const candidates = [wallMs - offsetMs(wallMs - dayMs), wallMs - offsetMs(wallMs + dayMs)];
  const exact = candidates.filter((instantMs) => instantMs + offsetMs(instantMs) === wallMs);
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...candidates)).toISOString();
}

/** The date and the time in Rome of an instant, as form fields want them. */
export function instantToRome(instantMs: number): { date: string; time: string } {
  const wall = new Date(instantMs + offsetMs(instantMs)).toISOString();
  return { date: wall.slice(0, 10), time: wall.slice(11, 16) };
}

/** The next instant at which a clock in Rome shows `21:30`; null when that is no time. */
export function nextAtRomeTime(time: string, nowMs: number): string | null {
  const today = romeToInstant(instantToRome(nowMs).date, time);
  if (today === null || Date.parse(today) > nowMs) return today;
  const noon = Date.parse(`${instantToRome(nowMs).date}T12:00:00Z`);
  return romeToInstant(instantToRome(noon + 24 * 3_600_000).date, time);
}

/** How far Rome is ahead of UTC at an instant. */
function offsetMs(instantMs: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instantMs);
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const wallMs = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
  return wallMs - Math.floor(instantMs / 1000) * 1000;
}
