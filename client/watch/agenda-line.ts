// Where a session's agenda items stand in time; pure, knows neither player nor React.
import type { AgendaItem, Take } from '../../server/contract/sessions.ts';

/** An agenda item with its depth in the tree, 0 for the uppermost. */
export interface AgendaRow {
  readonly item: AgendaItem;
  readonly depth: number;
}

/** A mark with the item it begins. */
export interface LineMark {
  readonly markId: string;
  readonly item: AgendaItem;
  readonly atMs: number;
  /** Seconds on the playable timeline; null where nothing was recorded. */
  readonly offsetSeconds: number | null;
}

/** The agenda as a list, in reading order. */
export function agendaRows(agenda: readonly AgendaItem[], depth = 0): AgendaRow[] {
  return agenda.flatMap((item) => [{ item, depth }, ...agendaRows(item.children, depth + 1)]);
}

/** All marks in the order of time. */
export function markLine(agenda: readonly AgendaItem[]): LineMark[] {
  const marks = agendaRows(agenda).flatMap(({ item }) =>
    item.marks.map((mark) => ({ markId: mark.id, item, atMs: Date.parse(mark.at), offsetSeconds: mark.offsetSeconds })),
  );
  return marks.sort((a, b) => a.atMs - b.atMs);
}

/** The mark that holds at an instant: the last one before it, or at it. */
export function markAtInstant(line: readonly LineMark[], instantMs: number): LineMark | null {
  return line.findLast((mark) => mark.atMs <= instantMs) ?? null;
}

/** The mark that holds at a second of the playable timeline. */
export function markAtOffset(line: readonly LineMark[], offsetSeconds: number): LineMark | null {
  return line.findLast((mark) => mark.offsetSeconds !== null && mark.offsetSeconds <= offsetSeconds) ?? null;
}

/** `4. Variazione di bilancio`; the title alone for an item without a number. */
export function itemInWords(item: { number: string; title: string }): string {
  return item.number === '' ? item.title : `${item.number}. ${item.title}`;
}

/** An instant's place on the playable timeline; null when nothing was recorded at it. */
export function offsetOfInstant(takes: readonly Take[], instantMs: number): number | null {
  const take = takes.findLast((candidate) => Date.parse(candidate.startedAt) <= instantMs);
  if (take === undefined) return null;
  const secondsIn = (instantMs - Date.parse(take.startedAt)) / 1000;
  return secondsIn <= take.durationSeconds ? take.offsetSeconds + secondsIn : null;
}
