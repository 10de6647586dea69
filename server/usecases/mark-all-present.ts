// Writes that everyone is there who is not written down as present yet: one click, one transaction, one message to the pages.
import { insertEntry } from '../../db/log-entries.ts';
import { inTransaction } from '../../db/open.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept, type Outcome } from '../contract/problems.ts';
import { presenceAt } from '../domain/attendance.ts';
import { decideEntryTime } from '../domain/entry-rules.ts';
import { noteCorrection, requireNote } from './correct-published.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { keepVersion } from './keep-version.ts';
import { readCouncil } from './read-council.ts';
import { writeAudit } from './write-audit.ts';

/** How many were written down. Twice changes nothing. */
export async function markAllPresent(
  house: House,
  actor: Actor,
  sessionId: string,
  input: { note?: string | undefined },
): Promise<Outcome<{ count: number }>> {
  const clickedAtMs = house.now();
  return house.queue.run(sessionId, async () => {
    const found = await findSessionFor(house, actor, 'keep-log', sessionId);
    if (!found.ok) return found;
    const session = found.value;
    const noted = await requireNote(house.db, session, input.note);
    if (!noted.ok) return noted;
    const council = await readCouncil(house, session);
    const at = decideEntryTime({ ...session, nowMs: clickedAtMs, pauses: council.pauses }, 'attendance', null);
    if (!at.ok) return at;
    const presence = presenceAt(council.entries, at.value);
    const missing = council.members.filter(({ personId }) => presence.get(personId) !== true);
    if (missing.length === 0) return accept({ count: 0 });
    const createdBy = actor.kind === 'staff' ? actor.email : 'public';
    await inTransaction(house.db, async (db) => {
      await keepVersion(house, db, session, clickedAtMs);
      for (const { personId } of missing) {
        const data = { kind: 'attendance', personId, isPresent: true } as const;
        const when = { atMs: at.value, untilMs: null, createdAtMs: clickedAtMs };
        const entry = { id: house.newId(), sessionId, agendaItemId: null, data, version: 1, createdBy, ...when };
        await insertEntry(db, { ...entry, commandId: null });
      }
      await noteCorrection(db, session, { actor, atMs: clickedAtMs, note: input.note });
      const after = { atMs: at.value, people: missing.map(({ personId }) => personId) };
      const act = { action: 'log.all-present', sessionId, atMs: clickedAtMs, after, reason: input.note };
      await writeAudit(house, db, actor, act);
    });
    house.broadcast({ name: 'log:changed', sessionId, data: { sessionId } });
    return accept({ count: missing.length });
  });
}
