// Instants on the wire: RFC 3339 in UTC with milliseconds. Inside the server an instant is a number of milliseconds since the epoch.
import { z } from 'zod';

/** RFC 3339 instant in UTC, e.g. `2026-11-22T19:30:00.000Z`; any offset is accepted on input and normalised to `Z`. */
export const instantSchema = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .describe('RFC 3339 instant; answered in UTC');

/** An instant as it stands in answers. */
export type Instant = string;

/** Milliseconds since the epoch → RFC 3339 in UTC. */
export function toInstant(epochMs: number): Instant {
  return new Date(epochMs).toISOString();
}

/** RFC 3339 → milliseconds since the epoch. The text must already have passed {@link instantSchema}. */
export function fromInstant(instant: Instant): number {
  return Date.parse(instant);
}
