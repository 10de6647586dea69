// Where a mark may stand. Pure; instants are ms since the epoch.
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import type { SessionState } from '../contract/sessions.ts';

/** What the session looks like when a mark is placed. */
export interface MarkFacts {
  readonly state: SessionState;
  /** When it went live first; null before that. */
  readonly startedAtMs: number | null;
  /** When it was adjourned; null before that. */
  readonly endedAtMs: number | null;
  readonly nowMs: number;
}

/** A clock that is ahead of the server's by less than this still means "now". */
export const clockToleranceMs = 2000;

/**
 * The instant of a mark: the server's own when none is asked for.
 * Marks stand between the beginning of the session and now (or its end); everything else is `mark-not-on-air`.
 * A recess is allowed, because the clerk prepares the next item then; its mark leads to the beginning of the next take.
 */
export function decideMark(session: MarkFacts, askedAtMs: number | null): Outcome<number> {
  if (session.startedAtMs === null) {
    return refuse('mark-not-on-air', 'The session has not begun: an item can be marked from "go-live" on.');
  }
  if (askedAtMs === null && (session.state === 'ended' || session.state === 'cancelled')) {
    return refuse('mark-not-on-air', 'The session has ended: say at which instant the item began.');
  }
  const atMs = askedAtMs ?? session.nowMs;
  const lastMs = session.state === 'ended' && session.endedAtMs !== null ? session.endedAtMs : session.nowMs;
  if (atMs < session.startedAtMs)
    return refuse('mark-not-on-air', 'This instant lies before the session began: choose a later one.');
  if (atMs > lastMs + clockToleranceMs) {
    const where = session.state === 'ended' ? 'after the session ended' : 'in the future';
    return refuse('mark-not-on-air', `This instant lies ${where}: choose an earlier one.`);
  }
  return accept(Math.min(atMs, lastMs));
}
