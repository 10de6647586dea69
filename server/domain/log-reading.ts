// Reads the log of a session: what was on when, how long speeches and items lasted. Pure; instants are ms since the epoch.
// Ends that follow from what came next are never stored, so that undoing or moving one click mends its neighbours by itself.
import type { EntryData, ItemStatus } from '../contract/council-log.ts';

/** An entry of the log. `untilMs` is null where nobody said when it ended. */
export interface LogFact {
  readonly id: string;
  readonly atMs: number;
  readonly untilMs: number | null;
  readonly agendaItemId: string | null;
  readonly data: EntryData;
}

/** "This item began (or went on) at this instant". */
export interface MarkFact {
  readonly id: string;
  readonly agendaItemId: string;
  readonly atMs: number;
}

/** A recess or closed doors; `toMs` is null while it lasts. */
export interface Pause {
  readonly kind: 'recess' | 'closed';
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** Everything that decides when something ended. */
export interface LogFacts {
  readonly entries: readonly LogFact[];
  readonly marks: readonly MarkFact[];
  readonly pauses: readonly Pause[];
  /** When the session was adjourned; null before that. */
  readonly endedAtMs: number | null;
}

/** One stretch in which an item was on. */
export interface Treatment {
  readonly markId: string;
  readonly agendaItemId: string;
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** A pause without an end may hide what began in it. */
export function isInPause(pauses: readonly Pause[], kind: Pause['kind'], atMs: number): boolean {
  return pauses.some(
    (pause) => pause.kind === kind && pause.fromMs <= atMs && (pause.toMs === null || atMs < pause.toMs),
  );
}

/** Speeches end when somebody says so, when the next speech or item begins, when the session pauses, or with it. */
export function endOfSpeech(speech: LogFact, facts: LogFacts): number | null {
  const later = [
    ...facts.entries.filter((one) => one.data.kind === 'speech' && one.id !== speech.id).map((one) => one.atMs),
    ...facts.entries.filter((one) => endsItem(one, speech.agendaItemId)).map((one) => one.atMs),
    ...facts.marks.filter((mark) => mark.agendaItemId !== speech.agendaItemId).map((mark) => mark.atMs),
    ...facts.pauses.map((pause) => pause.fromMs),
    ...(facts.endedAtMs === null ? [] : [facts.endedAtMs]),
  ].filter((atMs) => atMs > speech.atMs);
  const ends = speech.untilMs === null ? later : [...later, speech.untilMs];
  return ends.length === 0 ? null : Math.min(...ends);
}

/** Every stretch of every item, in order. An item goes on through a recess: it is the same treatment. */
export function readTreatments(facts: LogFacts): Treatment[] {
  const marks = facts.marks.toSorted((a, b) => a.atMs - b.atMs);
  return marks.map((mark, index) => {
    const next = marks[index + 1];
    const ends = facts.entries.filter((entry) => endsItem(entry, mark.agendaItemId) && entry.atMs >= mark.atMs);
    const instants = [
      ...ends.map((entry) => entry.atMs),
      ...(next === undefined ? [] : [next.atMs]),
      ...(facts.endedAtMs === null ? [] : [Math.max(facts.endedAtMs, mark.atMs)]),
    ];
    const toMs = instants.length === 0 ? null : Math.min(...instants);
    return { markId: mark.id, agendaItemId: mark.agendaItemId, fromMs: mark.atMs, toMs };
  });
}

/** The item that is on at an instant; null between items. */
export function itemAt(facts: LogFacts, atMs: number): Treatment | null {
  const begun = readTreatments(facts).filter((one) => one.fromMs <= atMs);
  const last = begun.at(-1);
  return last === undefined || (last.toMs !== null && last.toMs <= atMs) ? null : last;
}

/** The speech that is on at an instant. */
export function speechAt(facts: LogFacts, atMs: number): LogFact | null {
  const begun = facts.entries
    .filter((entry) => entry.data.kind === 'speech' && entry.atMs <= atMs)
    .toSorted((a, b) => a.atMs - b.atMs)
    .at(-1);
  if (begun === undefined) return null;
  const end = endOfSpeech(begun, facts);
  return end !== null && end <= atMs ? null : begun;
}

/** What became of an item: the newest of its entries and marks. */
export function statusOfItem(facts: LogFacts, agendaItemId: string): ItemStatus | 'open' {
  const marks = facts.marks.filter((mark) => mark.agendaItemId === agendaItemId);
  const said = facts.entries.filter((entry) => entry.data.kind === 'item' && entry.agendaItemId === agendaItemId);
  const lastMark = Math.max(-Infinity, ...marks.map((mark) => mark.atMs));
  const last = said.toSorted((a, b) => a.atMs - b.atMs).at(-1);
  if (last !== undefined && last.atMs >= lastMark && last.data.kind === 'item') return last.data.status;
  if (marks.length === 0) return 'planned';
  const isOn = readTreatments(facts).some((one) => one.agendaItemId === agendaItemId && one.toMs === null);
  return isOn ? 'open' : 'concluded';
}

function endsItem(entry: LogFact, agendaItemId: string | null): boolean {
  if (entry.data.kind !== 'item' || entry.agendaItemId !== agendaItemId || agendaItemId === null) return false;
  return entry.data.status !== 'planned';
}
