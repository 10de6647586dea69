// Sessions for tests of search: no more than a name and whether everyone may find them.
import { ensureBody } from '../../db/bodies.ts';
import type { Db } from '../../db/open.ts';
import { insertSession } from '../../db/sessions.ts';

/** A session of the "Consiglio comunale" on 12 March 2026. */
export async function insertTestSession(
  db: Db,
  id: string,
  publication: 'private' | 'published',
  title = `Seduta ${id}`,
): Promise<void> {
  await ensureBody(db, { id: 'body', name: 'Consiglio comunale', type: null, createdAtMs: 1 });
  await insertSession(db, {
    id,
    bodyId: 'body',
    title,
    scheduledAtMs: Date.UTC(2026, 2, 12, 18),
    publication,
    review: false,
    lang: 'it',
    keyVersion: 1,
    streamKeyHash: id,
    backupKeyHash: null,
    createdAtMs: 1,
  });
}
