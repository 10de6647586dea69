// Shows and changes the rules of a body: quorum, legal basis of filming, what of the log is public.
import { findBody, writeBodyRules } from '../../db/bodies.ts';
import { inTransaction } from '../../db/open.ts';
import { indexBody } from '../../db/search/index-session.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import type { BodyDetail, UpdateBody } from '../contract/roster.ts';
import { requirePermission } from '../domain/permissions.ts';
import { requireSeenFields } from '../domain/seen-rules.ts';
import type { House } from './house.ts';
import { writeAudit } from './write-audit.ts';

/** A body with its rules. */
export async function showBody(house: House, bodyId: string): Promise<Outcome<BodyDetail>> {
  const body = await findBody(house.db, bodyId);
  return body === null ? refuse('body-not-found', 'There is no such body.') : accept(body);
}

/** Fields left out stay as they are. */
export async function updateBody(
  house: House,
  actor: Actor,
  bodyId: string,
  input: UpdateBody,
): Promise<Outcome<BodyDetail>> {
  const permission = requirePermission(actor, 'edit-body', bodyId);
  if (!permission.ok) return permission;
  const atMs = house.now();
  return inTransaction(house.db, async (db): Promise<Outcome<BodyDetail>> => {
    const body = await findBody(db, bodyId);
    if (body === null) return refuse('body-not-found', 'There is no such body.');
    const before = body.rules;
    const seen = requireSeenFields(input.seen, before);
    if (!seen.ok) return seen;
    const after = {
      quorum: input.quorum ?? before.quorum,
      legal: input.legal ?? before.legal,
      publicLog: input.publicLog ?? before.publicLog,
    };
    await writeBodyRules(db, bodyId, after);
    if (input.publicLog !== undefined) await indexBody(db, bodyId);
    const act = { action: 'body.rules-changed', sessionId: null, atMs, before: { bodyId, ...before } };
    await writeAudit(house, db, actor, { ...act, after: { bodyId, ...after } });
    return accept({ ...body, rules: after });
  });
}
