// The log of a session: attendance, speeches, votes, fates of items, notes. A removed entry stays with the instant of its removal.
import { entryDataSchema, type EntryData } from '../server/contract/council-log.ts';
import type { Db } from './open.ts';

/** A stored entry; instants are ms since the epoch. */
export interface StoredEntry {
  readonly id: string;
  readonly sessionId: string;
  readonly atMs: number;
  readonly untilMs: number | null;
  readonly agendaItemId: string | null;
  readonly data: EntryData;
  /** Counts its changes, from 1. */
  readonly version: number;
  readonly createdAtMs: number;
  /** E-mail address of whoever wrote it. */
  readonly createdBy: string;
}

/** Adds an entry. `commandId` is unique in its session. */
export async function insertEntry(db: Db, entry: StoredEntry & { commandId: string | null }): Promise<void> {
  await db
    .insertInto('log_entries')
    .values({
      id: entry.id,
      session_id: entry.sessionId,
      command_id: entry.commandId,
      kind: entry.data.kind,
      at: entry.atMs,
      until: entry.untilMs,
      agenda_item_id: entry.agendaItemId,
      data: JSON.stringify(entry.data),
      version: entry.version,
      created_at: entry.createdAtMs,
      created_by: entry.createdBy,
    })
    .execute();
}

/** The entries of a session that hold, in order of their instants. */
export async function listEntries(db: Db, sessionId: string): Promise<StoredEntry[]> {
  const rows = await selectEntries(db)
    .where('session_id', '=', sessionId)
    .where('removed_at', 'is', null)
    .orderBy('at')
    .orderBy('created_at')
    .execute();
  return rows.map(readEntry);
}

/** The entry with this id that holds, or null. */
export async function findEntry(db: Db, sessionId: string, id: string): Promise<StoredEntry | null> {
  const row = await selectEntries(db)
    .where('session_id', '=', sessionId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : readEntry(row);
}

/** The entry that a command made, also when it was removed since. */
export async function findEntryOfCommand(db: Db, sessionId: string, commandId: string): Promise<StoredEntry | null> {
  const row = await selectEntries(db)
    .where('session_id', '=', sessionId)
    .where('command_id', '=', commandId)
    .executeTakeFirst();
  return row === undefined ? null : readEntry(row);
}

/** Writes an entry anew; answers false when its version is not `version` any more. */
export async function changeEntry(db: Db, entry: StoredEntry, version: number): Promise<boolean> {
  const result = await db
    .updateTable('log_entries')
    .set({
      at: entry.atMs,
      until: entry.untilMs,
      agenda_item_id: entry.agendaItemId,
      data: JSON.stringify(entry.data),
      version: version + 1,
    })
    .where('id', '=', entry.id)
    .where('version', '=', version)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes an entry out of the log; answers false when it was out already. */
export async function removeEntry(db: Db, id: string, removedAtMs: number): Promise<boolean> {
  const result = await db
    .updateTable('log_entries')
    .set({ removed_at: removedAtMs })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function selectEntries(db: Db) {
  return db.selectFrom('log_entries').selectAll();
}

type EntryRow = Awaited<ReturnType<ReturnType<typeof selectEntries>['executeTakeFirstOrThrow']>>;

function readEntry(row: EntryRow): StoredEntry {
  return {
    id: row.id,
    sessionId: row.session_id,
    atMs: row.at,
    untilMs: row.until,
    agendaItemId: row.agenda_item_id,
    data: entryDataSchema.parse(JSON.parse(row.data)),
    version: row.version,
    createdAtMs: row.created_at,
    createdBy: row.created_by,
  };
}
