// The tables of search as Kysely sees them; the rules of schema.ts hold here too.
import type { Generated } from 'kysely';

/** A session as the search index knows it. `shelf`: 0 public, 1 hidden. */
interface SearchSessionsTable {
  no: Generated<number>;
  session_id: string;
  external_id: string | null;
  title: string;
  body_id: string;
  body: string;
  scheduled_at: number;
  shelf: number;
  generation: number;
}

/** What one hit is: a speech, a document, an item. `content` is the hash of everything that is indexed of it. */
interface SearchUnitsTable {
  no: Generated<number>;
  session_no: number;
  /** Where its words stand; while a session moves, its units stand on both shelves. */
  shelf: Generated<number>;
  kind: string;
  unit_id: string;
  content: string;
  external_id: string | null;
  agenda_item_id: string | null;
  lang: string | null;
  title: string;
  speaker: string | null;
  faction: string | null;
  start_seconds: number | null;
  /** Its passages have consecutive ids. */
  first_passage: number;
  passages: number;
}

/** One passage that can be found; its words stand in the word index of its shelf under the same id. */
interface SearchTextsTable {
  id: number;
  start_seconds: number | null;
  page: number | null;
  text: string;
  moments: string;
}

interface SearchVocabularyTable {
  shelf: number;
  word: string;
  count: number;
}

/** By how much counts of words changed. `words`: JSON, word → step. */
interface SearchWordChangesTable {
  generation: number;
  shelf: number;
  words: string;
}

/** Changed counts that wait to be added to the table of words. `words`: JSON, word → step. */
interface SearchWordPiecesTable {
  no: Generated<number>;
  shelf: number;
  words: string;
}

/** A session whose index is not whole yet. `ticket` changes with whatever is indexed of it. */
interface SearchPendingTable {
  session_id: string;
  ticket: number;
}

/** How often is asked for the same words. `words` is null until that many ask that it tells of nobody. */
interface SearchAskingsTable {
  hash: string;
  words: string | null;
  times: number;
  /** On how many days. */
  days: number;
  /** `YYYY-MM-DD`. */
  last_day: string;
}

/** A search that somebody wants to be told about. */
interface SearchAlertsTable {
  id: string;
  confirm_hash: string;
  leave_hash: string;
  email: string;
  /** JSON: words and filters. */
  query: string;
  lang: string;
  cadence: string;
  /** JSON: short hashes of hits. */
  told: string;
  created_at: number;
  confirmed_at: number | null;
  next_at: number;
}

/** The index, what it waits for, and what is asked often. */
export interface SearchTables {
  search_sessions: SearchSessionsTable;
  search_units: SearchUnitsTable;
  search_texts: SearchTextsTable;
  search_vocabulary: SearchVocabularyTable;
  search_word_changes: SearchWordChangesTable;
  search_word_pieces: SearchWordPiecesTable;
  search_pending: SearchPendingTable;
  search_askings: SearchAskingsTable;
  search_alerts: SearchAlertsTable;
}
