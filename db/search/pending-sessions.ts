// Sessions whose index is not whole yet, kept in the database so that a crash forgets none, and a bell that tells of new ones.
import type { Db } from '../open.ts';
import { countGeneration, readGeneration } from './generation.ts';

/** A session to go on with. `ticket` changes whenever something of the session is indexed. */
export interface PendingSession {
  readonly sessionId: string;
  readonly ticket: number;
}

const listeners = new Set<() => void>();

/** Hears, still inside the transaction, that a session waits. Answers how to stop hearing. */
export function onPending(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Keeps what indexing came to, in the same transaction. Whoever collected units before finds its ticket outdated. */
export async function notePending(
  transaction: Db,
  sessionId: string,
  outcome: { isWhole: boolean; isAllRead: boolean },
): Promise<void> {
  const { isAllRead, isWhole } = outcome;
  if (isWhole && isAllRead) {
    await transaction.deleteFrom('search_pending').where('session_id', '=', sessionId).execute();
    return;
  }
  const ticket = await readGeneration(transaction);
  if (isWhole) {
    await transaction.updateTable('search_pending').set({ ticket }).where('session_id', '=', sessionId).execute();
    return;
  }
  await putPending(transaction, { sessionId, ticket });
  for (const listener of listeners) listener();
}

/**
 * Leaves a change of a session to the steps that follow, what it replaces included: reading four hours of captions and taking
 * out those before holds everything up for a tenth of a second. Never where something must leave at once.
 */
export async function leavePending(transaction: Db, sessionId: string): Promise<void> {
  await putPending(transaction, { sessionId, ticket: await countGeneration(transaction) });
  for (const listener of listeners) listener();
}

/** Marks a session as to be gone on with. */
export async function putPending(db: Db, { sessionId, ticket }: PendingSession): Promise<void> {
  await db
    .insertInto('search_pending')
    .values({ session_id: sessionId, ticket })
    .onConflict((conflict) => conflict.column('session_id').doUpdateSet({ ticket }))
    .execute();
}

/** The next session to go on with, or this one if it waits; null when there is none. */
export async function findPending(db: Db, sessionId?: string): Promise<PendingSession | null> {
  const pending = db.selectFrom('search_pending').select(['session_id as sessionId', 'ticket']).orderBy('ticket');
  const row = await (
    sessionId === undefined ? pending : pending.where('session_id', '=', sessionId)
  ).executeTakeFirst();
  return row ?? null;
}
