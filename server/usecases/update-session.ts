// Changes what a session is called, when and where it is held, and its convocation.
import { inTransaction } from '../../db/open.ts';
import { describeSession, type SessionCall } from '../../db/session-call.ts';
import type { Actor } from '../contract/accounts.ts';
import { fromInstant } from '../contract/instants.ts';
import type { Outcome } from '../contract/problems.ts';
import type { NewSession, Session, UpdateSession } from '../contract/sessions.ts';
import { requireSeenFields } from '../domain/seen-rules.ts';
import { noteCorrection, requireNote } from './correct-published.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { keepVersion } from './keep-version.ts';
import { queueConvocation } from './queue-convocation.ts';
import { showSession } from './show-session.ts';
import { writeAudit } from './write-audit.ts';

/** Fields left out stay as they are; what was `seen` otherwise than it stands is refused (`changed-by-other`). */
export async function updateSession(
  house: House,
  actor: Actor,
  sessionId: string,
  input: UpdateSession,
): Promise<Outcome<Session>> {
  return house.queue.run(sessionId, async () => {
    const found = await findSessionFor(house, actor, 'create-session', sessionId);
    if (!found.ok) return found;
    const { title, scheduledAtMs, place, call, secondCallAtMs, convocation } = found.value;
    const noted = await requireNote(house.db, found.value, input.note);
    if (!noted.ok) return noted;
    const atMs = house.now();
    const before: SessionCall = { title, scheduledAtMs, place, call, secondCallAtMs, convocation };
    const seen = requireSeenFields(asCompared(input.seen), { ...before });
    if (!seen.ok) return seen;
    const after = changeCall(before, input);
    await inTransaction(house.db, async (db) => {
      await keepVersion(house, db, found.value, atMs);
      await describeSession(db, sessionId, after, atMs);
      await noteCorrection(db, found.value, { actor, atMs, note: input.note });
      const act = { action: 'session.updated', sessionId, atMs, before, after, reason: input.note };
      await writeAudit(house, db, actor, act);
      if (found.value.state === 'scheduled') await queueConvocation(house, db, sessionId, { onlyIf: 'sent', atMs });
    });
    house.broadcast({ name: 'agenda:changed', sessionId, data: { sessionId } });
    return showSession(house, actor, sessionId);
  });
}

/** Instants are compared as instants, however they are written. */
function asCompared(seen: UpdateSession['seen']): Record<string, unknown> | undefined {
  if (seen === undefined) return undefined;
  const { scheduledAt, secondCallAt, ...words } = seen;
  return {
    ...words,
    ...(scheduledAt === undefined ? {} : { scheduledAtMs: fromInstant(scheduledAt) }),
    ...(secondCallAt === undefined ? {} : { secondCallAtMs: secondCallAt === null ? null : fromInstant(secondCallAt) }),
  };
}

/** What was said before, with what is said now; an empty text takes back what was said. */
export function changeCall(before: SessionCall, input: UpdateSession | NewSession): SessionCall {
  const { title, scheduledAt, place, call, secondCallAt, convocation } = input;
  return {
    title: title ?? before.title,
    scheduledAtMs: scheduledAt === undefined ? before.scheduledAtMs : fromInstant(scheduledAt),
    place: place === undefined ? before.place : place || null,
    call: call ?? before.call,
    secondCallAtMs:
      secondCallAt === undefined ? before.secondCallAtMs : secondCallAt === null ? null : fromInstant(secondCallAt),
    convocation: convocation === undefined ? before.convocation : convocation || null,
  };
}
