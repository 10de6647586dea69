// Documents of a session with their text.
import type { Db } from './open.ts';

/** A stored document. `date` is as it was given, usually `YYYY-MM-DD`. */
export interface StoredDocument {
  readonly id: string;
  readonly sessionId: string;
  readonly externalId: string | null;
  readonly agendaItemId: string | null;
  readonly number: string | null;
  readonly date: string | null;
  readonly title: string;
  readonly text: string;
}

/** The documents of a session, by number as numbers count (2 before 10). */
export async function listDocuments(db: Db, sessionId: string): Promise<StoredDocument[]> {
  const rows = await db.selectFrom('documents').selectAll().where('session_id', '=', sessionId).orderBy('id').execute();
  const documents = rows.map((row) => ({
    id: row.id,
    sessionId: row.session_id,
    externalId: row.external_id,
    agendaItemId: row.agenda_item_id,
    number: row.number,
    date: row.date,
    title: row.title,
    text: row.text,
  }));
  return documents.sort((a, b) => (a.number ?? '').localeCompare(b.number ?? '', 'en', { numeric: true }));
}
