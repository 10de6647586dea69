// The writing half of the SQLite adapter: units and passages in tables, their analysed words in FTS5 under the same ids.
// Public and hidden sessions stand on shelves of their own, so that no public query ever touches what is hidden.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import { readSetting, writeSetting } from '../settings.ts';
import { analyseWords } from './analyser.ts';
import type { IndexedSession, SearchUnit, SearchWriter } from './search-index.ts';
import { shelfNumber, shelves, type Shelf } from './shelves.ts';

/** Rows handed over in one statement, as JSON. */
const rowsPerStatement = 500;

/** Writes the index in the caller's transaction. Units that did not change are left alone. */
export const sqliteSearchWriter: SearchWriter = {
  async replaceSession(transaction: Db, session: IndexedSession, units: readonly SearchUnit[]): Promise<void> {
    const shelf: Shelf = session.isPublic ? 'public' : 'hidden';
    const before = await findSession(transaction, session.id);
    const generation = await countGeneration(transaction);
    const sessionNo = await putSession(transaction, session, shelf, generation);
    // On another shelf every word stands in another index: all of it is written again.
    const hasMoved = before !== null && before.shelf !== shelf;
    const present = before === null ? new Map<string, PresentUnit>() : await readPresent(transaction, before.no);
    const added = units
      .map((unit) => ({ unit, content: contentOf(unit) }))
      .filter(({ content }) => hasMoved || !present.delete(content));
    const words = new WordCounts();
    await removeUnits(transaction, before?.shelf ?? shelf, [...present.values()], words);
    await words.write(transaction, before?.shelf ?? shelf, generation);
    await addUnits(transaction, { sessionNo, shelf, generation }, added);
  },

  async removeSession(transaction: Db, sessionId: string): Promise<void> {
    const before = await findSession(transaction, sessionId);
    if (before === null) return;
    const generation = await countGeneration(transaction);
    const words = new WordCounts();
    const present = await readPresent(transaction, before.no);
    await removeUnits(transaction, before.shelf, [...present.values()], words);
    await words.write(transaction, before.shelf, generation);
    await transaction.deleteFrom('search_sessions').where('no', '=', before.no).execute();
  },
};

/** Tells readers that what they remember is old. */
async function countGeneration(db: Db): Promise<number> {
  const generation = Number(await readSetting(db, 'search.generation')) + 1;
  await writeSetting(db, 'search.generation', String(generation));
  return generation;
}

async function findSession(db: Db, sessionId: string): Promise<{ no: number; shelf: Shelf } | null> {
  const row = await db
    .selectFrom('search_sessions')
    .select(['no', 'shelf'])
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  return row === undefined ? null : { no: row.no, shelf: shelves[row.shelf] ?? 'hidden' };
}

async function putSession(db: Db, session: IndexedSession, shelf: Shelf, generation: number): Promise<number> {
  const values = {
    external_id: session.externalId,
    title: session.title,
    body_id: session.bodyId,
    body: session.body,
    scheduled_at: session.scheduledAtMs,
    shelf: shelfNumber[shelf],
    generation,
  };
  const { no } = await db
    .insertInto('search_sessions')
    .values({ session_id: session.id, ...values })
    .onConflict((conflict) => conflict.column('session_id').doUpdateSet(values))
    .returning('no')
    .executeTakeFirstOrThrow();
  return no;
}

interface PresentUnit {
  readonly no: number;
  readonly first: number;
  readonly passages: number;
}

async function readPresent(db: Db, sessionNo: number): Promise<Map<string, PresentUnit>> {
  const rows = await db
    .selectFrom('search_units')
    .select(['no', 'content', 'first_passage as first', 'passages'])
    .where('session_no', '=', sessionNo)
    .execute();
  return new Map(rows.map(({ content, ...unit }) => [content, unit]));
}

/** The hash of everything that is indexed of a unit, so that an unchanged one is recognised. */
function contentOf(unit: SearchUnit): string {
  return createHash('sha256').update(JSON.stringify(unit)).digest('base64url').slice(0, 22);
}

async function removeUnits(db: Db, shelf: Shelf, units: readonly PresentUnit[], words: WordCounts): Promise<void> {
  for (const unit of units) {
    const last = unit.first + unit.passages - 1;
    const texts = await db
      .selectFrom('search_texts')
      .select('text')
      .where('id', '>=', unit.first)
      .where('id', '<=', last)
      .execute();
    for (const { text } of texts) words.count(analyseWords(text), -1);
    const head = await db.selectFrom('search_units').selectAll().where('no', '=', unit.no).executeTakeFirstOrThrow();
    words.count(analyseWords([head.title, head.speaker, head.faction].join(' ')), -1);
    await sql`delete from ${sql.table(`search_words_${shelf}`)} where rowid between ${unit.first} and ${last}`.execute(
      db,
    );
    await sql`delete from ${sql.table(`search_heads_${shelf}`)} where rowid = ${unit.no}`.execute(db);
    await db.deleteFrom('search_texts').where('id', '>=', unit.first).where('id', '<=', last).execute();
    await db.deleteFrom('search_units').where('no', '=', unit.no).execute();
  }
}

interface Place {
  readonly sessionNo: number;
  readonly shelf: Shelf;
  readonly generation: number;
}

/** Rows travel as one JSON text a statement: with one parameter for every value the driver takes longer than the index. */
async function addUnits(db: Db, place: Place, added: readonly { unit: SearchUnit; content: string }[]): Promise<void> {
  if (added.length === 0) return;
  const words = new WordCounts();
  const units: unknown[][] = [];
  const heads: unknown[][] = [];
  const texts: unknown[][] = [];
  let no = await nextId(db, 'search_units', 'no');
  let id = await nextId(db, 'search_texts', 'id');
  for (const { unit, content } of added) {
    const { kind, unitId, externalId, agendaItemId, lang, title, speaker, faction, startSeconds, passages } = unit;
    const row = [no, place.sessionNo, kind, unitId, content, externalId, agendaItemId, lang, title, speaker, faction];
    units.push([...row, startSeconds, id, passages.length]);
    heads.push([no, ...headWords(unit, words)]);
    for (const { text, startSeconds: start, page, moments } of passages) {
      const analysed = analyseWords(text);
      words.count(analysed, 1);
      texts.push([id, start, page, text, JSON.stringify(moments), analysed.join(' ')]);
      id += 1;
    }
    no += 1;
  }
  await insertRows(
    db,
    'search_units (no, session_no, kind, unit_id, content, external_id, agenda_item_id, lang, title, speaker, faction, start_seconds, first_passage, passages)',
    units,
    14,
  );
  await insertRows(db, `search_heads_${place.shelf} (rowid, title, context, speaker, faction)`, heads, 5);
  await insertTexts(db, place.shelf, texts);
  await words.write(db, place.shelf, place.generation);
}

/** Title, context, speaker and group as words. What a speech is about is context: said of it, not by it. */
function headWords(unit: SearchUnit, words: WordCounts): [string, string, string, string] {
  const [title, speaker, faction] = [unit.title, unit.speaker ?? '', unit.faction ?? ''].map(analyseWords);
  words.count(
    [title, speaker, faction].flatMap((field) => field ?? []),
    1,
  );
  const [titleText, speakerText, factionText] = [title, speaker, faction].map((field) => (field ?? []).join(' '));
  const isOwn = unit.kind !== 'speech' && unit.kind !== 'transcript';
  return [isOwn ? (titleText ?? '') : '', isOwn ? '' : (titleText ?? ''), speakerText ?? '', factionText ?? ''];
}

async function insertTexts(db: Db, shelf: Shelf, rows: readonly unknown[][]): Promise<void> {
  await insertRows(
    db,
    'search_texts (id, start_seconds, page, text, moments)',
    rows.map((row) => row.slice(0, 5)),
    5,
  );
  await insertRows(
    db,
    `search_words_${shelf} (rowid, text)`,
    rows.map((row) => [row[0], row[5]]),
    2,
  );
}

/** `target` is a table with its columns, written in this file. */
async function insertRows(db: Db, target: string, rows: readonly unknown[][], columns: number): Promise<void> {
  const values = Array.from({ length: columns }, (_, place) => `value ->> ${place}`).join(', ');
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    const chunk = JSON.stringify(rows.slice(start, start + rowsPerStatement));
    await sql`insert into ${sql.raw(target)} select ${sql.raw(values)} from json_each(${chunk})`.execute(db);
  }
}

async function nextId(db: Db, table: 'search_units' | 'search_texts', column: 'no' | 'id'): Promise<number> {
  const { rows } = await sql<{
    last: number | null;
  }>`select max(${sql.ref(column)}) as last from ${sql.table(table)}`.execute(db);
  return Number(rows[0]?.last ?? 0) + 1;
}

/** In how many passages and heads each word stands, as changes to the vocabulary. */
class WordCounts {
  private readonly changes = new Map<string, number>();

  count(words: readonly string[], step: 1 | -1): void {
    for (const word of new Set(words)) this.changes.set(word, (this.changes.get(word) ?? 0) + step);
  }

  async write(db: Db, shelf: Shelf, generation: number): Promise<void> {
    const changes = [...this.changes].filter(([, count]) => count !== 0);
    for (let start = 0; start < changes.length; start += rowsPerStatement * 4) {
      const chunk = JSON.stringify(changes.slice(start, start + rowsPerStatement * 4));
      await sql`insert into search_vocabulary (shelf, word, count, generation)
        select ${shelfNumber[shelf]}, value ->> 0, value ->> 1, ${generation} from json_each(${chunk}) where true
        on conflict do update set count = count + excluded.count, generation = excluded.generation`.execute(db);
    }
  }
}
