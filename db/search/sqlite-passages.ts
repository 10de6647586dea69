// The statements of the reading half of the SQLite adapter, on a connection that cannot write.
import SqliteDatabase from 'better-sqlite3';
import type { PassageMatch } from './rank-units.ts';
import type { VocabularyWord } from './search-index.ts';
import type { SearchPlan } from './query-plan.ts';

/** Field weights of handbook search.md 3.5: speaker, title, title stem, text, text stem. */
const score = '-bm25(search_words, 8.0, 4.0, 3.0, 1.2, 1.0)';
const joined = `join sessions s on s.id = p.session_id join bodies b on b.id = s.body_id`;

/** A passage with everything a hit shows. */
export interface PassageRow {
  readonly id: number;
  readonly kind: string;
  readonly unit_id: string;
  readonly external_id: string | null;
  readonly agenda_item_id: string | null;
  readonly lang: string | null;
  readonly title: string;
  readonly speaker: string | null;
  readonly start_seconds: number | null;
  readonly text: string;
  readonly moments: string;
  readonly session_id: string;
  readonly session_title: string;
  readonly session_external_id: string | null;
  readonly scheduled_at: number;
  readonly body: string;
}

/** Dates that limit a step; null leaves them open. */
export interface Span {
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/** Reads passages. Statements are prepared once. */
export class SqlitePassages {
  private readonly connection: SqliteDatabase.Database;
  private readonly statements = new Map<string, SqliteDatabase.Statement>();

  constructor(file: string) {
    this.connection = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
    this.connection.pragma('busy_timeout = 5000');
  }

  /** Passages that match, best first. */
  match(expression: string, plan: SearchPlan, span: Span, limit: number): PassageMatch[] {
    const { sql, values } = conditions(plan, span);
    return this.statement(
      `select p.id, p.unit_id, p.kind, p.speaker, b.name, s.scheduled_at, ${score} as score
       from search_words join search_passages p on p.id = search_words.rowid ${joined}
       where search_words match ? ${sql} order by score desc, p.id limit ?`,
    )
      .raw(true)
      .all(expression, ...values, limit)
      .map(readMatch);
  }

  /** Whole sessions (or units of the kind that the plan asks for), newest first: for plans without words. */
  browse(plan: SearchPlan, span: Span, limit: number): PassageMatch[] {
    const { sql, values } = conditions(plan, span);
    const kind = plan.filters.kind === null ? `and p.kind = 'session'` : '';
    return this.statement(
      `select p.id, p.unit_id, p.kind, p.speaker, b.name, s.scheduled_at, 1 as score
       from search_passages p ${joined}
       where p.position = 0 ${kind} ${sql} order by s.scheduled_at desc, p.id limit ?`,
    )
      .raw(true)
      .all(...values, limit)
      .map(readMatch);
  }

  /** Is there at least one passage that this reader may see? */
  isFound(expression: string, visibleTo: SearchPlan['visibleTo']): boolean {
    return (
      this.statement(
        `select 1 from search_words join search_passages p on p.id = search_words.rowid ${joined}
         where search_words match ? ${visible[visibleTo]} limit 1`,
      ).get(expression) !== undefined
    );
  }

  /** The passages with these ids. */
  read(ids: readonly number[]): Map<number, PassageRow> {
    const rows = this.statement(
      `select p.*, s.title as session_title, s.external_id as session_external_id, s.scheduled_at, b.name as body
       from search_passages p ${joined} where p.id in (select value from json_each(?))`,
    ).all(JSON.stringify(ids)) as PassageRow[];
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** In how many passages a word stands exactly, up to `limit`. */
  countUpTo(expression: string, limit: number): number {
    const row = this.statement('select count(*) from (select 1 from search_words where search_words match ? limit ?)')
      .raw(true)
      .get(expression, limit);
    return firstNumber(row);
  }

  /** How many passages there are. */
  count(): number {
    return firstNumber(this.statement('select count(*) from search_passages').raw(true).get());
  }

  /** Every word of the exact columns, from `from` on in alphabetical order. */
  vocabulary(from: string, limit: number): VocabularyWord[] {
    return this.statement(
      `select term as word, sum(doc) as count from search_vocabulary
       where term >= ? and col in ('speaker', 'title', 'text') group by term order by term limit ?`,
    ).all(from, limit) as VocabularyWord[];
  }

  /** Changes whenever the index changes. */
  generation(): string {
    const row = this.statement(`select value from settings where name = 'search.generation'`).raw(true).get();
    return Array.isArray(row) ? String(row[0]) : '';
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

const visible: Readonly<Record<SearchPlan['visibleTo'], string>> = {
  public: `and s.publication = 'published'`,
  staff: '',
};

/** The plan's filters as a fixed text and its values. */
function conditions(plan: SearchPlan, span: Span): { sql: string; values: (string | number)[] } {
  const { body, fromMs, kind, sessionId, toMs } = plan.filters;
  const parts: [sql: string, values: (string | number | null)[]][] = [
    ['and s.scheduled_at >= ?', [fromMs]],
    ['and s.scheduled_at <= ?', [toMs]],
    ['and s.scheduled_at >= ?', [span.fromMs]],
    ['and s.scheduled_at <= ?', [span.toMs]],
    ['and (b.name = ? or b.id = ?)', [body, body]],
    ['and (s.id = ? or s.external_id = ?)', [sessionId, sessionId]],
    ['and p.kind = ?', [kind]],
  ];
  const used = parts.filter(([, values]) => values[0] !== null);
  const values = used.flatMap(([, all]) => all.filter((value) => value !== null));
  return { sql: [visible[plan.visibleTo], ...used.map(([text]) => text)].join(' '), values };
}

function readMatch(row: unknown): PassageMatch {
  const [passageId, unitId, kind, speaker, body, scheduledAtMs, passageScore] = row as [
    number,
    string,
    string,
    string | null,
    string,
    number,
    number,
  ];
  return { passageId, unitKey: `${kind}:${unitId}`, kind, speaker, body, scheduledAtMs, score: passageScore };
}

function firstNumber(row: unknown): number {
  return Array.isArray(row) ? Number(row[0]) : 0;
}
