// Writes into the log of a session: somebody comes or goes, speaks, a vote is proclaimed, an item is put off, a note.
// Two clerks who click the same thing make one entry: what holds already is answered, not written again.
import { listAgendaItems } from '../../db/agenda.ts';
import { findEntryOfCommand, insertEntry, type StoredEntry } from '../../db/log-entries.ts';
import { inTransaction } from '../../db/open.ts';
import { indexSession } from '../../db/search/index-session.ts';
import type { StoredSession } from '../../db/sessions.ts';
import type { Actor } from '../contract/accounts.ts';
import type { EntryData, NewEntry, WrittenEntry } from '../contract/council-log.ts';
import { fromInstant } from '../contract/instants.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import { decideEntryTime, isSearched } from '../domain/entry-rules.ts';
import { itemAt, speechAt, statusOfItem } from '../domain/log-reading.ts';
import { checkEntryData, warnAboutEntry } from './entry-checks.ts';
import { noteCorrection, requireNote } from './correct-published.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { keepVersion } from './keep-version.ts';
import { toLogEntry } from './log-view.ts';
import { readCouncil, type Council } from './read-council.ts';
import { readTimeline } from './session-timeline.ts';
import { writeAudit } from './write-audit.ts';

/** Writes it; one entry of a session after the other. */
export async function addLogEntry(
  house: House,
  actor: Actor,
  sessionId: string,
  input: NewEntry,
): Promise<Outcome<WrittenEntry>> {
  // The clerk means the instant of the click, not the end of the queries.
  const clickedAtMs = house.now();
  return house.queue.run(sessionId, async () => {
    const found = await findSessionFor(house, actor, 'keep-log', sessionId);
    if (!found.ok) return found;
    const council = await readCouncil(house, found.value);
    const known = await findKnown(house, sessionId, input);
    if (known !== null) return answer(house, council, known, []);
    const entry = await decideEntry({ house, actor, council, input, clickedAtMs });
    if (!entry.ok) return entry;
    const holding = findHolding(entry.value, council);
    if (holding !== null) return answer(house, council, holding, []);
    await keep({ house, actor, session: found.value, entry: entry.value, input });
    house.broadcast({ name: 'log:changed', sessionId, data: { sessionId } });
    const warnings = warnAboutEntry(entry.value.data, entry.value.atMs, council);
    return answer(house, { ...council, entries: [...council.entries, entry.value] }, entry.value, warnings);
  });
}

async function findKnown(house: House, sessionId: string, input: NewEntry): Promise<StoredEntry | null> {
  return input.commandId === undefined ? null : findEntryOfCommand(house.db, sessionId, input.commandId);
}

interface Deciding {
  readonly house: House;
  readonly actor: Actor;
  readonly council: Council;
  readonly input: NewEntry;
  readonly clickedAtMs: number;
}

async function decideEntry({ house, actor, council, input, clickedAtMs }: Deciding): Promise<Outcome<StoredEntry>> {
  const { session } = council;
  const note = await requireNote(house.db, session, input.note);
  if (!note.ok) return note;
  const askedAtMs = input.at === undefined ? null : fromInstant(input.at);
  const times = { ...session, nowMs: clickedAtMs, pauses: council.pauses };
  const at = decideEntryTime(times, input.data.kind, askedAtMs);
  if (!at.ok) return at;
  const data = checkEntryData(input.data, council);
  if (!data.ok) return data;
  const agendaItemId = input.agendaItemId === undefined ? itemOn(council, data.value, at.value) : input.agendaItemId;
  const item = await requireItem(house, session, { agendaItemId, kind: data.value.kind });
  if (!item.ok) return item;
  return accept({
    id: house.newId(),
    sessionId: session.id,
    atMs: at.value,
    untilMs: null,
    agendaItemId,
    data: data.value,
    version: 1,
    createdAtMs: clickedAtMs,
    createdBy: actor.kind === 'staff' ? actor.email : 'public',
  });
}

function itemOn(council: Council, data: EntryData, atMs: number): string | null {
  return data.kind === 'attendance' ? null : (itemAt(council, atMs)?.agendaItemId ?? null);
}

/** Fates belong to an item; everything else may. */
export async function requireItem(
  house: House,
  session: StoredSession,
  wanted: { agendaItemId: string | null; kind: EntryData['kind'] },
): Promise<Outcome<null>> {
  if (wanted.agendaItemId === null) {
    return wanted.kind === 'item' ? refuse('invalid-input', 'Say which agenda item is meant.') : accept(null);
  }
  const items = await listAgendaItems(house.db, session.id);
  if (items.some((item) => item.id === wanted.agendaItemId)) return accept(null);
  return refuse('agenda-item-not-found', 'The agenda of this session has no such item.');
}

/** The entry that says already what a click now would say. */
function findHolding(entry: StoredEntry, council: Council): StoredEntry | null {
  const { data, atMs } = entry;
  const before = council.entries.filter((one) => one.atMs <= atMs);
  switch (data.kind) {
    case 'attendance': {
      const last = before.findLast((one) => one.data.kind === 'attendance' && one.data.personId === data.personId);
      return last?.data.kind === 'attendance' && last.data.isPresent === data.isPresent ? last : null;
    }
    case 'speech': {
      const speech = speechAt(council, atMs);
      const isSame = speech?.data.kind === 'speech' && speech.data.speaker === data.speaker;
      return isSame && speech.data.personId === data.personId ? asStored(council, speech.id) : null;
    }
    case 'item': {
      const last = before.findLast((one) => one.data.kind === 'item' && one.agendaItemId === entry.agendaItemId);
      const status = entry.agendaItemId === null ? null : statusOfItem(council, entry.agendaItemId);
      return status === data.status && last?.data.kind === 'item' && last.data.status === status ? last : null;
    }
    case 'vote':
    case 'note':
      return null;
  }
}

function asStored(council: Council, id: string): StoredEntry | null {
  return council.entries.find((entry) => entry.id === id) ?? null;
}

interface Keeping {
  readonly house: House;
  readonly actor: Actor;
  readonly session: StoredSession;
  readonly entry: StoredEntry;
  readonly input: NewEntry;
}

async function keep({ house, actor, session, entry, input }: Keeping): Promise<void> {
  const atMs = entry.createdAtMs;
  await inTransaction(house.db, async (db) => {
    await keepVersion(house, db, session, atMs);
    await insertEntry(db, { ...entry, commandId: input.commandId ?? null });
    if (isSearched(entry.data.kind)) await indexSession(db, session.id, { parts: ['spoken'] });
    await noteCorrection(db, session, { actor, atMs, note: input.note });
    const after = { id: entry.id, atMs: entry.atMs, agendaItemId: entry.agendaItemId, ...entry.data };
    await writeAudit(house, db, actor, {
      action: 'log.added',
      sessionId: session.id,
      atMs,
      after,
      reason: input.note,
    });
  });
}

async function answer(
  house: House,
  council: Council,
  entry: StoredEntry,
  warnings: WrittenEntry['warnings'],
): Promise<Outcome<WrittenEntry>> {
  const timeline = await readTimeline(house, council.session.id);
  return accept({ entry: toLogEntry(entry, { council, timeline, isStaff: true }), warnings });
}
