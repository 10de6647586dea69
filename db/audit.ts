// The trail: who did what and when, from which state to which. Rows are only ever added.
import { sql, type Selectable } from 'kysely';
import type { Outcome } from '../server/contract/problems.ts';
import { accept } from '../server/contract/problems.ts';
import { readCursor, writeCursor } from './keyset-cursor.ts';
import type { Db } from './open.ts';
import type { Tables } from './schema.ts';

/** One entry of the trail. `before` and `after` are any JSON values; `accountId` is null for the product itself. */
export interface AuditEntry {
  readonly id: string;
  readonly atMs: number;
  readonly accountId: string | null;
  /** Who it was, in words that outlive the account: an e-mail address, `command line`, `system`. */
  readonly actor: string;
  /** What was done: `session.created`, `session.go-live`, `chat.removed` … */
  readonly action: string;
  readonly sessionId: string | null;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string | null;
}

/** Adds an entry; call it in the transaction of the change. */
export async function recordAudit(db: Db, entry: AuditEntry): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      id: entry.id,
      at: entry.atMs,
      account_id: entry.accountId,
      actor: entry.actor,
      action: entry.action,
      session_id: entry.sessionId,
      before_json: entry.before === undefined ? null : JSON.stringify(entry.before),
      after_json: entry.after === undefined ? null : JSON.stringify(entry.after),
      reason: entry.reason ?? null,
    })
    .execute();
}

/** The newest entries, of one session when it is given, newest first. */
export async function listAudit(db: Db, filter: { sessionId?: string; limit: number }): Promise<AuditEntry[]> {
  const rows = await filterAudit(db, filter).limit(filter.limit).execute();
  return rows.map(readEntry);
}

/** Which entries a page shows; `fromMs` and `toMs` are inclusive. */
export interface AuditFilter {
  readonly sessionId?: string;
  /** Part of who it was, without case. */
  readonly actorPart?: string;
  readonly actionPrefix?: string;
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** One page, newest first. A cursor that is not one of this list is refused with `bad-request`. */
export async function pageAudit(
  db: Db,
  filter: AuditFilter & { cursor?: string; limit: number },
): Promise<Outcome<{ items: AuditEntry[]; nextCursor: string | null }>> {
  const after = filter.cursor === undefined ? null : readCursor('audit', filter.cursor);
  if (after !== null && !after.ok) return after;
  let query = filterAudit(db, filter);
  if (after !== null) {
    const { value, id } = after.value;
    query = query.where((is) => is.or([is('at', '<', value), is.and([is('at', '=', value), is('id', '<', id)])]));
  }
  const rows = await query.limit(filter.limit + 1).execute();
  const items = rows.slice(0, filter.limit).map(readEntry);
  const last = rows.length > filter.limit ? items.at(-1) : undefined;
  return accept({
    items,
    nextCursor: last === undefined ? null : writeCursor('audit', { value: last.atMs, id: last.id }),
  });
}

function filterAudit(db: Db, filter: AuditFilter) {
  const { sessionId, actorPart, actionPrefix, fromMs, toMs } = filter;
  let query = db.selectFrom('audit').selectAll().orderBy('at', 'desc').orderBy('id', 'desc');
  if (sessionId !== undefined) query = query.where('session_id', '=', sessionId);
  if (actorPart !== undefined) query = query.where(contains('actor', actorPart));
  if (actionPrefix !== undefined) query = query.where(beginsWith('action', actionPrefix));
  if (fromMs !== undefined) query = query.where('at', '>=', fromMs);
  if (toMs !== undefined) query = query.where('at', '<=', toMs);
  return query;
}

function contains(column: string, part: string) {
  return sql<boolean>`lower(${sql.ref(column)}) like ${`%${escapeLike(part)}%`} escape '\\'`;
}

function beginsWith(column: string, prefix: string) {
  return sql<boolean>`${sql.ref(column)} like ${`${escapeLike(prefix)}%`} escape '\\'`;
}

function escapeLike(text: string): string {
  return text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&');
}

function readEntry(row: Selectable<Tables['audit']>): AuditEntry {
  return {
    id: row.id,
    atMs: row.at,
    accountId: row.account_id,
    actor: row.actor,
    action: row.action,
    sessionId: row.session_id,
    before: readJson(row.before_json),
    after: readJson(row.after_json),
    reason: row.reason,
  };
}

function readJson(text: string | null): unknown {
  return text === null ? undefined : JSON.parse(text);
}

/** Account id → instant (ms) of its newest entry with this action. */
export async function newestByAccount(db: Db, action: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('audit')
    .select(['account_id', ({ fn }) => fn.max('at').as('at')])
    .where('action', '=', action)
    .where('account_id', 'is not', null)
    .groupBy('account_id')
    .execute();
  return new Map(rows.flatMap((row) => (row.account_id === null ? [] : [[row.account_id, Number(row.at)] as const])));
}
