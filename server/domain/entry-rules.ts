// When something may be written into the log, and what the public may read of it. Pure.
import type { EntryData } from '../contract/council-log.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import type { PublicLog } from '../contract/roster.ts';
import { isInPause, type LogFact, type Pause } from './log-reading.ts';
import { clockToleranceMs, type MarkFacts } from './mark-rules.ts';

/** The session when an entry is written. */
export interface EntryTimes extends MarkFacts {
  readonly pauses: readonly Pause[];
}

/**
 * The instant of an entry. Attendance, fates of items and notes may be written before the session begins (the roll is
 * called first); speeches only on air, votes on air or behind closed doors. Nothing lies in the future.
 */
export function decideEntryTime(
  session: EntryTimes,
  kind: EntryData['kind'],
  askedAtMs: number | null,
): Outcome<number> {
  if (session.state === 'cancelled') return refuse('log-not-open', 'The session is cancelled: nothing happened in it.');
  if (askedAtMs === null && session.state === 'ended') {
    return refuse('log-not-open', 'The session has ended: say at which instant it happened.');
  }
  const lastMs = session.state === 'ended' && session.endedAtMs !== null ? session.endedAtMs : session.nowMs;
  const atMs = askedAtMs ?? session.nowMs;
  if (atMs > lastMs + clockToleranceMs) {
    return refuse(
      'log-not-open',
      `This lies ${session.state === 'ended' ? 'after the end' : 'in the future'}: give an earlier instant.`,
    );
  }
  const heldMs = Math.min(atMs, lastMs);
  if (kind === 'attendance' || kind === 'item' || kind === 'note') return accept(heldMs);
  if (session.startedAtMs === null || heldMs < session.startedAtMs) {
    return refuse(
      'log-not-open',
      'The session has not begun then: nobody can speak or vote in it. Go live first, or give a later instant.',
    );
  }
  if (isInPause(session.pauses, 'recess', heldMs)) {
    return refuse('log-not-open', 'The session is in recess then: resume it first.');
  }
  if (kind === 'speech' && isInPause(session.pauses, 'closed', heldMs)) {
    return refuse('log-not-open', 'Behind closed doors nothing that is said is written down: open the doors first.');
  }
  return accept(heldMs);
}

/** Entries that search finds. */
export function isSearched(kind: EntryData['kind']): boolean {
  return kind === 'vote' || kind === 'speech';
}

/** What the public may read: nothing from behind closed doors but the counts of votes, the rest as the body says. */
export function publicEntries(
  entries: readonly LogFact[],
  pauses: readonly Pause[],
  rules: Omit<PublicLog, 'chat'>,
): LogFact[] {
  return entries.flatMap((entry) => {
    const isClosed = isInPause(pauses, 'closed', entry.atMs);
    switch (entry.data.kind) {
      case 'attendance':
        return rules.attendance && !isClosed ? [entry] : [];
      case 'speech':
        return rules.speakers && !isClosed ? [entry] : [];
      case 'vote':
        if (!rules.votes) return [];
        return isClosed ? [{ ...entry, data: { ...entry.data, ballots: [], note: null } }] : [entry];
      case 'item':
        return [entry];
      case 'note':
        return [];
    }
  });
}
