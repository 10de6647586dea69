// Goes on with sessions whose index is not whole yet: one short transaction after the other, with room for everything else
// between them. A step writes only what is still true: its ticket is checked in its own transaction.
import { inTransaction, type Db } from '../open.ts';
import { collectUnits, sessionParts, type SessionUnits } from './collect-units.ts';
import { stepPace } from './index-session.ts';
import { findPending, notePending, type PendingSession } from './pending-sessions.ts';
import type { WritingPace } from './search-index.ts';
import { sqliteSearchWriter } from './sqlite-search-writer.ts';

/** Whatever had to leave at once has left with the change itself. */
const finishPace: WritingPace = { ...stepPace, leavesInSteps: true };

interface FinishOptions {
  /** Only this session; left out: all that wait. */
  readonly sessionId?: string;
  readonly pace?: WritingPace;
  readonly signal?: AbortSignal;
}

/** Resolves when nothing waits any more, or when the signal says so; what is left then waits for the next time. */
export async function finishIndexing(db: Db, options: FinishOptions = {}): Promise<void> {
  const { pace = finishPace, sessionId, signal } = options;
  for (;;) {
    const pending = await findPending(db, sessionId);
    if (pending === null || !mayGoOn(signal)) return;
    const found = await collectSlowly(db, pending.sessionId);
    if (found === null) return;
    while (mayGoOn(signal) && (await writeStep(db, pending, found, pace))) await pause();
  }
}

function mayGoOn(signal: AbortSignal | undefined): boolean {
  return signal?.aborted !== true;
}

/** All units, one part after the other. What changes between them changes the ticket. */
async function collectSlowly(db: Db, sessionId: string): Promise<SessionUnits | null> {
  const found: SessionUnits[] = [];
  for (const part of sessionParts) {
    await pause();
    const own = await collectUnits(db, sessionId, [part]);
    if (own === null) return null;
    found.push(own);
  }
  await pause();
  const [first] = found;
  if (first === undefined) return null;
  return { ...first, units: found.flatMap((one) => one.units), kinds: found.flatMap((one) => one.kinds) };
}

/** Writes some more; false when all is written, or when something changed since the units were read. */
async function writeStep(db: Db, pending: PendingSession, found: SessionUnits, pace: WritingPace): Promise<boolean> {
  return inTransaction(db, async (transaction) => {
    const now = await findPending(transaction, pending.sessionId);
    if (now?.ticket !== pending.ticket) return false;
    const isWhole = await sqliteSearchWriter.replaceSession(transaction, found, pace);
    if (isWhole) await notePending(transaction, pending.sessionId, { isWhole, isAllRead: true });
    return !isWhole;
  });
}

/** The driver is synchronous: without a pause nothing else would be served until the end. */
async function pause(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
