// Instants and lengths in words, in the town's time zone; pure, must not know any page.
import type { Language } from './language.ts';

const timeZone = 'Europe/Rome';
const locales = { it: 'it-IT', en: 'en-GB' } as const;

const unknownDay = { it: 'data non nota', en: 'date not known' } as const;

/** An old session whose day nobody knows was imported as of the first instant there is. */
export function isUndated(instant: string | number): boolean {
  return new Date(instant).getTime() === 0;
}

/** `domenica 22 novembre 2026`. */
export function dayInWords(instant: string | number, language: Language): string {
  if (isUndated(instant)) return unknownDay[language];
  return format(instant, language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

/** `dom 22 nov 2026`. */
export function dayInShort(instant: string | number, language: Language): string {
  if (isUndated(instant)) return unknownDay[language];
  return format(instant, language, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
}

/** `21:04`. */
export function timeOfDay(instant: string | number, language: Language): string {
  return format(instant, language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** `21:04:07`. */
export function timeWithSeconds(instant: string | number, language: Language): string {
  return format(instant, language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
}

/** `novembre`. */
export function monthInWords(instant: string | number, language: Language): string {
  return format(instant, language, { month: 'long' });
}

/** `lun`. */
export function weekdayInShort(instant: string | number, language: Language): string {
  return format(instant, language, { weekday: 'short' });
}

/** The year in the town's time zone, as `2026`. */
export function yearOf(instant: string | number): string {
  return format(instant, 'en', { year: 'numeric' });
}

/** The day in the town's time zone, as `2026-11-22`. */
export function isoDay(instant: number): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(instant);
}

function format(instant: string | number, language: Language, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locales[language], { timeZone, ...options }).format(new Date(instant));
}

/** Seconds on a timeline as `1:02:03` or `02:03`. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = pad(Math.floor(whole / 60) % 60);
  const hours = Math.floor(whole / 3600);
  return `${hours > 0 ? `${hours}:` : ''}${minutes}:${pad(whole % 60)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** Whole hours and minutes of a length in seconds. */
export function hoursAndMinutes(seconds: number): { hours: number; minutes: number } {
  const minutes = Math.max(0, Math.round(seconds / 60));
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
