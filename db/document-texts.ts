// The text of documents page by page, and which files wait to be read.
import type { DocumentFormat, TextState } from '../server/contract/documents.ts';
import type { Db } from './open.ts';

/** The text of one page, from 1. A text without pages is page 1. */
export interface StoredPage {
  readonly documentId: string;
  readonly page: number;
  readonly text: string;
}

/** The pages of all public documents of a session, or of one document, in reading order. */
export async function listDocumentPages(
  db: Db,
  of: { sessionId: string } | { documentId: string },
): Promise<StoredPage[]> {
  const pages = db
    .selectFrom('document_pages')
    .innerJoin('documents', 'documents.id', 'document_pages.document_id')
    .select(['document_id as documentId', 'page', 'document_pages.text'])
    .where('removed_at', 'is', null)
    .orderBy('document_id')
    .orderBy('page');
  const wanted =
    'documentId' in of
      ? pages.where('document_id', '=', of.documentId)
      : pages.where('session_id', '=', of.sessionId).where('audience', '=', 'public');
  return wanted.execute();
}

/** A file whose text waits to be read. */
export interface UnreadFile {
  readonly documentId: string;
  readonly sessionId: string;
  readonly version: number;
  readonly sha256: string;
  readonly format: DocumentFormat;
}

/** The file that waits longest; versions that do not count any more are not read. */
export async function findUnreadFile(db: Db): Promise<UnreadFile | null> {
  const row = await db
    .selectFrom('document_files')
    .innerJoin('documents', (join) =>
      join
        .onRef('documents.id', '=', 'document_files.document_id')
        .onRef('documents.version', '=', 'document_files.version'),
    )
    .select(['document_id as documentId', 'session_id as sessionId', 'document_files.version', 'sha256', 'format'])
    .where('text_state', '=', 'waiting')
    .where('removed_at', 'is', null)
    .orderBy('added_at')
    .executeTakeFirst();
  return row === undefined ? null : { ...row, format: row.format as DocumentFormat };
}

/** Writes what was read of a file; says false when another version counts by now. */
export async function putText(
  db: Db,
  file: Pick<UnreadFile, 'documentId' | 'version'>,
  text: { state: TextState; pages: number | null; texts: readonly Omit<StoredPage, 'documentId'>[] },
): Promise<boolean> {
  const { documentId, version } = file;
  const { numUpdatedRows } = await db
    .updateTable('document_files')
    .set({ text_state: text.state, pages: text.pages })
    .where('document_id', '=', documentId)
    .where('version', '=', version)
    .where((is) =>
      is.exists(is.selectFrom('documents').select('id').where('id', '=', documentId).where('version', '=', version)),
    )
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await db.deleteFrom('document_pages').where('document_id', '=', documentId).execute();
  for (const page of text.texts)
    await db
      .insertInto('document_pages')
      .values({ document_id: documentId, ...page })
      .execute();
  return true;
}

/** Lets the file that counts wait to be read again; false when it waits already, or there is none. */
export async function putTextAgain(db: Db, documentId: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('document_files')
    .set({ text_state: 'waiting' })
    .where('document_id', '=', documentId)
    .where('text_state', '<>', 'waiting')
    .where((is) =>
      is('version', '=', is.selectFrom('documents').select('version').where('id', '=', documentId).limit(1)),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Replaces the text of a document that has no file; a form feed begins a page. Says whether anything changed. */
export async function putPlainText(db: Db, documentId: string, text: string): Promise<boolean> {
  const pages = text
    .split('\f')
    .map((page, index) => ({ document_id: documentId, page: index + 1, text: page }))
    .filter((page) => page.text.trim() !== '');
  const before = await db
    .selectFrom('document_pages')
    .selectAll()
    .where('document_id', '=', documentId)
    .orderBy('page')
    .execute();
  const isSame =
    before.length === pages.length &&
    before.every((row, index) => row.page === pages[index]?.page && row.text === pages[index].text);
  if (isSame) return false;
  await db.deleteFrom('document_pages').where('document_id', '=', documentId).execute();
  for (const page of pages) await db.insertInto('document_pages').values(page).execute();
  return true;
}
