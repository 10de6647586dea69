// Marks an agenda item: "it began at this instant". Only instants that were on air can be marked.
import { listAgendaItems } from '../../db/agenda.ts';
import { listAudit } from '../../db/audit.ts';
import { insertMark } from '../../db/marks.ts';
import { inTransaction } from '../../db/open.ts';
import type { Actor } from '../contract/accounts.ts';
import { fromInstant, toInstant } from '../contract/instants.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { NewMark, PlacedMark } from '../contract/sessions.ts';
import { decideMark } from '../domain/mark-rules.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { announceMarks } from './announce-marks.ts';
import { onAirTimes, wasOnAir } from './on-air-times.ts';
import { readTimeline, secondsAt } from './session-timeline.ts';
import { writeAudit } from './write-audit.ts';

/** More commands than any sitting has. */
const maxAuditEntries = 10_000;

/** Places the mark; without `at` at the server's own instant. Each call makes one mark. */
export async function addMark(
  house: House,
  actor: Actor,
  sessionId: string,
  input: NewMark,
): Promise<Outcome<PlacedMark>> {
  // The clerk means the instant of the click, not the end of the queries.
  const nowMs = house.now();
  const found = await findSessionFor(house, actor, 'place-mark', sessionId);
  if (!found.ok) return found;
  const items = await listAgendaItems(house.db, sessionId);
  if (!items.some((item) => item.id === input.agendaItemId)) {
    return refuse('agenda-item-not-found', 'The agenda of this session has no such item.');
  }
  const asked = input.at === undefined ? null : fromInstant(input.at);
  const decided = decideMark({ ...found.value, nowMs }, asked);
  if (!decided.ok) return decided;
  const trail = await listAudit(house.db, { sessionId, limit: maxAuditEntries });
  if (!wasOnAir(onAirTimes(trail), decided.value)) {
    return refuse('mark-not-on-air', 'The session was not on air at this instant (recess or closed doors).');
  }
  const mark = { id: house.newId(), sessionId, agendaItemId: input.agendaItemId, atMs: decided.value };
  await inTransaction(house.db, async (db) => {
    await insertMark(db, { ...mark, createdAtMs: nowMs });
    await writeAudit(house, db, actor, { action: 'mark.added', sessionId, atMs: nowMs, after: mark });
  });
  await announceMarks(house, sessionId);
  const offsetSeconds = secondsAt(await readTimeline(house, sessionId), mark.atMs);
  return accept({ id: mark.id, agendaItemId: mark.agendaItemId, at: toInstant(mark.atMs), offsetSeconds });
}
