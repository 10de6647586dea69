// The correction of a published session that is open: its edits become one version when it is closed.
import type { Db } from './open.ts';

/** At most one a session. */
export interface StoredOpenCorrection {
  readonly openedAtMs: number;
  /** E-mail address of who opened it. */
  readonly openedBy: string;
  /** The version that was kept before its first edit; null: none yet. */
  readonly keptVersion: number | null;
  readonly hasChanges: boolean;
}

/** Null when none is open. */
export async function findOpenCorrection(db: Db, sessionId: string): Promise<StoredOpenCorrection | null> {
  const row = await db
    .selectFrom('open_corrections')
    .selectAll()
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    openedAtMs: Number(row.opened_at),
    openedBy: row.opened_by,
    keptVersion: row.kept_version,
    hasChanges: row.has_changes !== 0,
  };
}

/** Opens one; one that is open stays as it is. */
export async function openCorrection(db: Db, sessionId: string, opened: { atMs: number; by: string }): Promise<void> {
  await db
    .insertInto('open_corrections')
    .values({ session_id: sessionId, opened_at: opened.atMs, opened_by: opened.by, kept_version: null })
    .onConflict((conflict) => conflict.column('session_id').doNothing())
    .execute();
}

/** This version was kept before the edits that follow. */
export async function noteKeptVersion(db: Db, sessionId: string, version: number): Promise<void> {
  await db.updateTable('open_corrections').set({ kept_version: version }).where('session_id', '=', sessionId).execute();
}

/** An edit belongs to it: closing will make a version. */
export async function noteChange(db: Db, sessionId: string): Promise<void> {
  await db.updateTable('open_corrections').set({ has_changes: 1 }).where('session_id', '=', sessionId).execute();
}

/** Closes it. */
export async function closeCorrection(db: Db, sessionId: string): Promise<void> {
  await db.deleteFrom('open_corrections').where('session_id', '=', sessionId).execute();
}
