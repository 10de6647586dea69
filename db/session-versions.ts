// Versions of published sessions that corrections have replaced, as the public read them.
import type { Db } from './open.ts';

/** The number of the version that holds now; a session that was never corrected is version 1. */
export async function lastVersion(db: Db, sessionId: string): Promise<number> {
  const { last } = await db
    .selectFrom('corrections')
    .select((is) => is.fn.max('version').as('last'))
    .where('session_id', '=', sessionId)
    .executeTakeFirstOrThrow();
  return Number(last ?? 1);
}

/** Keeps the version that holds now; the correction that follows replaces it. */
export async function putVersion(
  db: Db,
  sessionId: string,
  { version, replacedAtMs, document }: { version: number; replacedAtMs: number; document: unknown },
): Promise<void> {
  const values = { replaced_at: replacedAtMs, document: JSON.stringify(document) };
  await db
    .insertInto('session_versions')
    .values({ session_id: sessionId, version, ...values })
    .onConflict((conflict) => conflict.columns(['session_id', 'version']).doUpdateSet(values))
    .execute();
}

/** A replaced version, its document as parsed JSON; null when it was not kept. */
export async function findVersion(
  db: Db,
  sessionId: string,
  version: number,
): Promise<{ replacedAtMs: number; document: unknown } | null> {
  const row = await db
    .selectFrom('session_versions')
    .select(['replaced_at', 'document'])
    .where('session_id', '=', sessionId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row === undefined ? null : { replacedAtMs: row.replaced_at, document: JSON.parse(row.document) as unknown };
}

/** Numbers of the versions that were kept. */
export async function listVersions(db: Db, sessionId: string): Promise<number[]> {
  const rows = await db
    .selectFrom('session_versions')
    .select('version')
    .where('session_id', '=', sessionId)
    .orderBy('version')
    .execute();
  return rows.map((row) => row.version);
}
