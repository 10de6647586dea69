// The statements of the reading half of the SQLite adapter, on a connection that cannot write. Postings come as bare row ids:
// measured on 300,000 passages, bm25() makes a match ten times dearer than its id, and scoring is ours.
import SqliteDatabase from 'better-sqlite3';
import type { VocabularyWord } from './search-index.ts';
import { shelfNumber, type Shelf } from './shelves.ts';
import type { SessionFacts, TermFacts, UnitFacts } from './unit-table.ts';
import { workedInSetting } from './work-in-words.ts';

/** A field of a unit's head. */
export type HeadField = 'title' | 'context' | 'speaker' | 'faction';

/** Everything that a hit shows of its unit. */
export interface UnitRow {
  readonly no: number;
  readonly kind: string;
  readonly unitId: string;
  readonly externalId: string | null;
  readonly agendaItemId: string | null;
  readonly lang: string | null;
  readonly title: string;
  readonly speaker: string | null;
  readonly faction: string | null;
  readonly startSeconds: number | null;
  readonly firstPassage: number;
  readonly passages: number;
}

/** A passage with its text; `moments` is JSON. */
export interface PassageRow {
  readonly id: number;
  readonly startSeconds: number | null;
  readonly page: number | null;
  readonly text: string;
  readonly moments: string;
}

/** Reads the index. Statements are prepared once. */
export class SqliteShelves {
  private readonly connection: SqliteDatabase.Database;
  private readonly statements = new Map<string, SqliteDatabase.Statement>();

  constructor(file: string) {
    this.connection = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
    this.connection.pragma('busy_timeout = 5000');
    // Postings of one query stand on a few hundred pages; 64 MB keep the common words of a million passages.
    this.connection.pragma('cache_size = -65536');
  }

  /** Runs `work` on one state of the index, whatever is written meanwhile. */
  inSnapshot<T>(work: () => T): T {
    return this.connection.transaction(work).deferred();
  }

  /** Ids of passages that match, newest first, at most `limit`. */
  texts(shelf: Shelf, expression: string, limit: number): number[] {
    const sql = `select rowid from search_words_${shelf} where search_words_${shelf} match ? order by rowid desc limit ?`;
    return this.statement(sql).pluck(true).all(expression, limit) as number[];
  }

  /** Numbers of units whose field (null: any) matches, newest first, at most `limit`. */
  heads(shelf: Shelf, field: HeadField | null, expression: string, limit: number): number[] {
    const sql = `select rowid from search_heads_${shelf} where search_heads_${shelf} match ? order by rowid desc limit ?`;
    return this.statement(sql)
      .pluck(true)
      .all(field === null ? expression : `{${field}} : ${expression}`, limit) as number[];
  }

  /** Sessions that changed after this generation. */
  sessionsSince(generation: number): SessionFacts[] {
    return this.statement(
      `select no, session_id as id, external_id as externalId, title, body_id as bodyId, body,
         scheduled_at as scheduledAtMs from search_sessions where generation > ?`,
    ).all(generation) as SessionFacts[];
  }

  /** Every term of office, the latest first. */
  terms(): TermFacts[] {
    return this.statement(
      'select body_id as bodyId, name, from_day as fromDay, to_day as toDay from terms order by from_day desc',
    ).all() as TermFacts[];
  }

  /** Units with higher numbers than this. */
  unitsAfter(no: number): IterableIterator<UnitFacts> {
    return this.statement(
      `select no, session_no as sessionNo, shelf, kind, lang, speaker, faction, first_passage as firstPassage, passages
       from search_units where no > ? order by no`,
    ).iterate(no) as IterableIterator<UnitFacts>;
  }

  /** The words of a shelf as far as they are worked in, in order of their bytes. */
  words(shelf: Shelf): IterableIterator<VocabularyWord> {
    return this.statement('select word, count from search_vocabulary where shelf = ? order by word').iterate(
      shelfNumber[shelf],
    ) as IterableIterator<VocabularyWord>;
  }

  /** By how much counts of words changed without standing in the table of words yet. */
  waitingWords(shelf: Shelf): Readonly<Record<string, number>>[] {
    const pieces = this.statement('select words from search_word_pieces where shelf = ?')
      .pluck(true)
      .all(shelfNumber[shelf]) as string[];
    const workedIn = Number(this.setting(workedInSetting(shelf)) ?? 0);
    return [...pieces.map(readSteps), ...this.wordChangesSince(shelf, workedIn)];
  }

  /** By how much counts of words changed after this generation, in order; the log reaches back `loggedGenerations`. */
  wordChangesSince(shelf: Shelf, generation: number): Readonly<Record<string, number>>[] {
    const rows = this.statement(
      'select words from search_word_changes where generation > ? and shelf = ? order by generation, rowid',
    )
      .pluck(true)
      .all(generation, shelfNumber[shelf]) as string[];
    return rows.map(readSteps);
  }

  /** The units with these numbers. */
  units(numbers: readonly number[]): Map<number, UnitRow> {
    const rows = this.statement(
      `select no, kind, unit_id as unitId, external_id as externalId, agenda_item_id as agendaItemId, lang, title,
         speaker, faction, start_seconds as startSeconds, first_passage as firstPassage, passages
       from search_units where no in (select value from json_each(?))`,
    ).all(JSON.stringify(numbers)) as UnitRow[];
    return new Map(rows.map((row) => [row.no, row]));
  }

  /** The passages with these ids. */
  passages(ids: readonly number[]): Map<number, PassageRow> {
    const rows = this.statement(
      `select id, start_seconds as startSeconds, page, text, moments from search_texts
       where id in (select value from json_each(?))`,
    ).all(JSON.stringify(ids)) as PassageRow[];
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** References of acts on public agendas that hold what was typed, those that begin with it first. */
  matters(typed: string, limit: number): string[] {
    return this.statement(
      `select distinct i.matter from agenda_items i join search_sessions s on s.session_id = i.session_id
       where s.shelf = 0 and i.removed_at is null and i.matter > '' and instr(lower(i.matter), lower(?)) > 0
       order by instr(lower(i.matter), lower(?)), i.matter limit ?`,
    )
      .pluck(true)
      .all(typed, typed, limit) as string[];
  }

  /** Numbers of all units of the shelves and kinds, the newest sitting first. */
  browse(shelves: readonly Shelf[], kinds: readonly string[], limit: number): number[] {
    return this.statement(
      `select u.no from search_units u join search_sessions s on s.no = u.session_no
       where u.shelf in (select value from json_each(?)) and u.kind in (select value from json_each(?))
       order by s.scheduled_at desc, u.no limit ?`,
    )
      .pluck(true)
      .all(JSON.stringify(shelves.map((shelf) => shelfNumber[shelf])), JSON.stringify(kinds), limit) as number[];
  }

  /** A setting; null when it was never written. */
  setting(name: string): string | null {
    const value = this.statement('select value from settings where name = ?').pluck(true).get(name);
    return typeof value === 'string' ? value : null;
  }

  close(): void {
    this.connection.close();
  }

  private statement(sql: string): SqliteDatabase.Statement {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const prepared = this.connection.prepare(sql);
    this.statements.set(sql, prepared);
    return prepared;
  }
}

function readSteps(words: string): Readonly<Record<string, number>> {
  return JSON.parse(words) as Record<string, number>;
}
