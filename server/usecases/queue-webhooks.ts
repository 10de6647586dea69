// Puts events for webhooks into the outbox, in the transaction of what they tell of: nothing is told that did not happen,
// and nothing that happened is lost with a crash.
import type { Db } from '../../db/open.ts';
import { findSession } from '../../db/sessions.ts';
import { insertDelivery, listWebhooks } from '../../db/webhooks.ts';
import { toInstant } from '../contract/instants.ts';
import type { WebhookEvent, WebhookPayload } from '../contract/webhooks.ts';
import type { House } from './house.ts';

/** Tells every webhook that listens to this event; `db` is the transaction, in which the change is written already. */
export async function queueWebhooks(
  house: House,
  db: Db,
  event: WebhookEvent,
  about: { sessionId: string | null; atMs: number; reason?: string | undefined; code?: string | undefined },
): Promise<void> {
  const listening = (await listWebhooks(db)).filter((webhook) => webhook.events.includes(event));
  if (listening.length === 0) return;
  const session = about.sessionId === null ? null : await findSession(db, about.sessionId);
  const payload: WebhookPayload = {
    type: event,
    timestamp: toInstant(about.atMs),
    data: {
      sessionId: about.sessionId,
      title: session?.title ?? null,
      body: session?.bodyName ?? null,
      state: session?.state ?? null,
      publication: session?.publication ?? null,
      reason: about.reason ?? null,
      code: about.code ?? null,
    },
  };
  const text = JSON.stringify(payload);
  for (const { id: webhookId } of listening) {
    await insertDelivery(db, { id: house.newId(), webhookId, event, payload: text, createdAtMs: about.atMs });
  }
  house.webhooks.ring();
}
