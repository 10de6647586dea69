// The writing half of the SQLite adapter: units and passages in tables, their analysed words in FTS5 under the same ids.
// Public and hidden sessions stand on shelves of their own, so that no public query ever touches what is hidden.
import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import { searchKinds } from '../../server/contract/search.ts';
import type { Db } from '../open.ts';
import { analyseWords } from './analyser.ts';
import { countGeneration } from './generation.ts';
import { mergeSegments } from './merge-segments.ts';
import type { IndexedSession, SearchUnit, SearchWriter } from './search-index.ts';
import { shelfNumber, shelves, type Shelf } from './shelves.ts';
import { WordCounts } from './word-counts.ts';
import { workInWords } from './work-in-words.ts';

/** Rows handed over in one statement, as JSON. */
const rowsPerStatement = 500;

/** Writes the index in the caller's transaction. Units that did not change are left alone. */
export const sqliteSearchWriter: SearchWriter = {
  async replaceSession(transaction, { kinds, session, units }, pace): Promise<boolean> {
    const shelf: Shelf = session.isPublic ? 'public' : 'hidden';
    const before = await findSessionNo(transaction, session.id);
    const generation = await countGeneration(transaction);
    const sessionNo = await putSession(transaction, session, shelf, generation);
    const present = before === null ? new Map<string, PresentUnit>() : await readPresent(transaction, before, kinds);
    const missing = units
      .map((unit) => ({ unit, content: contentOf(unit) }))
      .filter(({ content }) => !present.delete(`${shelf} ${content}`));
    const added = upTo(missing, pace.mostPassages, ({ unit }) => unit.passages.length);
    const outdated = withoutHeirs(present, missing.slice(added.length), (unit) =>
      // What stands on the hidden shelf of a public session tells nobody anything: it may wait for its heir.
      session.isPublic ? pace.keepsOutdated || unit.shelf === 'hidden' : pace.keepsOutdated && unit.shelf === 'hidden',
    );
    const removed = pace.leavesInSteps ? upTo(outdated, pace.mostPassages, (unit) => unit.passages) : outdated;
    await removeUnits(transaction, removed, generation);
    await addUnits(transaction, { sessionNo, shelf, generation }, added);
    await workInWords(transaction, pace.isServing);
    await mergeSegments(transaction, pace.isServing);
    return added.length === missing.length && removed.length === outdated.length;
  },

  async removeSession(transaction: Db, sessionId: string): Promise<void> {
    const before = await findSessionNo(transaction, sessionId);
    if (before === null) return;
    const generation = await countGeneration(transaction);
    await removeUnits(transaction, [...(await readPresent(transaction, before, searchKinds)).values()], generation);
    await transaction.deleteFrom('search_sessions').where('no', '=', before).execute();
  },
};

async function findSessionNo(db: Db, sessionId: string): Promise<number | null> {
  const row = await db
    .selectFrom('search_sessions')
    .select('no')
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  return row?.no ?? null;
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
  readonly shelf: Shelf;
  readonly kind: string;
  readonly unitId: string;
  readonly first: number;
  readonly passages: number;
}

/** By shelf and content. */
async function readPresent(
  db: Db,
  sessionNo: number,
  kinds: readonly SearchUnit['kind'][],
): Promise<Map<string, PresentUnit>> {
  const rows = await db
    .selectFrom('search_units')
    .select(['no', 'shelf', 'kind', 'unit_id as unitId', 'content', 'first_passage as first', 'passages'])
    .where('session_no', '=', sessionNo)
    .where('kind', 'in', [...kinds])
    .execute();
  return new Map(
    rows.map(({ content, ...row }) => {
      const unit = { ...row, shelf: shelves[row.shelf] ?? 'hidden' };
      return [`${unit.shelf} ${content}`, unit];
    }),
  );
}

interface MissingUnit {
  readonly unit: SearchUnit;
  readonly content: string;
}

/** As many units as the pace allows, and at least one, so that every call leads on. */
function upTo<Unit>(units: readonly Unit[], mostPassages: number, passagesOf: (unit: Unit) => number): readonly Unit[] {
  let passages = 0;
  const end = units.findIndex((unit, place) => {
    passages += Math.max(1, passagesOf(unit));
    return place > 0 && passages > mostPassages;
  });
  return end === -1 ? units : units.slice(0, end);
}

/** Outdated units but those that may wait for an heir (a unit of the same id) that is not written yet. */
function withoutHeirs(
  present: ReadonlyMap<string, PresentUnit>,
  later: readonly MissingUnit[],
  mayWait: (unit: PresentUnit) => boolean,
): PresentUnit[] {
  const heirs = new Set(later.map(({ unit }) => `${unit.kind} ${unit.unitId}`));
  return [...present.values()].filter((unit) => !mayWait(unit) || !heirs.has(`${unit.kind} ${unit.unitId}`));
}

const contents = new WeakMap<SearchUnit, string>();

/** The hash of everything that is indexed of a unit, so that an unchanged one is recognised. */
function contentOf(unit: SearchUnit): string {
  const known = contents.get(unit);
  if (known !== undefined) return known;
  const content = createHash('sha256').update(JSON.stringify(unit)).digest('base64url').slice(0, 22);
  contents.set(unit, content);
  return content;
}

async function removeUnits(db: Db, units: readonly PresentUnit[], generation: number): Promise<void> {
  for (const shelf of shelves) {
    const words = new WordCounts();
    const own = units.filter((unit) => unit.shelf === shelf);
    await removeFromShelf(db, shelf, own, words);
    await words.write(db, shelf, generation);
  }
}

async function removeFromShelf(db: Db, shelf: Shelf, units: readonly PresentUnit[], words: WordCounts): Promise<void> {
  if (units.length === 0) return;
  const numbers = JSON.stringify(units.map((unit) => unit.no));
  const ids = JSON.stringify(
    units.flatMap(({ first, passages }) => Array.from({ length: passages }, (_, n) => first + n)),
  );
  const listed = (list: string): RawBuilder<unknown> => sql`(select value from json_each(${list}))`;
  const heads = await sql<{
    head: string;
  }>`select title || ' ' || coalesce(speaker, '') || ' ' || coalesce(faction, '') as head
    from search_units where no in ${listed(numbers)}`.execute(db);
  for (const { head } of heads.rows) words.count(analyseWords(head), -1);
  const texts = await sql<{ text: string }>`select text from search_texts where id in ${listed(ids)}`.execute(db);
  for (const { text } of texts.rows) words.count(analyseWords(text), -1);
  await sql`delete from ${sql.table(`search_words_${shelf}`)} where rowid in ${listed(ids)}`.execute(db);
  await sql`delete from ${sql.table(`search_heads_${shelf}`)} where rowid in ${listed(numbers)}`.execute(db);
  await sql`delete from search_texts where id in ${listed(ids)}`.execute(db);
  await sql`delete from search_units where no in ${listed(numbers)}`.execute(db);
}

interface Place {
  readonly sessionNo: number;
  readonly shelf: Shelf;
  readonly generation: number;
}

/** Rows travel as one JSON text a statement: with one parameter for every value the driver takes longer than the index. */
async function addUnits(db: Db, place: Place, added: readonly MissingUnit[]): Promise<void> {
  if (added.length === 0) return;
  const words = new WordCounts();
  const units: unknown[][] = [];
  const heads: unknown[][] = [];
  const texts: unknown[][] = [];
  let no = await nextUnitNo(db);
  let id = await nextPassageId(db);
  for (const { unit, content } of added) {
    const { kind, unitId, externalId, agendaItemId, lang, title, speaker, faction, startSeconds, passages } = unit;
    const ids = [no, place.sessionNo, shelfNumber[place.shelf], kind, unitId, content, externalId, agendaItemId];
    const row = [...ids, lang, title, speaker, faction];
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
    'search_units (no, session_no, shelf, kind, unit_id, content, external_id, agenda_item_id, lang, title, speaker, faction, start_seconds, first_passage, passages)',
    units,
    15,
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
  const isOwn = unit.kind !== 'speech' && unit.kind !== 'transcript' && unit.kind !== 'chat';
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

/** Numbers of units only grow, also when the last ones were removed: readers ask for those above the last they know. */
async function nextUnitNo(db: Db): Promise<number> {
  const { rows } = await sql<{
    last: number;
  }>`select seq as last from sqlite_sequence where name = 'search_units'`.execute(db);
  return Number(rows[0]?.last ?? 0) + 1;
}

async function nextPassageId(db: Db): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`select max(id) as last from search_texts`.execute(db);
  return Number(rows[0]?.last ?? 0) + 1;
}
