// Changes what a session is called and when it is scheduled.
import { inTransaction } from '../../db/open.ts';
import { describeSession } from '../../db/sessions.ts';
import type { Actor } from '../contract/accounts.ts';
import { fromInstant } from '../contract/instants.ts';
import type { Outcome } from '../contract/problems.ts';
import type { Session, UpdateSession } from '../contract/sessions.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { showSession } from './show-session.ts';
import { writeAudit } from './write-audit.ts';

/** Fields left out stay as they are. */
export async function updateSession(
  house: House,
  actor: Actor,
  sessionId: string,
  input: UpdateSession,
): Promise<Outcome<Session>> {
  const found = await findSessionFor(house, actor, 'create-session', sessionId);
  if (!found.ok) return found;
  const session = found.value;
  const atMs = house.now();
  const before = { title: session.title, scheduledAtMs: session.scheduledAtMs };
  const after = {
    title: input.title ?? session.title,
    scheduledAtMs: input.scheduledAt === undefined ? session.scheduledAtMs : fromInstant(input.scheduledAt),
  };
  await inTransaction(house.db, async (db) => {
    await describeSession(db, sessionId, { ...after, modifiedAtMs: atMs });
    await writeAudit(house, db, actor, { action: 'session.updated', sessionId, atMs, before, after });
  });
  house.broadcast({ name: 'agenda:changed', sessionId, data: { sessionId } });
  return showSession(house, actor, sessionId);
}
