// Chat messages. A removed message keeps its row (who removed it, and when) and leaves every list.
import type { ChatRules } from '../server/contract/chat.ts';
import type { Db } from './open.ts';

/** A message as it was sent; `atMs` is ms since the epoch. */
export interface StoredChatMessage {
  readonly id: string;
  readonly sessionId: string;
  readonly displayName: string;
  readonly text: string;
  readonly atMs: number;
}

/** `waits`: it must be let through before anyone sees it. */
export type NewChatMessage = StoredChatMessage & { readonly waits?: boolean };

/** Stores a message. */
export async function insertChatMessage(db: Db, message: NewChatMessage): Promise<void> {
  await db
    .insertInto('chat_messages')
    .values({
      id: message.id,
      session_id: message.sessionId,
      display_name: message.displayName,
      text: message.text,
      at: message.atMs,
      removed_at: null,
      removed_by: null,
      waits: message.waits === true ? 1 : 0,
    })
    .execute();
}

/** The newest messages that everyone sees, oldest of them first. */
export async function listNewestChatMessages(db: Db, sessionId: string, limit: number): Promise<StoredChatMessage[]> {
  const rows = await db
    .selectFrom('chat_messages')
    .selectAll()
    .where('session_id', '=', sessionId)
    .where('removed_at', 'is', null)
    .where('waits', '=', 0)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.toReversed().map(readMessage);
}

/** The messages that wait to be let through, oldest first; beyond these a moderator sees the next when some are dealt with. */
export async function listWaitingChatMessages(db: Db, sessionId: string, limit = 200): Promise<StoredChatMessage[]> {
  const rows = await db
    .selectFrom('chat_messages')
    .selectAll()
    .where('session_id', '=', sessionId)
    .where('removed_at', 'is', null)
    .where('waits', '=', 1)
    .orderBy('at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(readMessage);
}

/** Lets a message through; false when it did not wait or was removed. */
export async function approveChatMessage(db: Db, id: string): Promise<boolean> {
  const result = await db
    .updateTable('chat_messages')
    .set({ waits: 0 })
    .where('id', '=', id)
    .where('waits', '=', 1)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Writes the rules of a session's chat. */
export async function writeChatRules(db: Db, sessionId: string, rules: ChatRules): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ chat_mode: rules.mode, chat_slow_seconds: rules.slowSeconds })
    .where('id', '=', sessionId)
    .execute();
}

/** A message with whether it waits or was removed; null when there is none. */
export async function findChatMessage(
  db: Db,
  id: string,
): Promise<(StoredChatMessage & { waits: boolean; removed: boolean }) | null> {
  const row = await db.selectFrom('chat_messages').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : { ...readMessage(row), waits: row.waits !== 0, removed: row.removed_at !== null };
}

/** Takes a message out of view; answers false when it was out of view already or never existed. */
export async function removeChatMessage(
  db: Db,
  id: string,
  removal: { removedAtMs: number; removedBy: string },
): Promise<boolean> {
  const result = await db
    .updateTable('chat_messages')
    .set({ removed_at: removal.removedAtMs, removed_by: removal.removedBy })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

interface MessageRow {
  id: string;
  session_id: string;
  display_name: string;
  text: string;
  at: number;
}

function readMessage(row: MessageRow): StoredChatMessage {
  return {
    id: row.id,
    sessionId: row.session_id,
    displayName: row.display_name,
    text: row.text,
    atMs: row.at,
  };
}
