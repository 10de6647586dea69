// Puts an imported session and its agenda into the tables; what staff decided about it since (publication) stays.
import type { ImportedSession } from '../../server/contract/imports.ts';
import { ensureBody } from '../bodies.ts';
import type { Db } from '../open.ts';
import { extraOf, saysTheSame, type ImportContext, type PutSession, type Sourced } from './import-context.ts';

const sessionFields = ['kind', 'id', 'title', 'body', 'date', 'lang', 'durationSeconds', 'publication', 'agenda'];
const itemFields = ['id', 'number', 'title', 'start', 'type', 'matter'];

/** The session with this external id, created or changed as the line says; null when there is neither line nor session. */
export async function putSession(
  db: Db,
  externalId: string,
  source: Sourced<ImportedSession> | null,
  context: ImportContext,
): Promise<PutSession | null> {
  const present = await db.selectFrom('sessions').selectAll().where('external_id', '=', externalId).executeTakeFirst();
  if (source === null) return present === undefined ? null : describe(db, present.id, false);
  const scheduledAtMs = readDate(source, context);
  const values = await sessionValues(db, source.value, scheduledAtMs, context);
  const sessionId = present?.id ?? context.newId();
  if (present === undefined) await insertImported(db, sessionId, source.value, values, context);
  const differs = present !== undefined && !saysTheSame(present, values);
  if (differs) {
    await db
      .updateTable('sessions')
      .set({ ...values, modified_at: context.nowMs })
      .where('id', '=', sessionId)
      .execute();
  }
  const agendaChanged = await putAgenda(db, sessionId, source.value.agenda, context);
  const changed = differs || agendaChanged;
  context.sessions[present === undefined ? 'created' : changed ? 'updated' : 'unchanged'] += 1;
  return describe(db, sessionId, changed || present === undefined);
}

async function sessionValues(db: Db, value: ImportedSession, scheduledAtMs: number, context: ImportContext) {
  const body = await ensureBody(db, {
    id: context.newId(),
    name: value.body,
    type: value.bodyType ?? null,
    createdAtMs: context.nowMs,
  });
  return {
    body_id: body.id,
    title: value.title,
    scheduled_at: scheduledAtMs,
    lang: value.lang ?? null,
    imported_duration: value.durationSeconds ?? null,
    extra: extraOf(value, sessionFields),
  };
}

async function insertImported(
  db: Db,
  id: string,
  value: ImportedSession,
  values: Awaited<ReturnType<typeof sessionValues>>,
  context: ImportContext,
): Promise<void> {
  await db
    .insertInto('sessions')
    .values({
      id,
      external_id: value.id,
      ...values,
      state: 'ended',
      publication: value.publication ?? 'published',
      review: 0,
      key_version: 0,
      created_at: context.nowMs,
      modified_at: context.nowMs,
    })
    .execute();
}

async function putAgenda(
  db: Db,
  sessionId: string,
  agenda: ImportedSession['agenda'],
  context: ImportContext,
): Promise<boolean> {
  const rows = await db
    .selectFrom('agenda_items')
    .selectAll()
    .where('session_id', '=', sessionId)
    .where('external_id', 'is not', null)
    .execute();
  const present = new Map(rows.map((row) => [row.external_id, row]));
  let changed = false;
  for (const [position, item] of agenda.entries()) {
    const values = itemValues(item, position);
    const row = present.get(item.id);
    present.delete(item.id);
    if (row !== undefined && saysTheSame(row, values)) continue;
    changed = true;
    await db
      .insertInto('agenda_items')
      .values({ id: context.newId(), session_id: sessionId, external_id: item.id, parent_id: null, ...values })
      .onConflict((conflict) => conflict.columns(['session_id', 'external_id']).doUpdateSet(values))
      .execute();
  }
  const gone = [...present.values()].filter((row) => row.removed_at === null);
  for (const row of gone) {
    await db.updateTable('agenda_items').set({ removed_at: context.nowMs }).where('id', '=', row.id).execute();
  }
  return changed || gone.length > 0;
}

function itemValues(item: ImportedSession['agenda'][number], position: number) {
  const number = item.number === null || item.number === undefined || item.number === '' ? position + 1 : item.number;
  return {
    position,
    number: String(number),
    title: item.title.trim() === '' ? String(number) : item.title,
    type: typeof item['type'] === 'string' ? item['type'] : null,
    imported_start: item.start ?? null,
    matter: item.matter ?? null,
    removed_at: null,
    extra: extraOf(item, itemFields),
  };
}

async function describe(db: Db, sessionId: string, changed: boolean): Promise<PutSession> {
  const rows = await db
    .selectFrom('agenda_items')
    .select(['id', 'external_id', 'extra'])
    .where('session_id', '=', sessionId)
    .where('external_id', 'is not', null)
    .where('removed_at', 'is', null)
    .execute();
  const items = new Map(rows.flatMap((row) => (row.external_id === null ? [] : [[row.external_id, row.id] as const])));
  const itemOfDocument = new Map(rows.flatMap((row) => documentIdsOf(row.extra).map((id) => [id, row.id] as const)));
  return { sessionId, changed, items, itemOfDocument };
}

function documentIdsOf(extra: string): string[] {
  const ids: unknown = (JSON.parse(extra) as { documentIds?: unknown }).documentIds;
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
}

/**
 * Stands where the date of an imported session is unknown: 1 January 1970, so that it comes last in every list
 * and never looks like a date that somebody stated.
 */
export const unknownDateMs = 0;

/** `YYYY-MM-DD` or an RFC 3339 instant (UTC when it says no offset) in ms; reported when it is missing or does not exist. */
function readDate(source: Sourced<ImportedSession>, context: ImportContext): number {
  const { date, id } = source.value;
  const ms = date === null || date === undefined ? NaN : parseDate(date);
  if (!Number.isNaN(ms)) return ms;
  const fault = date === null || date === undefined ? 'has no date' : `has a date that does not exist (${date})`;
  context.notices.push({
    file: source.file,
    line: source.line,
    detail: `the session ${id} ${fault}; it is kept without`,
  });
  return unknownDateMs;
}

function parseDate(text: string): number {
  const isDate = /^\d{4}-\d{2}-\d{2}$/u.test(text);
  const hasOffset = /(?:Z|[+-]\d{2}:?\d{2})$/iu.test(text.slice(10));
  const ms = Date.parse(isDate ? `${text}T00:00:00Z` : hasOffset ? text : `${text}Z`);
  // JavaScript reads 31 February as 3 March.
  const isOther = isDate && !Number.isNaN(ms) && !new Date(ms).toISOString().startsWith(text);
  return isOther ? NaN : ms;
}
