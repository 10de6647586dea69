// Chat messages. A removed message keeps its row (who removed it, and when) and leaves every list.
import type { Db } from './open.ts';

/** A message as it was sent; `atMs` is ms since the epoch. */
export interface StoredChatMessage {
  readonly id: string;
  readonly sessionId: string;
  readonly displayName: string;
  readonly text: string;
  readonly atMs: number;
}

/** Stores a message. */
export async function insertChatMessage(db: Db, message: StoredChatMessage): Promise<void> {
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
    })
    .execute();
}

/** The newest messages that were not removed, oldest of them first. */
export async function listNewestChatMessages(db: Db, sessionId: string, limit: number): Promise<StoredChatMessage[]> {
  const rows = await db
    .selectFrom('chat_messages')
    .selectAll()
    .where('session_id', '=', sessionId)
    .where('removed_at', 'is', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.toReversed().map(readMessage);
}

/** A message with whether it was removed; null when there is none. */
export async function findChatMessage(db: Db, id: string): Promise<(StoredChatMessage & { removed: boolean }) | null> {
  const row = await db.selectFrom('chat_messages').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : { ...readMessage(row), removed: row.removed_at !== null };
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
