// The archive's filters and their place in the address; pure.
import type { SessionFilter } from '../api/sessions.ts';

/** What the reader narrowed the archive by; empty for "all". */
export interface ArchiveFilters {
  readonly body: string;
  readonly year: string;
}

/** Reads the filters from the address; a year that is none is left out. */
export function readFilters(query: URLSearchParams): ArchiveFilters {
  const year = query.get('year') ?? '';
  return { body: query.get('body') ?? '', year: /^\d{4}$/.test(year) ? year : '' };
}

/** The address of other filters. */
export function writeFilters({ body, year }: ArchiveFilters): Record<string, string> {
  return { ...(body !== '' && { body }), ...(year !== '' && { year }) };
}

/** First and last day of a year, as the API's `from` and `to`; empty for all years. */
export function daysOfYear(year: string): { from?: string; to?: string } {
  return year === '' ? {} : { from: `${year}-01-01`, to: `${year}-12-31` };
}

/** What to ask of the API: sessions that have ended, the latest first. */
export function sessionFilterOf({ body, year }: ArchiveFilters): SessionFilter {
  return { state: 'ended', order: 'newest', limit: 20, ...(body !== '' && { body }), ...daysOfYear(year) };
}
