// Puts imported speeches into their table; a speech is recognised by the id that the outside gave it.
import type { ImportedSpeech } from '../../server/contract/imports.ts';
import type { Db } from '../open.ts';
import { extraOf, findItem, saysTheSame, type ImportContext, type PutSession, type Sourced } from './import-context.ts';

const speechFields = [
  'kind',
  'id',
  'sessionId',
  'agendaItemId',
  'order',
  'speaker',
  'role',
  'group',
  'lang',
  'start',
  'end',
  'timeEstimated',
  'text',
  'cues',
];
const rowsPerStatement = 200;

/** Creates and changes the speeches of a session; answers whether anything changed. */
export async function putSpeeches(
  db: Db,
  put: PutSession,
  sources: readonly Sourced<ImportedSpeech>[],
  context: ImportContext,
): Promise<boolean> {
  let changed = false;
  for (let start = 0; start < sources.length; start += rowsPerStatement) {
    const chunkChanged = await putChunk(db, put, sources.slice(start, start + rowsPerStatement), context);
    changed ||= chunkChanged;
  }
  return changed;
}

async function putChunk(
  db: Db,
  put: PutSession,
  sources: readonly Sourced<ImportedSpeech>[],
  context: ImportContext,
): Promise<boolean> {
  const ids = sources.map((source) => source.value.id);
  const rows = await db.selectFrom('speeches').selectAll().where('external_id', 'in', ids).execute();
  const present = new Map(rows.map((row) => [row.external_id, row]));
  const added: (ReturnType<typeof speechValues> & { id: string; external_id: string })[] = [];
  let updated = 0;
  for (const source of sources) {
    const row = present.get(source.value.id);
    if (row !== undefined && row.session_id !== put.sessionId) {
      const detail = `the speech ${source.value.id} belongs to another session already; it is left out`;
      context.notices.push({ file: source.file, line: source.line, detail });
      continue;
    }
    const values = speechValues(put, source, context);
    if (row === undefined) added.push({ id: context.newId(), external_id: source.value.id, ...values });
    else if (saysTheSame(row, values)) context.speeches.unchanged += 1;
    else {
      updated += 1;
      await db.updateTable('speeches').set(values).where('id', '=', row.id).execute();
    }
  }
  if (added.length > 0) await db.insertInto('speeches').values(added).execute();
  context.speeches.created += added.length;
  context.speeches.updated += updated;
  return added.length + updated > 0;
}

function speechValues(put: PutSession, source: Sourced<ImportedSpeech>, context: ImportContext) {
  const speech = source.value;
  return {
    session_id: put.sessionId,
    agenda_item_id: findItem(put, source, context),
    position: speech.order,
    speaker: speech.speaker ?? null,
    role: speech.role ?? null,
    faction: speech.group ?? null,
    lang: speech.lang ?? null,
    start_seconds: speech.start ?? null,
    end_seconds: speech.end ?? null,
    time_estimated: speech.timeEstimated === true ? 1 : 0,
    text: speech.text,
    cues: JSON.stringify(speech.cues ?? []),
    extra: extraOf(speech, speechFields),
  };
}
