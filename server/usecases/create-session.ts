// Creates a session of a body with its agenda; from then on its encoder may connect.
import { replaceAgenda } from '../../db/agenda.ts';
import { ensureBody, findBodyByName } from '../../db/bodies.ts';
import { inTransaction } from '../../db/open.ts';
import { describeSession, type SessionCall } from '../../db/session-call.ts';
import { insertSession } from '../../db/sessions.ts';
import type { Actor } from '../contract/accounts.ts';
import { fromInstant } from '../contract/instants.ts';
import type { Outcome } from '../contract/problems.ts';
import type { NewSession, Session } from '../contract/sessions.ts';
import { flattenAgenda } from '../domain/agenda-rules.ts';
import { requirePermission } from '../domain/permissions.ts';
import type { House } from './house.ts';
import { showSession } from './show-session.ts';
import { changeCall } from './update-session.ts';
import { hashStreamKey, makeStreamKey } from './stream-key.ts';
import { writeAudit } from './write-audit.ts';

/** The body of sessions that name none. */
export const defaultBodyName = 'Consiglio comunale';

/** Creates it and answers it whole. */
export async function createSession(house: House, actor: Actor, input: NewSession): Promise<Outcome<Session>> {
  const name = input.body ?? defaultBodyName;
  // A body that does not exist yet is nobody's own: only staff of every body may bring it in.
  const known = await findBodyByName(house.db, name);
  const permission = requirePermission(actor, 'create-session', known?.id ?? '');
  if (!permission.ok) return permission;
  const agenda = flattenAgenda(input.agenda ?? [], { knownIds: new Set(), newId: house.newId });
  if (!agenda.ok) return agenda;
  const id = house.newId();
  const nowMs = house.now();
  await inTransaction(house.db, async (db) => {
    const body = await ensureBody(db, { id: house.newId(), name, type: null, createdAtMs: nowMs });
    await insertSession(db, {
      id,
      bodyId: body.id,
      title: input.title,
      scheduledAtMs: fromInstant(input.scheduledAt),
      publication: input.publication ?? 'published',
      review: input.review ?? false,
      lang: null,
      keyVersion: 1,
      streamKeyHash: hashStreamKey(makeStreamKey(house.secrets.streamKeySecret, id, 1)),
      backupKeyHash: hashStreamKey(makeStreamKey(house.secrets.streamKeySecret, id, 1, 'backup')),
      createdAtMs: nowMs,
    });
    await describeSession(db, id, callOf(input), nowMs);
    if (agenda.value.length > 0) await replaceAgenda(db, id, agenda.value, nowMs);
    const after = { title: input.title, scheduledAt: input.scheduledAt, agendaItems: agenda.value.length };
    await writeAudit(house, db, actor, { action: 'session.created', sessionId: id, atMs: nowMs, after });
  });
  await house.live.openSession(id);
  return showSession(house, actor, id);
}

function callOf(input: NewSession): SessionCall {
  const { title } = input;
  const nothingSaid = { place: null, call: 1, secondCallAtMs: null, convocation: null } as const;
  return changeCall({ title, scheduledAtMs: fromInstant(input.scheduledAt), ...nothingSaid }, input);
}
