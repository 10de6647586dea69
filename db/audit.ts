// The trail: who did what and when, from which state to which. Rows are only ever added.
import type { Db } from './open.ts';

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
  let query = db.selectFrom('audit').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(filter.limit);
  if (filter.sessionId !== undefined) query = query.where('session_id', '=', filter.sessionId);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    atMs: row.at,
    accountId: row.account_id,
    actor: row.actor,
    action: row.action,
    sessionId: row.session_id,
    before: readJson(row.before_json),
    after: readJson(row.after_json),
    reason: row.reason,
  }));
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
