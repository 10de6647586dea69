// Marks an agenda item: "it began at this instant". Only instants that were on air can be marked.
import { listAgendaItems } from '../../db/agenda.ts';
import { listAudit } from '../../db/audit.ts';
import { insertMark, listMarks, type StoredMark } from '../../db/marks.ts';
import { inTransaction } from '../../db/open.ts';
import type { Actor } from '../contract/accounts.ts';
import { fromInstant, toInstant } from '../contract/instants.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { NewMark, PlacedMark } from '../contract/sessions.ts';
import { decideMark } from '../domain/mark-rules.ts';
import { marksCorrected, noteCorrection } from './correct-published.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { keepVersion } from './keep-version.ts';
import { announceMarks } from './announce-marks.ts';
import { onAirTimes, wasOnAir } from './on-air-times.ts';
import { readTimeline, secondsAt } from './session-timeline.ts';
import { writeAudit } from './write-audit.ts';

/** More commands than any sitting has. */
const maxAuditEntries = 10_000;

/** Places the mark; without `at` at the server's own instant. Each call makes one mark, unless `seen` tells otherwise. */
export async function addMark(
  house: House,
  actor: Actor,
  sessionId: string,
  input: NewMark,
): Promise<Outcome<PlacedMark>> {
  // The clerk means the instant of the click, not the end of the queries.
  const nowMs = house.now();
  return house.queue.run(sessionId, () => markAt(house, actor, { sessionId, nowMs }, input));
}

async function markAt(
  house: House,
  actor: Actor,
  { sessionId, nowMs }: { sessionId: string; nowMs: number },
  input: NewMark,
): Promise<Outcome<PlacedMark>> {
  const found = await findSessionFor(house, actor, 'place-mark', sessionId);
  if (!found.ok) return found;
  const items = await listAgendaItems(house.db, sessionId);
  if (!items.some((item) => item.id === input.agendaItemId)) {
    return refuse('agenda-item-not-found', 'The agenda of this session has no such item.');
  }
  const asked = input.at === undefined ? null : fromInstant(input.at);
  const stamped = await findStampedByOther(house, sessionId, input);
  if (!stamped.ok) return stamped;
  if (stamped.value !== null) return accept(await place(house, stamped.value));
  const decided = decideMark({ ...found.value, nowMs }, asked);
  if (!decided.ok) return decided;
  const trail = await listAudit(house.db, { sessionId, limit: maxAuditEntries });
  if (!wasOnAir(onAirTimes(trail), decided.value)) {
    return refuse(
      'mark-not-on-air',
      'The session was not on air at this instant (recess or closed doors): choose one at which it was, or resume first.',
    );
  }
  const mark = { id: house.newId(), sessionId, agendaItemId: input.agendaItemId, atMs: decided.value };
  await inTransaction(house.db, async (db) => {
    await keepVersion(house, db, found.value, nowMs);
    await insertMark(db, { ...mark, createdAtMs: nowMs });
    await noteCorrection(db, found.value, { actor, atMs: nowMs, note: marksCorrected });
    await writeAudit(house, db, actor, { action: 'mark.added', sessionId, atMs: nowMs, after: mark });
  });
  await announceMarks(house, sessionId);
  return accept(await place(house, mark));
}

async function place(house: House, mark: StoredMark): Promise<PlacedMark> {
  const offsetSeconds = secondsAt(await readTimeline(house, mark.sessionId), mark.atMs);
  return { id: mark.id, agendaItemId: mark.agendaItemId, at: toInstant(mark.atMs), offsetSeconds };
}

/** Null when nobody else was quicker; the other's mark when both meant the same item. */
async function findStampedByOther(
  house: House,
  sessionId: string,
  input: NewMark,
): Promise<Outcome<StoredMark | null>> {
  if (input.seen === undefined || input.at !== undefined) return accept(null);
  const newest = (await listMarks(house.db, sessionId)).at(-1) ?? null;
  if ((newest?.id ?? null) === input.seen) return accept(null);
  if (newest?.agendaItemId === input.agendaItemId) return accept(newest);
  return refuse('stamped-by-other', 'Somebody else has begun or undone an item a moment ago: look, then press again.');
}
