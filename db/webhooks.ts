// Webhooks and their deliveries: an outbox that is written in the transaction of the change it tells of.
// It must not know how a secret is sealed or a delivery is sent.
import { webhookEventSchema } from '../server/contract/webhooks.ts';
import type { WebhookEvent } from '../server/contract/webhooks.ts';
import type { Db } from './open.ts';

/** A stored webhook; `secret` is sealed. */
export interface StoredWebhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly secret: string;
  readonly createdAtMs: number;
}

/** Stores a webhook. */
export async function insertWebhook(db: Db, webhook: StoredWebhook): Promise<void> {
  await db
    .insertInto('webhooks')
    .values({
      id: webhook.id,
      url: webhook.url,
      events: JSON.stringify(webhook.events),
      secret: webhook.secret,
      created_at: webhook.createdAtMs,
    })
    .execute();
}

/** Every webhook that is not removed, oldest first. */
export async function listWebhooks(db: Db): Promise<StoredWebhook[]> {
  const rows = await db
    .selectFrom('webhooks')
    .selectAll()
    .where('removed_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    url: row.url,
    events: webhookEventSchema.array().parse(JSON.parse(row.events)),
    secret: row.secret,
    createdAtMs: row.created_at,
  }));
}

/** The webhook with this id, unless it is removed. */
export async function findWebhook(db: Db, id: string): Promise<StoredWebhook | null> {
  return (await listWebhooks(db)).find((webhook) => webhook.id === id) ?? null;
}

/** Removes a webhook; what waited to be delivered to it is given up. */
export async function removeWebhook(db: Db, id: string, removedAtMs: number): Promise<void> {
  await db.updateTable('webhooks').set({ removed_at: removedAtMs }).where('id', '=', id).execute();
  await db.updateTable('webhook_deliveries').set({ next_at: null }).where('webhook_id', '=', id).execute();
}

/** One delivery; `nextAtMs` is null once it is delivered or given up. */
export interface StoredDelivery {
  readonly id: string;
  readonly webhookId: string;
  readonly event: string;
  readonly payload: string;
  readonly createdAtMs: number;
  readonly attempts: number;
  readonly nextAtMs: number | null;
  readonly deliveredAtMs: number | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}

/** Puts a delivery into the outbox, due at once. */
export async function insertDelivery(
  db: Db,
  delivery: Pick<StoredDelivery, 'id' | 'webhookId' | 'event' | 'payload' | 'createdAtMs'>,
): Promise<void> {
  await db
    .insertInto('webhook_deliveries')
    .values({
      id: delivery.id,
      webhook_id: delivery.webhookId,
      event: delivery.event,
      payload: delivery.payload,
      created_at: delivery.createdAtMs,
      next_at: delivery.createdAtMs,
    })
    .execute();
}

/** What is due, the longest waiting first. */
export async function listDueDeliveries(db: Db, nowMs: number, limit: number): Promise<StoredDelivery[]> {
  const rows = await selectDeliveries(db)
    .where('next_at', '<=', nowMs)
    .orderBy('next_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(readDelivery);
}

/** When the next delivery is due (ms), or null when none waits. */
export async function nextDeliveryAt(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('webhook_deliveries')
    .select(({ fn }) => fn.min('next_at').as('at'))
    .executeTakeFirst();
  return row?.at == null ? null : Number(row.at);
}

/** The newest deliveries of a webhook. */
export async function listDeliveries(db: Db, webhookId: string, limit: number): Promise<StoredDelivery[]> {
  const rows = await selectDeliveries(db)
    .where('webhook_id', '=', webhookId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(readDelivery);
}

/** Writes how an attempt went. */
export async function settleDelivery(
  db: Db,
  id: string,
  outcome: Pick<StoredDelivery, 'attempts' | 'nextAtMs' | 'deliveredAtMs' | 'lastStatus' | 'lastError'>,
): Promise<void> {
  await db
    .updateTable('webhook_deliveries')
    .set({
      attempts: outcome.attempts,
      next_at: outcome.nextAtMs,
      delivered_at: outcome.deliveredAtMs,
      last_status: outcome.lastStatus,
      last_error: outcome.lastError,
    })
    .where('id', '=', id)
    .execute();
}

/** Forgets deliveries older than an instant; the trail keeps what they told of. */
export async function forgetDeliveries(db: Db, beforeMs: number): Promise<void> {
  await db.deleteFrom('webhook_deliveries').where('created_at', '<', beforeMs).execute();
}

function selectDeliveries(db: Db) {
  return db.selectFrom('webhook_deliveries').selectAll();
}

type DeliveryRow = Awaited<ReturnType<ReturnType<typeof selectDeliveries>['executeTakeFirstOrThrow']>>;

function readDelivery(row: DeliveryRow): StoredDelivery {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    event: row.event,
    payload: row.payload,
    createdAtMs: row.created_at,
    attempts: row.attempts,
    nextAtMs: row.next_at,
    deliveredAtMs: row.delivered_at,
    lastStatus: row.last_status,
    lastError: row.last_error,
  };
}
