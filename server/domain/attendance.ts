// Who is there at an instant, and whether they are enough. Attendance is a log of ins and outs, never a list. Pure.
import type { QuorumState } from '../contract/council-log.ts';
import type { Member, QuorumRule, QuorumShare } from '../contract/roster.ts';
import type { LogFact } from './log-reading.ts';

/** Person → there or not, for everyone about whom the log says something up to this instant. */
export function presenceAt(entries: readonly LogFact[], atMs: number): Map<string, boolean> {
  const presence = new Map<string, boolean>();
  for (const entry of entries.toSorted((a, b) => a.atMs - b.atMs)) {
    if (entry.atMs > atMs) break;
    if (entry.data.kind === 'attendance') presence.set(entry.data.personId, entry.data.isPresent);
  }
  return presence;
}

/** Stretches in which a person was there; `toMs` is null while it lasts. */
export function presenceOf(entries: readonly LogFact[], personId: string): { fromMs: number; toMs: number | null }[] {
  const times: { fromMs: number; toMs: number | null }[] = [];
  for (const entry of entries.toSorted((a, b) => a.atMs - b.atMs)) {
    if (entry.data.kind !== 'attendance' || entry.data.personId !== personId) continue;
    const open = times.at(-1);
    const isOpen = open !== undefined && open.toMs === null;
    if (entry.data.isPresent && !isOpen) times.push({ fromMs: entry.atMs, toMs: null });
    if (!entry.data.isPresent && isOpen) open.toMs = entry.atMs;
  }
  return times;
}

/** Assigned seats: what the body says, or as many as may vote. */
export function seatsOf(rule: QuorumRule, members: readonly Member[]): number {
  return rule.seats ?? members.filter((member) => member.mayVote && counts(rule, member)).length;
}

/** How many must be there (TUEL art. 38 c. 2 leaves the number to the regulation, with a third as its floor). */
export function quorumNeeded(share: QuorumShare, seats: number): number {
  switch (share) {
    case 'more-than-half':
      return Math.floor(seats / 2) + 1;
    case 'half':
      return Math.ceil(seats / 2);
    case 'third':
      return Math.ceil(seats / 3);
    default:
      return share;
  }
}

/** The quorum at an instant; null where nobody's presence is known yet. */
export function quorumAt(
  entries: readonly LogFact[],
  atMs: number,
  body: { rule: QuorumRule; members: readonly Member[]; call: 1 | 2 },
): QuorumState | null {
  const presence = presenceAt(entries, atMs);
  if (presence.size === 0) return null;
  const { rule, members, call } = body;
  const present = members.filter(
    (member) => member.mayVote && counts(rule, member) && presence.get(member.personId) === true,
  ).length;
  const needed = quorumNeeded(call === 1 ? rule.firstCall : rule.secondCall, seatsOf(rule, members));
  return { present, needed, isReached: present >= needed };
}

function counts(rule: QuorumRule, member: Member): boolean {
  return rule.mayorCounts || member.role !== 'mayor';
}
