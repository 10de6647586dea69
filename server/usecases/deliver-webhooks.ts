// Delivers what is due in the outbox of webhooks: signs, sends, writes down how it went. How bytes travel is the caller's matter.
import { createHmac } from 'node:crypto';
import * as stored from '../../db/webhooks.ts';
import { retryAfterMs } from '../domain/webhook-rules.ts';
import type { House } from './house.ts';
import { openText } from './sealed-text.ts';

/** One request as it goes out. */
export interface SignedDelivery {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How it went: any answer with its status, or why there was none. */
export type PostOutcome =
  { readonly kind: 'answered'; readonly status: number } | { readonly kind: 'failed'; readonly detail: string };

export type Post = (delivery: SignedDelivery) => Promise<PostOutcome>;

const atOnce = 20;
const keptMs = 30 * 24 * 60 * 60 * 1000;
const longestError = 300;

/** Delivers what is due now; answers when (ms) to come back, null when nothing waits. */
export async function deliverDueWebhooks(house: House, post: Post): Promise<number | null> {
  const nowMs = house.now();
  await stored.forgetDeliveries(house.db, nowMs - keptMs);
  const due = await stored.listDueDeliveries(house.db, nowMs, atOnce);
  await Promise.all(due.map((delivery) => deliver(house, post, delivery)));
  return stored.nextDeliveryAt(house.db);
}

async function deliver(house: House, post: Post, delivery: stored.StoredDelivery): Promise<void> {
  const webhook = await stored.findWebhook(house.db, delivery.webhookId);
  if (webhook === null) return;
  const outcome = await post(signDelivery(house, webhook, delivery));
  await stored.settleDelivery(house.db, delivery.id, settle(house, delivery, outcome));
}

/** 2xx is delivered; 410 says that nobody wants it any more; everything else is tried again. */
function settle(
  house: House,
  delivery: stored.StoredDelivery,
  outcome: PostOutcome,
): Parameters<typeof stored.settleDelivery>[2] {
  const nowMs = house.now();
  const attempts = delivery.attempts + 1;
  const lastStatus = outcome.kind === 'answered' ? outcome.status : null;
  if (lastStatus !== null && lastStatus >= 200 && lastStatus < 300) {
    return { attempts, nextAtMs: null, deliveredAtMs: nowMs, lastStatus, lastError: null };
  }
  const waitMs = lastStatus === 410 ? null : retryAfterMs(attempts);
  const lastError = outcome.kind === 'failed' ? outcome.detail.slice(0, longestError) : null;
  house.log.warn({ webhookId: delivery.webhookId, attempts, lastStatus, lastError }, 'a webhook was not delivered');
  return { attempts, nextAtMs: waitMs === null ? null : nowMs + waitMs, deliveredAtMs: null, lastStatus, lastError };
}

function signDelivery(house: House, webhook: stored.StoredWebhook, delivery: stored.StoredDelivery): SignedDelivery {
  const secret = openText(house.secrets.streamKeySecret, 'webhook', webhook.secret);
  if (secret === null)
    throw new Error('a webhook’s secret cannot be opened: secrets.json is not the one it was sealed with');
  const timestamp = String(Math.floor(house.now() / 1000));
  return {
    url: webhook.url,
    headers: {
      'content-type': 'application/json',
      'webhook-id': delivery.id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signatureOf(secret, `${delivery.id}.${timestamp}.${delivery.payload}`),
    },
    body: delivery.payload,
  };
}

function signatureOf(secret: string, text: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
}
