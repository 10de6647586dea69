// Documents of a session, their files in versions, and their text page by page.
import type { Selectable } from 'kysely';
import type { Audience, DocumentFormat, DocumentKind, TextState } from '../server/contract/documents.ts';
import type { Db } from './open.ts';
import type { Tables } from './schema.ts';

/** A stored document. `date` is as it was given, usually `YYYY-MM-DD`. */
export interface StoredDocument {
  readonly id: string;
  readonly sessionId: string;
  readonly externalId: string | null;
  readonly agendaItemId: string | null;
  readonly number: string | null;
  readonly date: string | null;
  readonly title: string;
  readonly audience: Audience;
  readonly kind: DocumentKind;
  /** The file that counts; null: there is only its text. */
  readonly file: StoredFile | null;
}

/** One version of a document's file. */
export interface StoredFile {
  /** From 1. */
  readonly version: number;
  readonly sha256: string;
  readonly name: string;
  readonly format: DocumentFormat;
  readonly bytes: number;
  readonly pages: number | null;
  readonly textState: TextState;
  readonly addedAtMs: number;
}

/** The documents of a session that were not removed, by number as numbers count (2 before 10), then by title. */
export async function listDocuments(db: Db, sessionId: string): Promise<StoredDocument[]> {
  const rows = await selectDocuments(db).where('session_id', '=', sessionId).orderBy('id').execute();
  return rows.map(toDocument).sort((a, b) => compare(a.number ?? '', b.number ?? '') || compare(a.title, b.title));
}

/** A document of this session, unless it was removed. */
export async function findDocument(db: Db, sessionId: string, id: string): Promise<StoredDocument | null> {
  const row = await selectDocuments(db)
    .where('session_id', '=', sessionId)
    .where('documents.id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toDocument(row);
}

/** The files that these documents had before, newest first. */
export async function listEarlierFiles(db: Db, sessionId: string): Promise<(StoredFile & { documentId: string })[]> {
  const rows = await db
    .selectFrom('document_files')
    .innerJoin('documents', 'documents.id', 'document_files.document_id')
    .selectAll('document_files')
    .where('session_id', '=', sessionId)
    .where('removed_at', 'is', null)
    .whereRef('document_files.version', '<', 'documents.version')
    .orderBy('document_files.version', 'desc')
    .execute();
  return rows.map((row) => ({ documentId: row.document_id, ...toFile(row) }));
}

/** A file that a document had, also when it was replaced or taken out since; only of documents that are public today. */
export async function findPublishedFile(
  db: Db,
  { sessionId, documentId, version }: { sessionId: string; documentId: string; version: number },
): Promise<StoredFile | null> {
  const row = await db
    .selectFrom('document_files')
    .innerJoin('documents', 'documents.id', 'document_files.document_id')
    .selectAll('document_files')
    .where('session_id', '=', sessionId)
    .where('documents.id', '=', documentId)
    .where('audience', '=', 'public')
    .where('document_files.version', '=', version)
    .executeTakeFirst();
  return row === undefined ? null : toFile(row);
}

/** Ids of documents that the public may read, in this session or in earlier versions of it. */
export async function listPublicIds(db: Db, sessionId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('documents')
    .select('id')
    .where('session_id', '=', sessionId)
    .where('audience', '=', 'public')
    .execute();
  return rows.map((row) => row.id);
}

/** What staff say about a document. */
export type DocumentFacts = Pick<StoredDocument, 'agendaItemId' | 'number' | 'date' | 'title' | 'audience' | 'kind'>;

/** Adds a document; its file comes with {@link putFile}. */
export async function insertDocument(
  db: Db,
  document: DocumentFacts & { id: string; sessionId: string },
): Promise<void> {
  const { id, sessionId } = document;
  await db
    .insertInto('documents')
    .values({ id, session_id: sessionId, external_id: null, ...factColumns(document) })
    .execute();
}

/** Changes what is said about a document. */
export async function describeDocument(db: Db, id: string, facts: DocumentFacts): Promise<void> {
  await db.updateTable('documents').set(factColumns(facts)).where('id', '=', id).execute();
}

/** A document leaves every list; its files stay where they are. */
export async function removeDocument(db: Db, id: string, atMs: number): Promise<void> {
  await db.updateTable('documents').set({ removed_at: atMs }).where('id', '=', id).execute();
}

/** Makes a file the one that counts; its text waits to be read, the text of the one before is dropped. */
export async function putFile(
  db: Db,
  documentId: string,
  file: Omit<StoredFile, 'pages' | 'textState'> & { addedBy: string | null },
): Promise<void> {
  await db
    .insertInto('document_files')
    .values({
      document_id: documentId,
      version: file.version,
      sha256: file.sha256,
      name: file.name,
      format: file.format,
      bytes: file.bytes,
      pages: null,
      text_state: 'waiting',
      added_at: file.addedAtMs,
      added_by: file.addedBy,
    })
    .execute();
  await db.updateTable('documents').set({ version: file.version }).where('id', '=', documentId).execute();
  await db.deleteFrom('document_pages').where('document_id', '=', documentId).execute();
}

function selectDocuments(db: Db) {
  return db
    .selectFrom('documents')
    .leftJoin('document_files', (join) =>
      join
        .onRef('document_files.document_id', '=', 'documents.id')
        .onRef('document_files.version', '=', 'documents.version'),
    )
    .select(['documents.id', 'session_id', 'external_id', 'agenda_item_id', 'number', 'date', 'title', 'audience'])
    .select([
      'documents.kind',
      'documents.version',
      'sha256',
      'name',
      'format',
      'bytes',
      'pages',
      'text_state',
      'added_at',
    ])
    .where('removed_at', 'is', null);
}

function toDocument(row: Awaited<ReturnType<ReturnType<typeof selectDocuments>['execute']>>[number]): StoredDocument {
  const { sha256, name, format, bytes, pages, text_state, added_at } = row;
  const hasFile =
    sha256 !== null && name !== null && format !== null && bytes !== null && text_state !== null && added_at !== null;
  return {
    id: row.id,
    sessionId: row.session_id,
    externalId: row.external_id,
    agendaItemId: row.agenda_item_id,
    number: row.number,
    date: row.date,
    title: row.title,
    audience: row.audience as Audience,
    kind: row.kind as DocumentKind,
    file: hasFile ? toFile({ version: row.version, sha256, name, format, bytes, pages, text_state, added_at }) : null,
  };
}

function toFile(row: Omit<Selectable<Tables['document_files']>, 'document_id' | 'added_by'>): StoredFile {
  return {
    version: row.version,
    sha256: row.sha256,
    name: row.name,
    format: row.format as DocumentFormat,
    bytes: Number(row.bytes),
    pages: row.pages,
    textState: row.text_state as TextState,
    addedAtMs: Number(row.added_at),
  };
}

function factColumns(facts: DocumentFacts) {
  const { agendaItemId, number, date, title, audience, kind } = facts;
  return { agenda_item_id: agendaItemId, number, date, title, audience, kind };
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
