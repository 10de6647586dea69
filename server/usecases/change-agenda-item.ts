// Changes one item of an agenda: what it is called and what is said of it. Its marks and documents stay with it.
import { changeAgendaItem as storeChange, listAgendaItems } from '../../db/agenda.ts';
import { inTransaction } from '../../db/open.ts';
import type { Actor } from '../contract/accounts.ts';
import type { ChangeItem } from '../contract/agenda-details.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { Session } from '../contract/sessions.ts';
import { requireSeenFields } from '../domain/seen-rules.ts';
import { noteCorrection, requireNote } from './correct-published.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { keepVersion } from './keep-version.ts';
import { readSession } from './show-session.ts';
import { writeAudit } from './write-audit.ts';

/** Fields left out stay as they are; what was `seen` otherwise than it stands is refused (`changed-by-other`). */
export async function changeAgendaItem(
  house: House,
  actor: Actor,
  target: { sessionId: string; itemId: string },
  input: ChangeItem,
): Promise<Outcome<Session>> {
  const { sessionId, itemId } = target;
  const found = await findSessionFor(house, actor, 'edit-agenda', sessionId);
  if (!found.ok) return found;
  const { title, number, type, seen, note, ...details } = input;
  const named = {
    ...(title === undefined ? {} : { title }),
    ...(number === undefined ? {} : { number }),
    ...(type === undefined ? {} : { type: type || null }),
  };
  const atMs = house.now();
  const stored = await inTransaction(house.db, async (db): Promise<Outcome<null>> => {
    const before = (await listAgendaItems(db, sessionId)).find((item) => item.id === itemId);
    if (before === undefined) return refuse('agenda-item-not-found', 'There is no such item on this agenda.');
    const noted = await requireNote(db, found.value, note);
    if (!noted.ok) return noted;
    const stands = requireSeenFields(seen, { ...before });
    if (!stands.ok) return stands;
    await keepVersion(house, db, found.value, atMs);
    await storeChange(db, sessionId, itemId, { ...details, ...named });
    await noteCorrection(db, found.value, { actor, atMs, note });
    const act = { action: 'session.agenda-item-changed', sessionId, atMs, before, reason: note };
    await writeAudit(house, db, actor, { ...act, after: { id: itemId, ...details, ...named } });
    return accept(null);
  });
  if (!stored.ok) return stored;
  house.broadcast({ name: 'agenda:changed', sessionId, data: { sessionId } });
  return accept(await readSession(house, found.value));
}
