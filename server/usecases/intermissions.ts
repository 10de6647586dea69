// Recesses and closed doors of a session: read from the trail, which every command writes in its own transaction. Pure.
import type { AuditEntry } from '../../db/audit.ts';
import type { Pause } from '../domain/log-reading.ts';

/** Which command begins which pause; `null` ends one. */
const turns: Readonly<Record<string, Pause['kind'] | null>> = {
  'session.go-live': null,
  'session.recess': 'recess',
  'session.resume': null,
  'session.close-doors': 'closed',
  'session.open-doors': null,
  'session.adjourn': null,
  'session.reopen': 'recess',
};

/** The pauses in order, from the entries of one session in any order. */
export function readPauses(entries: readonly AuditEntry[]): Pause[] {
  const pauses: { kind: Pause['kind']; fromMs: number; toMs: number | null }[] = [];
  for (const entry of entries.toSorted((a, b) => a.atMs - b.atMs)) {
    const turn = turns[entry.action];
    const last = pauses.at(-1);
    const open = last?.toMs === null ? last : undefined;
    if (turn === undefined || turn === open?.kind) continue;
    if (open !== undefined) open.toMs = entry.atMs;
    if (turn !== null) pauses.push({ kind: turn, fromMs: entry.atMs, toMs: null });
  }
  return pauses;
}
