// Sessions: one sitting each, with its state, its publication and the hash of its stream key.
// It must not decide whether a change is allowed: that is server/domain/session-machine.
import { chatRulesSchema, type ChatRules } from '../server/contract/chat.ts';
import type { Outcome } from '../server/contract/problems.ts';
import { accept } from '../server/contract/problems.ts';
import type { Publication, SessionState } from '../server/contract/sessions.ts';
import { publicationSchema, sessionStateSchema } from '../server/contract/sessions.ts';
import type { RecessNotice } from '../server/domain/recess-rules.ts';
import { readCursor, writeCursor } from './keyset-cursor.ts';
import type { Db } from './open.ts';
import { indexSession, shelveSession } from './search/index-session.ts';

/** A stored session. Instants are ms since the epoch. */
export interface StoredSession {
  readonly id: string;
  readonly externalId: string | null;
  readonly bodyId: string;
  readonly bodyName: string;
  readonly title: string;
  readonly scheduledAtMs: number;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly state: SessionState;
  readonly publication: Publication;
  readonly review: boolean;
  readonly withheldReason: string | null;
  readonly lang: string | null;
  /** Stated length of an imported session, in seconds. */
  readonly importedDurationSeconds: number | null;
  /** Which version of the stream key holds, and which of the backup key. */
  readonly keyVersion: number;
  readonly backupKeyVersion: number;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  readonly agendaItemCount: number;
  /** The one that holds; null: there is none. */
  readonly transcriptId: string | null;
  readonly place: string | null;
  /** First or second call: they may need different quorums. */
  readonly call: 1 | 2;
  readonly secondCallAtMs: number | null;
  /** Text of the convocation. */
  readonly convocation: string | null;
  /** What the public is told of the recess that goes on. */
  readonly recess: RecessNotice;
  readonly chat: ChatRules;
}

/** What a new session needs. Feeds' keys are looked up by their hashes. */
export interface SessionToInsert {
  readonly id: string;
  readonly bodyId: string;
  readonly title: string;
  readonly scheduledAtMs: number;
  readonly publication: 'private' | 'published';
  readonly review: boolean;
  readonly lang: string | null;
  readonly keyVersion: number;
  readonly streamKeyHash: string;
  readonly backupKeyHash: string | null;
  readonly createdAtMs: number;
}

/** Creates a session in state `scheduled`. */
export async function insertSession(db: Db, session: SessionToInsert): Promise<void> {
  await db
    .insertInto('sessions')
    .values({
      id: session.id,
      body_id: session.bodyId,
      title: session.title,
      scheduled_at: session.scheduledAtMs,
      state: 'scheduled',
      publication: session.publication,
      review: session.review ? 1 : 0,
      lang: session.lang,
      key_version: session.keyVersion,
      stream_key_hash: session.streamKeyHash,
      backup_key_version: session.backupKeyHash === null ? 0 : 1,
      backup_key_hash: session.backupKeyHash,
      created_at: session.createdAtMs,
      modified_at: session.createdAtMs,
      extra: '{}',
    })
    .execute();
  await indexSession(db, session.id);
}

/** The session with this id, whatever its publication; null when there is none. */
export async function findSession(db: Db, id: string): Promise<StoredSession | null> {
  const row = await selectSessions(db).where('sessions.id', '=', id).executeTakeFirst();
  return row === undefined ? null : readSession(row);
}

/** The session whose feed may use the stream key or backup key with this hash; null when there is none. */
export async function findSessionByStreamKeyHash(db: Db, streamKeyHash: string): Promise<StoredSession | null> {
  const row = await selectSessions(db)
    .where((is) => is.or([is('stream_key_hash', '=', streamKeyHash), is('backup_key_hash', '=', streamKeyHash)]))
    .executeTakeFirst();
  return row === undefined ? null : readSession(row);
}

/** Which sessions a list shows; `from` and `to` are inclusive instants of the scheduled beginning. */
export interface SessionFilter {
  /** Bodies (ids, or all of them) whose unpublished sessions are listed too. */
  readonly unpublishedOf: 'all' | readonly string[];
  readonly states?: readonly SessionState[];
  /** Name or id of the body. */
  readonly body?: string;
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly order: 'newest' | 'oldest';
  readonly cursor?: string;
  readonly limit: number;
}

/** One page of sessions by scheduled beginning. A cursor that is not one of this list is refused with `bad-request`. */
export async function listSessions(
  db: Db,
  filter: SessionFilter,
): Promise<Outcome<{ items: StoredSession[]; nextCursor: string | null }>> {
  const list = `sessions-${filter.order}`;
  const after = filter.cursor === undefined ? null : readCursor(list, filter.cursor);
  if (after !== null && !after.ok) return after;
  const direction = filter.order === 'newest' ? 'desc' : 'asc';
  const beyond = filter.order === 'newest' ? '<' : '>';
  let query = filterSessions(db, filter).orderBy('scheduled_at', direction).orderBy('sessions.id', direction);
  if (after !== null) {
    const { value, id } = after.value;
    query = query.where((is) =>
      is.or([
        is('scheduled_at', beyond, value),
        is.and([is('scheduled_at', '=', value), is('sessions.id', beyond, id)]),
      ]),
    );
  }
  const rows = await query.limit(filter.limit + 1).execute();
  const items = rows.slice(0, filter.limit).map(readSession);
  const last = rows.length > filter.limit ? items.at(-1) : undefined;
  const nextCursor = last === undefined ? null : writeCursor(list, { value: last.scheduledAtMs, id: last.id });
  return accept({ items, nextCursor });
}

/** Every session in one of these states (what has to be taken up again after a restart). */
export async function listSessionsInStates(db: Db, states: readonly SessionState[]): Promise<StoredSession[]> {
  const rows = await selectSessions(db)
    .where('state', 'in', [...states])
    .orderBy('scheduled_at')
    .execute();
  return rows.map(readSession);
}

/** What a command changes. Fields left out stay as they are. */
export interface SessionChange {
  readonly state: SessionState;
  readonly publication: Publication;
  readonly withheldReason?: string | null;
  readonly recess?: RecessNotice;
  readonly startedAtMs?: number | null;
  readonly endedAtMs?: number | null;
  readonly modifiedAtMs: number;
}

/** Writes the outcome of a command; what is published or withheld enters or leaves the public index with it. */
export async function changeSession(db: Db, id: string, change: SessionChange): Promise<void> {
  await db
    .updateTable('sessions')
    .set({
      state: change.state,
      publication: change.publication,
      modified_at: change.modifiedAtMs,
      ...(change.recess && { recess_reason: change.recess.reason, recess_until: change.recess.expectedAtMs }),
      ...(change.withheldReason === undefined ? {} : { withheld_reason: change.withheldReason }),
      ...(change.startedAtMs === undefined ? {} : { started_at: change.startedAtMs }),
      ...(change.endedAtMs === undefined ? {} : { ended_at: change.endedAtMs }),
    })
    .where('id', '=', id)
    .execute();
  await shelveSession(db, id);
}

/** Every session has two keys for its encoders. */
export type StreamKeyName = 'main' | 'backup';

/** Gives the session another stream key, or another backup key. */
export async function replaceStreamKey(
  db: Db,
  id: string,
  name: StreamKeyName,
  key: { keyVersion: number; streamKeyHash: string; modifiedAtMs?: number },
): Promise<void> {
  const { keyVersion, streamKeyHash, modifiedAtMs } = key;
  const values =
    name === 'main'
      ? { key_version: keyVersion, stream_key_hash: streamKeyHash }
      : { backup_key_version: keyVersion, backup_key_hash: streamKeyHash };
  await db
    .updateTable('sessions')
    .set({ ...values, ...(modifiedAtMs === undefined ? {} : { modified_at: modifiedAtMs }) })
    .where('id', '=', id)
    .execute();
}

/** Ids of sessions that have a stream key but no backup key. */
export async function listSessionsWithoutBackupKey(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('sessions')
    .select('id')
    .where('stream_key_hash', 'is not', null)
    .where('backup_key_hash', 'is', null)
    .execute();
  return rows.map((row) => row.id);
}

function filterSessions(db: Db, filter: SessionFilter): ReturnType<typeof selectSessions> {
  const { body, fromMs, toMs, states, unpublishedOf } = filter;
  let query = selectSessions(db);
  if (unpublishedOf !== 'all') {
    query = query.where((is) =>
      is.or([is('publication', '=', 'published'), ...unpublishedOf.map((bodyId) => is('body_id', '=', bodyId))]),
    );
  }
  if (states !== undefined) query = query.where('state', 'in', [...states]);
  if (body !== undefined)
    query = query.where((is) => is.or([is('bodies.name', '=', body), is('bodies.id', '=', body)]));
  if (fromMs !== undefined) query = query.where('scheduled_at', '>=', fromMs);
  if (toMs !== undefined) query = query.where('scheduled_at', '<=', toMs);
  return query;
}

function selectSessions(db: Db) {
  return db
    .selectFrom('sessions')
    .innerJoin('bodies', 'bodies.id', 'sessions.body_id')
    .selectAll('sessions')
    .select('bodies.name as body_name')
    .select((is) => [
      is
        .selectFrom('agenda_items')
        .whereRef('agenda_items.session_id', '=', 'sessions.id')
        .where('agenda_items.removed_at', 'is', null)
        .select(is.fn.countAll<number>().as('count'))
        .as('agenda_item_count'),
      is
        .selectFrom('transcripts')
        .whereRef('transcripts.session_id', '=', 'sessions.id')
        .where('transcripts.replaced_at', 'is', null)
        .select('transcripts.id')
        .limit(1)
        .as('transcript_id'),
    ]);
}

type SessionRow = Awaited<ReturnType<ReturnType<typeof selectSessions>['executeTakeFirstOrThrow']>>;

function readSession(row: SessionRow): StoredSession {
  return {
    id: row.id,
    externalId: row.external_id,
    bodyId: row.body_id,
    bodyName: row.body_name,
    title: row.title,
    scheduledAtMs: row.scheduled_at,
    startedAtMs: row.started_at,
    endedAtMs: row.ended_at,
    state: sessionStateSchema.parse(row.state),
    publication: publicationSchema.parse(row.publication),
    review: row.review !== 0,
    withheldReason: row.withheld_reason,
    lang: row.lang,
    importedDurationSeconds: row.imported_duration,
    keyVersion: row.key_version,
    backupKeyVersion: row.backup_key_version,
    createdAtMs: row.created_at,
    modifiedAtMs: row.modified_at,
    agendaItemCount: Number(row.agenda_item_count ?? 0),
    transcriptId: row.transcript_id,
    place: row.place,
    call: row.call === 2 ? 2 : 1,
    secondCallAtMs: row.second_call_at,
    convocation: row.convocation,
    recess: { reason: row.recess_reason, expectedAtMs: row.recess_until },
    chat: chatRulesSchema.parse({ mode: row.chat_mode, slowSeconds: row.chat_slow_seconds }),
  };
}
