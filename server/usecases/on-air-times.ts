// When a session was on air: read from the trail, which every command writes in its own transaction. Pure.
import type { AuditEntry } from '../../db/audit.ts';

/** Inclusive instants (ms); `toMs` is null while it lasts. */
export interface OnAirTime {
  readonly fromMs: number;
  readonly toMs: number | null;
}

const opening = new Set(['session.go-live', 'session.resume', 'session.open-doors']);
const closing = new Set(['session.recess', 'session.close-doors', 'session.adjourn']);

/** The on-air times in order, from the entries of one session in any order. */
export function onAirTimes(entries: readonly AuditEntry[]): OnAirTime[] {
  const times: OnAirTime[] = [];
  let fromMs: number | null = null;
  for (const entry of entries.toSorted((a, b) => a.atMs - b.atMs)) {
    if (opening.has(entry.action)) fromMs ??= entry.atMs;
    if (closing.has(entry.action) && fromMs !== null) {
      times.push({ fromMs, toMs: entry.atMs });
      fromMs = null;
    }
  }
  if (fromMs !== null) times.push({ fromMs, toMs: null });
  return times;
}

/** Was it on air at this instant? */
export function wasOnAir(times: readonly OnAirTime[], atMs: number): boolean {
  return times.some((time) => time.fromMs <= atMs && (time.toMs === null || atMs <= time.toMs));
}
