// The tables of documents as Kysely sees them; the rules of schema.ts hold here too.
import type { Generated } from 'kysely';

interface DocumentsTable {
  id: string;
  session_id: string;
  external_id: string | null;
  agenda_item_id: string | null;
  number: string | null;
  date: string | null;
  title: string;
  extra: Generated<string>;
  /** The version of its file that counts; 0: it has none, only text. */
  version: Generated<number>;
  /** `public` or `staff`. */
  audience: Generated<string>;
  /** `document` or `minutes`. */
  kind: Generated<string>;
  removed_at: number | null;
}

/** Every file that was ever a document's, also those that were replaced. */
interface DocumentFilesTable {
  document_id: string;
  version: number;
  sha256: string;
  name: string;
  format: string;
  bytes: number;
  /** How many pages it has; null: not known, or it has none. */
  pages: number | null;
  text_state: string;
  added_at: number;
  added_by: string | null;
}

/** The text of the version that counts, page by page from 1; pages without text have no row. */
interface DocumentPagesTable {
  document_id: string;
  page: number;
  text: string;
}

/** Documents, their files and texts. */
export interface DocumentTables {
  documents: DocumentsTable;
  document_files: DocumentFilesTable;
  document_pages: DocumentPagesTable;
}
