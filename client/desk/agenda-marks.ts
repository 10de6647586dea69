// Which item is on, which comes next and which came before, as the server knows it. Pure.
import type { AgendaItem } from '../../server/contract/sessions.ts';

/** An item with its depth in the tree, 0 for the uppermost. */
export interface DeskRow {
  item: AgendaItem;
  depth: number;
}

/** A mark with its item. */
export interface PlacedItem {
  markId: string;
  item: AgendaItem;
  /** RFC 3339. */
  at: string;
}

/** The agenda as it stands on the desk. */
export interface DeskAgenda {
  rows: readonly DeskRow[];
  /** The newest mark: its item is the current one, and it is what undo takes back. */
  last: PlacedItem | null;
  /** What N and P begin. */
  next: AgendaItem | null;
  before: AgendaItem | null;
}

/** Reads the desk's view out of a session's agenda. */
export function readDeskAgenda(agenda: readonly AgendaItem[]): DeskAgenda {
  const rows = rowsOf(agenda, 0);
  const marks = rows.flatMap(({ item }) => item.marks.map(({ id, at }): PlacedItem => ({ markId: id, item, at })));
  const last = marks.reduce<PlacedItem | null>(
    (newest, mark) => (newest === null || Date.parse(mark.at) >= Date.parse(newest.at) ? mark : newest),
    null,
  );
  const current = last === null ? -1 : rows.findIndex(({ item }) => item.id === last.item.id);
  return { rows, last, next: rows[current + 1]?.item ?? null, before: rows[current - 1]?.item ?? null };
}

function rowsOf(agenda: readonly AgendaItem[], depth: number): DeskRow[] {
  return agenda.flatMap((item) => [{ item, depth }, ...rowsOf(item.children, depth + 1)]);
}
