// Makes everything a session holds findable. Call it in the transaction that changed what can be found: what may no longer be
// found leaves with it. A long session enters in steps (finish-indexing), so that nothing else has to wait for it.
import type { Db } from '../open.ts';
import { collectUnits, type SessionPart } from './collect-units.ts';
import { notePending } from './pending-sessions.ts';
import type { WritingPace } from './search-index.ts';
import { shelfNumber } from './shelves.ts';
import { sqliteSearchWriter } from './sqlite-search-writer.ts';

/** What one transaction adds: about 8 ms of work, a few minutes of speech. */
export const stepPace: WritingPace = {
  mostPassages: 20,
  keepsOutdated: false,
  leavesInSteps: false,
  isServing: true,
};
/** For programs that serve nobody meanwhile. */
export const wholePace: WritingPace = {
  mostPassages: Infinity,
  keepsOutdated: false,
  leavesInSteps: false,
  isServing: false,
};

/** Brings the index of one session (or these parts of it) up to date; unknown sessions have nothing to be found. */
export async function indexSession(
  transaction: Db,
  sessionId: string,
  how: { parts?: readonly SessionPart[]; pace?: WritingPace } = {},
): Promise<void> {
  const found = await collectUnits(transaction, sessionId, how.parts);
  if (found === null) return;
  const isWhole = await sqliteSearchWriter.replaceSession(transaction, found, how.pace ?? stepPace);
  await notePending(transaction, sessionId, { isWhole, isAllRead: how.parts === undefined });
}

/** Brings up to date what the rules of a body make public: votes, speakers, chat. */
export async function indexBody(transaction: Db, bodyId: string): Promise<void> {
  const sessions = await transaction
    .selectFrom('sessions')
    .select('id')
    .where('body_id', '=', bodyId)
    .where((is) =>
      is.or([
        is.exists(is.selectFrom('log_entries').select('id').whereRef('session_id', '=', 'sessions.id')),
        is.exists(is.selectFrom('chat_messages').select('id').whereRef('session_id', '=', 'sessions.id')),
      ]),
    )
    .execute();
  for (const { id } of sessions) await indexSession(transaction, id, { parts: ['spoken', 'chat'] });
}

/**
 * Moves a session to the shelf that its publication asks for. What is not public any more leaves at once; what becomes public
 * enters step by step.
 */
export async function shelveSession(transaction: Db, sessionId: string): Promise<void> {
  const row = await transaction
    .selectFrom('sessions')
    .innerJoin('search_sessions', 'search_sessions.session_id', 'sessions.id')
    .select(['publication', 'state', 'shelf'])
    .where('sessions.id', '=', sessionId)
    .executeTakeFirst();
  const shelf = row?.publication === 'published' ? 'public' : 'hidden';
  if (row?.shelf === shelfNumber[shelf]) {
    // The chat of a session is kept, or not, when it ends.
    if (row.state === 'ended') await indexSession(transaction, sessionId, { parts: ['chat'] });
    return;
  }
  await indexSession(transaction, sessionId);
}
