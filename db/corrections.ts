// Corrections of published sessions: each makes a new version with a note that the public reads.
import type { Db } from './open.ts';

/** A correction; the session as it was adjourned is version 1. */
export interface StoredCorrection {
  readonly version: number;
  readonly atMs: number;
  readonly note: string;
}

/** The corrections of a session, oldest first. */
export async function listCorrections(db: Db, sessionId: string): Promise<StoredCorrection[]> {
  const rows = await db
    .selectFrom('corrections')
    .select(['version', 'at', 'note'])
    .where('session_id', '=', sessionId)
    .orderBy('version')
    .execute();
  return rows.map((row) => ({ version: row.version, atMs: row.at, note: row.note }));
}

/** Adds the next version; call it in the transaction of the change. */
export async function addCorrection(
  db: Db,
  sessionId: string,
  correction: { atMs: number; note: string; accountId: string | null },
): Promise<void> {
  const { last } = await db
    .selectFrom('corrections')
    .select((is) => is.fn.max('version').as('last'))
    .where('session_id', '=', sessionId)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('corrections')
    .values({
      session_id: sessionId,
      version: Number(last ?? 1) + 1,
      at: correction.atMs,
      note: correction.note,
      account_id: correction.accountId,
    })
    .execute();
}
