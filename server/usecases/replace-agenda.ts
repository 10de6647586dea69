// Replaces the agenda of a session. Items that were marked stay: their marks lead viewers into the recording.
import { listAgendaItems, replaceAgenda as storeAgenda } from '../../db/agenda.ts';
import { listMarks } from '../../db/marks.ts';
import { inTransaction } from '../../db/open.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { agendaRows } from '../contract/seen-rows.ts';
import type { ReplaceAgenda, Session } from '../contract/sessions.ts';
import { flattenAgenda } from '../domain/agenda-rules.ts';
import type { FlatAgendaItem } from '../domain/agenda-rules.ts';
import { requireSeenRows } from '../domain/seen-rules.ts';
import { noteCorrection, requireNote } from './correct-published.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { keepVersion } from './keep-version.ts';
import { readSession } from './show-session.ts';
import { writeAudit } from './write-audit.ts';

/** Items with a known id are changed, others added, missing ones removed - unless they have marks (`agenda-in-use`). */
export async function replaceAgenda(
  house: House,
  actor: Actor,
  sessionId: string,
  input: ReplaceAgenda,
): Promise<Outcome<Session>> {
  const found = await findSessionFor(house, actor, 'edit-agenda', sessionId);
  if (!found.ok) return found;
  const nowMs = house.now();
  const stored = await inTransaction(house.db, async (db): Promise<Outcome<number>> => {
    const before = await listAgendaItems(db, sessionId);
    const noted = await requireNote(db, found.value, input.note);
    if (!noted.ok) return noted;
    const seen = requireSeenRows(input.seen, agendaRows(before));
    if (!seen.ok) return seen;
    const items = flattenAgenda(input.agenda, { knownIds: new Set(before.map((item) => item.id)), newId: house.newId });
    if (!items.ok) return items;
    const marked = new Set((await listMarks(db, sessionId)).map((mark) => mark.agendaItemId));
    const lost = findLost(
      before.filter((item) => marked.has(item.id)),
      items.value,
    );
    if (lost !== null) {
      return refuse('agenda-in-use', `Item ${lost.number} "${lost.title}" has marks; remove them first, or keep it.`);
    }
    await keepVersion(house, db, found.value, nowMs);
    await storeAgenda(db, sessionId, items.value, nowMs);
    await noteCorrection(db, found.value, { actor, atMs: nowMs, note: input.note });
    const act = {
      action: 'session.agenda-replaced',
      reason: input.note,
      sessionId,
      atMs: nowMs,
      before: titles(before),
      after: titles(items.value),
    };
    await writeAudit(house, db, actor, act);
    return accept(items.value.length);
  });
  if (!stored.ok) return stored;
  house.broadcast({ name: 'agenda:changed', sessionId, data: { sessionId } });
  return accept(await readSession(house, { ...found.value, modifiedAtMs: nowMs }));
}

function findLost(kept: readonly FlatAgendaItem[], items: readonly FlatAgendaItem[]): FlatAgendaItem | null {
  const ids = new Set(items.map((item) => item.id));
  return kept.find((item) => !ids.has(item.id)) ?? null;
}

function titles(items: readonly FlatAgendaItem[]): string[] {
  return items.map((item) => `${item.number} ${item.title}`);
}
