// The writing half of the SQLite adapter: passages in a table, their analysed words in FTS5 under the same row id.
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import { readSetting, writeSetting } from '../settings.ts';
import { exactText, stemText } from './analyser.ts';
import type { SearchUnit, SearchWriter } from './search-index.ts';

/** A chunk of rows times 15 columns stays far below SQLite's 32,766 parameters a statement. */
const rowsPerStatement = 200;

/** Writes the index in the caller's transaction. Passages that did not change are left alone. */
export const sqliteSearchWriter: SearchWriter = {
  async replaceSession(transaction: Db, sessionId: string, units: readonly SearchUnit[]): Promise<void> {
    const present = await readPresent(transaction, sessionId);
    const added = units.map((unit) => passageRow(sessionId, unit)).filter((row) => !present.delete(contentKey(row)));
    const removed = [...present.values()];
    if (removed.length + added.length === 0) return;
    await removePassages(transaction, removed);
    await addPassages(transaction, added);
    await countGeneration(transaction);
  },

  async removeSession(transaction: Db, sessionId: string): Promise<void> {
    await sqliteSearchWriter.replaceSession(transaction, sessionId, []);
  },
};

/** Tells readers that what they remember of the vocabulary is old. */
async function countGeneration(db: Db): Promise<void> {
  const generation = Number(await readSetting(db, 'search.generation')) + 1;
  await writeSetting(db, 'search.generation', String(generation));
}

interface PassageRow {
  readonly session_id: string;
  readonly kind: string;
  readonly unit_id: string;
  readonly position: number;
  readonly external_id: string | null;
  readonly agenda_item_id: string | null;
  readonly lang: string | null;
  readonly title: string;
  readonly speaker: string | null;
  readonly faction: string | null;
  readonly start_seconds: number | null;
  readonly end_seconds: number | null;
  readonly text: string;
  readonly moments: string;
}

function passageRow(sessionId: string, unit: SearchUnit): PassageRow {
  return {
    session_id: sessionId,
    kind: unit.kind,
    unit_id: unit.unitId,
    position: unit.position,
    external_id: unit.externalId,
    agenda_item_id: unit.agendaItemId,
    lang: unit.lang,
    title: unit.title,
    speaker: unit.speaker,
    faction: unit.faction,
    start_seconds: unit.startSeconds,
    end_seconds: unit.endSeconds,
    text: unit.text,
    moments: JSON.stringify(unit.moments),
  };
}

/** Everything about a passage but its row id, so that an unchanged one can be recognised. */
function contentKey(row: PassageRow): string {
  const { kind, unit_id, position, external_id, agenda_item_id, lang, title, speaker, faction, text, moments } = row;
  return JSON.stringify(
    [kind, unit_id, position, external_id, agenda_item_id, lang, title, speaker, faction].concat([
      String(row.start_seconds),
      String(row.end_seconds),
      text,
      moments,
    ]),
  );
}

async function readPresent(db: Db, sessionId: string): Promise<Map<string, number>> {
  const rows = await db.selectFrom('search_passages').selectAll().where('session_id', '=', sessionId).execute();
  return new Map(rows.map((row) => [contentKey(row), row.id]));
}

async function removePassages(db: Db, ids: readonly number[]): Promise<void> {
  for (let start = 0; start < ids.length; start += rowsPerStatement) {
    const chunk = ids.slice(start, start + rowsPerStatement);
    await sql`delete from search_words where rowid in (${sql.join(chunk)})`.execute(db);
    await db.deleteFrom('search_passages').where('id', 'in', chunk).execute();
  }
}

async function addPassages(db: Db, rows: readonly PassageRow[]): Promise<void> {
  if (rows.length === 0) return;
  const last = await db
    .selectFrom('search_passages')
    .select(({ fn }) => fn.max('id').as('id'))
    .executeTakeFirst();
  const firstId = Number(last?.id ?? 0) + 1;
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    const chunk = rows
      .slice(start, start + rowsPerStatement)
      .map((row, place) => ({ id: firstId + start + place, ...row }));
    await db.insertInto('search_passages').values(chunk).execute();
    const words = chunk.map((row) => wordsOf(row));
    await sql`insert into search_words (rowid, speaker, title, title_stem, text, text_stem)
      values ${sql.join(words)}`.execute(db);
  }
}

function wordsOf(row: PassageRow & { id: number }): ReturnType<typeof sql> {
  const speaker = exactText(`${row.speaker ?? ''} ${row.faction ?? ''}`);
  const { lang, text, title } = row;
  return sql`(${row.id}, ${speaker}, ${exactText(title)}, ${stemText(title, lang)}, ${exactText(text)}, ${stemText(text, lang)})`;
}
