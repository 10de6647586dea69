// Writes who did what into the trail, in the transaction of the change.
import { recordAudit } from '../../db/audit.ts';
import type { Db } from '../../db/open.ts';
import type { Actor } from '../contract/accounts.ts';
import { webhookEventOf } from '../domain/webhook-rules.ts';
import type { House } from './house.ts';
import { queueWebhooks } from './queue-webhooks.ts';

/** What happened; `before` and `after` are any JSON values without secrets. */
export interface AuditedAct {
  readonly action: string;
  readonly sessionId: string | null;
  readonly atMs: number;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string | undefined;
}

/** Adds one entry to the trail; where it is an event for webhooks, that is in the same transaction. */
export async function writeAudit(house: House, db: Db, actor: Actor, act: AuditedAct): Promise<void> {
  await recordAudit(db, {
    id: house.newId(),
    atMs: act.atMs,
    accountId: actor.kind === 'staff' ? actor.accountId : null,
    actor: nameOf(actor),
    action: act.action,
    sessionId: act.sessionId,
    before: act.before,
    after: act.after,
    reason: act.reason ?? null,
  });
  const event = webhookEventOf(act.action);
  if (event !== null) await queueWebhooks(house, db, event, act);
}

function nameOf(actor: Actor): string {
  if (actor.kind === 'public') return 'public';
  return actor.token === undefined ? actor.email : `${actor.email} (token ${actor.token.name})`;
}
