// Agenda items of a session, stored flat in reading order. Items that leave an agenda are kept, marked as removed.
import { sharedTypeSchema, type ItemDetails, type SharedType } from '../server/contract/agenda-details.ts';
import type { FlatAgendaItem } from '../server/domain/agenda-rules.ts';
import { inTransaction, type Db } from './open.ts';
import { indexSession } from './search/index-session.ts';

/** A stored agenda item; `position` counts through the whole tree in reading order. */
export interface StoredAgendaItem extends Omit<FlatAgendaItem, 'details'> {
  readonly sessionId: string;
  readonly externalId: string | null;
  /** Seconds from the start of an imported session. */
  readonly importedStartSeconds: number | null;
  readonly description: string | null;
  readonly sharedType: SharedType | null;
  readonly rapporteur: string | null;
  readonly matter: string | null;
  readonly plannedClosed: boolean;
  readonly noBroadcast: boolean;
}

/** The agenda in reading order. */
export async function listAgendaItems(db: Db, sessionId: string): Promise<StoredAgendaItem[]> {
  const rows = await db
    .selectFrom('agenda_items')
    .selectAll()
    .where('session_id', '=', sessionId)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    sessionId: row.session_id,
    parentId: row.parent_id,
    position: row.position,
    number: row.number,
    title: row.title,
    type: row.type,
    externalId: row.external_id,
    importedStartSeconds: row.imported_start,
    description: row.description,
    sharedType: row.shared_type === null ? null : sharedTypeSchema.parse(row.shared_type),
    rapporteur: row.rapporteur,
    matter: row.matter,
    plannedClosed: row.planned_closed !== 0,
    noBroadcast: row.no_broadcast !== 0,
  }));
}

/** Replaces the agenda: items with a known id are changed, new ones added, the others marked as removed. */
export async function replaceAgenda(
  db: Db,
  sessionId: string,
  items: readonly FlatAgendaItem[],
  nowMs: number,
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await transaction
      .updateTable('agenda_items')
      .set({ removed_at: nowMs })
      .where('session_id', '=', sessionId)
      .where('removed_at', 'is', null)
      .execute();
    for (const item of items) await putAgendaItem(transaction, sessionId, item);
    await transaction.updateTable('sessions').set({ modified_at: nowMs }).where('id', '=', sessionId).execute();
    await indexSession(transaction, sessionId);
  });
}

async function putAgendaItem(db: Db, sessionId: string, item: FlatAgendaItem): Promise<void> {
  const values = {
    parent_id: item.parentId,
    position: item.position,
    number: item.number,
    title: item.title,
    type: item.type,
    removed_at: null,
    ...detailColumns(item.details ?? {}),
  };
  await db
    .insertInto('agenda_items')
    .values({ id: item.id, session_id: sessionId, extra: '{}', ...values })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(values).where('agenda_items.session_id', '=', sessionId),
    )
    .execute();
}

/** Changes one item; fields left out stay as they are. */
export async function changeAgendaItem(
  db: Db,
  sessionId: string,
  id: string,
  change: ItemDetails & { title?: string; number?: string; type?: string | null },
): Promise<void> {
  const { title, number, type, ...details } = change;
  await db
    .updateTable('agenda_items')
    .set({
      ...(title === undefined ? {} : { title }),
      ...(number === undefined ? {} : { number }),
      ...(type === undefined ? {} : { type }),
      ...detailColumns(details),
      // So that a change of nothing is a statement too.
      removed_at: null,
    })
    .where('id', '=', id)
    .where('session_id', '=', sessionId)
    .execute();
  await indexSession(db, sessionId);
}

function detailColumns({ description, sharedType, rapporteur, matter, plannedClosed, noBroadcast }: ItemDetails) {
  return {
    ...(description === undefined ? {} : { description: description === '' ? null : description }),
    ...(sharedType === undefined ? {} : { shared_type: sharedType }),
    ...(rapporteur === undefined ? {} : { rapporteur: rapporteur === '' ? null : rapporteur }),
    ...(matter === undefined ? {} : { matter: matter === '' ? null : matter }),
    ...(plannedClosed === undefined ? {} : { planned_closed: plannedClosed ? 1 : 0 }),
    ...(noBroadcast === undefined ? {} : { no_broadcast: noBroadcast ? 1 : 0 }),
  };
}
