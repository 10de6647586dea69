// Administrators make, list, try and remove webhooks, and see how deliveries went.
import { randomBytes } from 'node:crypto';
import { inTransaction } from '../../db/open.ts';
import * as stored from '../../db/webhooks.ts';
import type { Actor } from '../contract/accounts.ts';
import { toInstant } from '../contract/instants.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { Delivery, MadeWebhook, NewWebhook, Webhook, WebhookPayload } from '../contract/webhooks.ts';
import { requirePermission } from '../domain/permissions.ts';
import type { House } from './house.ts';
import { sealText } from './sealed-text.ts';
import { writeAudit } from './write-audit.ts';

const shownDeliveries = 50;

/** Makes a webhook; its secret is in the answer this once. */
export async function makeWebhook(house: House, actor: Actor, input: NewWebhook): Promise<Outcome<MadeWebhook>> {
  const permission = requirePermission(actor, 'change-settings');
  if (!permission.ok) return permission;
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const sealed = sealText(house.secrets.streamKeySecret, 'webhook', secret);
  const events = [...new Set(input.events)];
  const webhook = { id: house.newId(), url: input.url, events, secret: sealed, createdAtMs: house.now() };
  await inTransaction(house.db, async (db) => {
    await stored.insertWebhook(db, webhook);
    const after = { webhookId: webhook.id, url: webhook.url, events };
    await writeAudit(house, db, actor, { action: 'webhook.made', sessionId: null, atMs: webhook.createdAtMs, after });
  });
  return accept({ ...toWebhook(webhook), secret });
}

/** Every webhook that is not removed, oldest first. */
export async function listWebhooks(house: House, actor: Actor): Promise<Outcome<{ items: Webhook[] }>> {
  const permission = requirePermission(actor, 'change-settings');
  if (!permission.ok) return permission;
  return accept({ items: (await stored.listWebhooks(house.db)).map(toWebhook) });
}

/** Removes a webhook; one that is removed already stays so. */
export async function removeWebhook(house: House, actor: Actor, id: string): Promise<Outcome<null>> {
  const permission = requirePermission(actor, 'change-settings');
  if (!permission.ok) return permission;
  const webhook = await stored.findWebhook(house.db, id);
  if (webhook === null) return accept(null);
  const atMs = house.now();
  await inTransaction(house.db, async (db) => {
    await stored.removeWebhook(db, id, atMs);
    const before = { webhookId: id, url: webhook.url, events: webhook.events };
    await writeAudit(house, db, actor, { action: 'webhook.removed', sessionId: null, atMs, before });
  });
  return accept(null);
}

/** Sends a `webhook.test` event. */
export async function tryWebhook(house: House, actor: Actor, id: string): Promise<Outcome<null>> {
  const permission = requirePermission(actor, 'change-settings');
  if (!permission.ok) return permission;
  if ((await stored.findWebhook(house.db, id)) === null) return webhookNotFound();
  const createdAtMs = house.now();
  const nothing = {
    sessionId: null,
    title: null,
    body: null,
    state: null,
    publication: null,
    reason: null,
    code: null,
  };
  const payload: WebhookPayload = { type: 'webhook.test', timestamp: toInstant(createdAtMs), data: nothing };
  const delivery = { id: house.newId(), webhookId: id, event: payload.type, createdAtMs };
  await stored.insertDelivery(house.db, { ...delivery, payload: JSON.stringify(payload) });
  house.webhooks.ring();
  return accept(null);
}

/** The newest deliveries of a webhook. */
export async function listDeliveries(house: House, actor: Actor, id: string): Promise<Outcome<{ items: Delivery[] }>> {
  const permission = requirePermission(actor, 'change-settings');
  if (!permission.ok) return permission;
  if ((await stored.findWebhook(house.db, id)) === null) return webhookNotFound();
  const deliveries = await stored.listDeliveries(house.db, id, shownDeliveries);
  return accept({ items: deliveries.map(toDelivery) });
}

function webhookNotFound(): Outcome<never> {
  return refuse('webhook-not-found', 'There is no such webhook.');
}

function toWebhook(webhook: stored.StoredWebhook): Webhook {
  const { id, url, events, createdAtMs } = webhook;
  return { id, url, events: [...events], createdAt: toInstant(createdAtMs) };
}

function toDelivery(delivery: stored.StoredDelivery): Delivery {
  const { id, event, attempts, lastStatus, lastError, nextAtMs, deliveredAtMs } = delivery;
  return {
    id,
    event,
    state: deliveredAtMs !== null ? 'delivered' : nextAtMs === null ? 'given-up' : 'waiting',
    createdAt: toInstant(delivery.createdAtMs),
    attempts,
    nextAt: nextAtMs === null ? null : toInstant(nextAtMs),
    deliveredAt: deliveredAtMs === null ? null : toInstant(deliveredAtMs),
    lastStatus,
    lastError,
  };
}
