// Sends the convocation of a session by mail to whoever asked for it, and tells the desk how that goes.
import { countSubscribers } from '../../db/convocation-subscribers.ts';
import { listConvocations } from '../../db/convocations.ts';
import { listContacts } from '../../db/member-contacts.ts';
import { inTransaction } from '../../db/open.ts';
import type { StoredSession } from '../../db/sessions.ts';
import type { Actor } from '../contract/accounts.ts';
import type { ConvocationState } from '../contract/convocations.ts';
import { toInstant } from '../contract/instants.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { queueConvocation, snapshotOf } from './queue-convocation.ts';
import { writeAudit } from './write-audit.ts';

/** Queues it; one that was sent and says the same is not sent again. */
export async function publishConvocation(
  house: House,
  actor: Actor,
  sessionId: string,
): Promise<Outcome<ConvocationState>> {
  const found = await findSessionFor(house, actor, 'create-session', sessionId);
  if (!found.ok) return found;
  if (house.mail === null || house.settings.publicOrigin === null) {
    return refuse('unavailable', 'This server sends no mail; the convocation stands on the page and in the calendar.');
  }
  if (found.value.publication !== 'published') {
    return refuse(
      'command-not-allowed',
      'The session is not public yet: publish it first, the mail leads to its page.',
    );
  }
  if (found.value.state !== 'scheduled') {
    return refuse('command-not-allowed', 'A convocation is sent before the session begins.');
  }
  const atMs = house.now();
  await inTransaction(house.db, async (db) => {
    if (!(await queueConvocation(house, db, sessionId, { onlyIf: 'different', atMs }))) return;
    await writeAudit(house, db, actor, { action: 'convocation.published', sessionId, atMs });
  });
  return accept(await stateOf(house, found.value));
}

/** How the mails of a session's convocation stand. */
export async function showConvocation(
  house: House,
  actor: Actor,
  sessionId: string,
): Promise<Outcome<ConvocationState>> {
  const found = await findSessionFor(house, actor, 'create-session', sessionId);
  return found.ok ? accept(await stateOf(house, found.value)) : found;
}

async function stateOf(house: House, session: StoredSession): Promise<ConvocationState> {
  const { db } = house;
  const [versions, contacts, subscribers, now] = await Promise.all([
    listConvocations(db, session.id),
    listContacts(db, session.bodyId),
    countSubscribers(db, session.bodyId),
    snapshotOf(db, session),
  ]);
  const newest = versions[0];
  return {
    mail: house.mail !== null && house.settings.publicOrigin !== null,
    subscribers,
    members: contacts.filter(({ email }) => email !== null).length,
    versions: versions.map(({ atMs, snapshot: _said, refusedMembers, ...rest }) => ({
      ...rest,
      at: toInstant(atMs),
      refusedMembers: [...refusedMembers],
    })),
    changedSince: newest !== undefined && JSON.stringify(newest.snapshot) !== JSON.stringify(now),
  };
}
