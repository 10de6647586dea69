// Marks: "this item began at this instant". A removed mark stays in the table with the instant of its removal.
import type { Db } from './open.ts';

/** A mark; instants are ms since the epoch. */
export interface StoredMark {
  readonly id: string;
  readonly sessionId: string;
  readonly agendaItemId: string;
  readonly atMs: number;
}

/** Places a mark. */
export async function insertMark(db: Db, mark: StoredMark & { createdAtMs: number }): Promise<void> {
  await db
    .insertInto('marks')
    .values({
      id: mark.id,
      session_id: mark.sessionId,
      agenda_item_id: mark.agendaItemId,
      at: mark.atMs,
      created_at: mark.createdAtMs,
      removed_at: null,
    })
    .execute();
}

/** The marks of a session that hold, in order of their instants. */
export async function listMarks(db: Db, sessionId: string): Promise<StoredMark[]> {
  const rows = await db
    .selectFrom('marks')
    .selectAll()
    .where('session_id', '=', sessionId)
    .where('removed_at', 'is', null)
    .orderBy('at')
    .orderBy('created_at')
    .execute();
  return rows.map(readMark);
}

/** The mark with this id that holds, or null. */
export async function findMark(db: Db, id: string): Promise<StoredMark | null> {
  const row = await db
    .selectFrom('marks')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : readMark(row);
}

/** Takes a mark out of view; answers false when it was out of view already. */
export async function removeMark(db: Db, id: string, removedAtMs: number): Promise<boolean> {
  const result = await db
    .updateTable('marks')
    .set({ removed_at: removedAtMs })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Moves a mark to another instant. */
export async function moveMark(db: Db, id: string, atMs: number): Promise<void> {
  await db.updateTable('marks').set({ at: atMs }).where('id', '=', id).execute();
}

function readMark(row: { id: string; session_id: string; agenda_item_id: string; at: number }): StoredMark {
  return { id: row.id, sessionId: row.session_id, agendaItemId: row.agenda_item_id, atMs: row.at };
}
