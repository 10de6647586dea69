// Changes an entry of the log: its instants, its item, what it says. What it said before stays in the trail.
import { changeEntry, findEntry, type StoredEntry } from '../../db/log-entries.ts';
import { inTransaction } from '../../db/open.ts';
import { indexSession } from '../../db/search/index-session.ts';
import type { Actor } from '../contract/accounts.ts';
import type { ChangeEntry, WrittenEntry } from '../contract/council-log.ts';
import { fromInstant } from '../contract/instants.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import { decideEntryTime, isSearched } from '../domain/entry-rules.ts';
import { requireItem } from './add-log-entry.ts';
import { noteCorrection, requireNote } from './correct-published.ts';
import { checkEntryData, warnAboutEntry } from './entry-checks.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { keepVersion } from './keep-version.ts';
import { toLogEntry } from './log-view.ts';
import { readCouncil, type Council } from './read-council.ts';
import { readTimeline } from './session-timeline.ts';
import { writeAudit } from './write-audit.ts';

/** Changes it, if nobody else has changed it since (`entry-changed`). */
export async function changeLogEntry(
  house: House,
  actor: Actor,
  target: { sessionId: string; entryId: string },
  input: ChangeEntry,
): Promise<Outcome<WrittenEntry>> {
  const { sessionId } = target;
  return house.queue.run(sessionId, async () => {
    const found = await findSessionFor(house, actor, 'keep-log', sessionId);
    if (!found.ok) return found;
    const entry = await findEntry(house.db, sessionId, target.entryId);
    if (entry === null) return refuse('entry-not-found', 'This entry is not in the log; it may have been taken out.');
    if (entry.version !== input.version) return changedByOther();
    const council = await readCouncil(house, found.value);
    const changed = await decideChange(house, council, entry, input);
    if (!changed.ok) return changed;
    const atMs = house.now();
    const isKept = await inTransaction(house.db, async (db) => {
      await keepVersion(house, db, found.value, atMs);
      if (!(await changeEntry(db, changed.value, input.version))) return false;
      if (isSearched(entry.data.kind)) await indexSession(db, sessionId, { parts: ['spoken'] });
      await noteCorrection(db, found.value, { actor, atMs, note: input.note });
      const [before, after] = [facts(entry), facts(changed.value)];
      await writeAudit(house, db, actor, { action: 'log.changed', sessionId, atMs, before, after, reason: input.note });
      return true;
    });
    if (!isKept) return changedByOther();
    house.broadcast({ name: 'log:changed', sessionId, data: { sessionId } });
    const now = { ...changed.value, version: input.version + 1 };
    const seen = { ...council, entries: council.entries.map((one) => (one.id === now.id ? now : one)) };
    const timeline = await readTimeline(house, sessionId);
    const warnings = warnAboutEntry(now.data, now.atMs, seen);
    return accept({ entry: toLogEntry(now, { council: seen, timeline, isStaff: true }), warnings });
  });
}

async function decideChange(
  house: House,
  council: Council,
  entry: StoredEntry,
  input: ChangeEntry,
): Promise<Outcome<StoredEntry>> {
  const note = await requireNote(house.db, council.session, input.note);
  if (!note.ok) return note;
  const data = checkEntryData(input.data ?? entry.data, council);
  if (!data.ok) return data;
  if (data.value.kind !== entry.data.kind)
    return refuse('invalid-input', 'An entry keeps its kind: take it out instead.');
  const times = { ...council.session, nowMs: house.now(), pauses: council.pauses };
  const askedAtMs = input.at === undefined ? entry.atMs : fromInstant(input.at);
  const at = decideEntryTime(times, data.value.kind, askedAtMs);
  if (!at.ok) return at;
  const untilMs = decideEnd(entry, input, house.now());
  if (untilMs !== null && untilMs <= at.value) return refuse('invalid-input', 'It would end before it begins.');
  const agendaItemId = input.agendaItemId === undefined ? entry.agendaItemId : input.agendaItemId;
  const item = await requireItem(house, council.session, { agendaItemId, kind: data.value.kind });
  if (!item.ok) return item;
  return accept({ ...entry, atMs: at.value, untilMs, agendaItemId, data: data.value });
}

function decideEnd(entry: StoredEntry, input: ChangeEntry, nowMs: number): number | null {
  if (input.isOver === true) return nowMs;
  if (input.until === undefined) return entry.untilMs;
  return input.until === null ? null : fromInstant(input.until);
}

/** What whoever comes second is told. */
export function changedByOther(): Outcome<never> {
  return refuse('entry-changed', 'Somebody else has changed this entry in the meantime: look at it again.');
}

function facts(entry: StoredEntry): object {
  const { id, atMs, untilMs, agendaItemId, data } = entry;
  return { id, atMs, untilMs, agendaItemId, ...data };
}
