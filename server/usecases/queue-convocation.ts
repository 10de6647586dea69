// Puts the convocation of a session into the queue of mails, in the transaction of what it tells of. For use cases only.
import { listAgendaItems } from '../../db/agenda.ts';
import {
  insertConvocation,
  listConvocations,
  type ConvocationSnapshot,
  type Recipient,
} from '../../db/convocations.ts';
import { listSubscribers } from '../../db/convocation-subscribers.ts';
import { listContacts } from '../../db/member-contacts.ts';
import type { Db } from '../../db/open.ts';
import { findSession, type StoredSession } from '../../db/sessions.ts';
import { convocationTexts } from './convocation-mail.ts';
import type { House } from './house.ts';

/** What the convocation says now. */
export async function snapshotOf(db: Db, session: StoredSession): Promise<ConvocationSnapshot> {
  const { title, scheduledAtMs, place, call, secondCallAtMs, convocation, state } = session;
  const items = await listAgendaItems(db, session.id);
  const agenda = items.map((item) => `${item.number}. ${item.title}`);
  return { title, scheduledAtMs, place, call, secondCallAtMs, convocation, agenda, isCancelled: state === 'cancelled' };
}

/**
 * Queues a version unless the newest one said the same. `onlyIf: 'sent'` is for what happens by itself: only a convocation
 * that was sent before, and only when day, place, call or the session itself fell.
 */
export async function queueConvocation(
  house: House,
  db: Db,
  sessionId: string,
  asked: { onlyIf: 'sent' | 'different'; atMs: number },
): Promise<boolean> {
  const { publicOrigin } = house.settings;
  const session = await findSession(db, sessionId);
  if (session === null || session.publication !== 'published' || publicOrigin === null || house.mail === null)
    return false;
  const [newest] = await listConvocations(db, sessionId);
  const now = await snapshotOf(db, session);
  const before = newest?.snapshot ?? null;
  if (before === null ? asked.onlyIf === 'sent' : isSame(before, now, asked.onlyIf)) return false;
  const kind = now.isCancelled ? 'cancelled' : before === null ? 'first' : 'changed';
  const page = `${publicOrigin}/sessions/${sessionId}`;
  const links = { page, calendar: `${publicOrigin}/api/sessions/${sessionId}/calendar.ics` };
  await insertConvocation(db, sessionId, {
    version: (newest?.version ?? 0) + 1,
    kind,
    atMs: asked.atMs,
    snapshot: now,
    texts: convocationTexts({ kind, body: session.bodyName, now, before, links }),
    recipients: await listRecipients(db, session.bodyId),
    newId: house.newId,
  });
  house.outgoing.ring();
  return true;
}

function isSame(before: ConvocationSnapshot, now: ConvocationSnapshot, onlyIf: 'sent' | 'different'): boolean {
  const said = ({ scheduledAtMs, place, call, secondCallAtMs, isCancelled, ...rest }: ConvocationSnapshot): string =>
    JSON.stringify([
      scheduledAtMs,
      place,
      call,
      secondCallAtMs,
      isCancelled,
      ...(onlyIf === 'different' ? [rest] : []),
    ]);
  return said(before) === said(now);
}

/** Members first, each address once. */
async function listRecipients(db: Db, bodyId: string): Promise<Recipient[]> {
  const members = (await listContacts(db, bodyId)).flatMap(({ personId, email }) =>
    email === null ? [] : [{ email, lang: 'it' as const, subscriberId: null, personId }],
  );
  const subscribers = (await listSubscribers(db, bodyId)).map(({ id, email, lang }) => ({
    ...{ email, lang },
    subscriberId: id,
    personId: null,
  }));
  return [...members, ...subscribers];
}
