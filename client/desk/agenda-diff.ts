// What a new reading of an agenda would change: items that come, go, or are called differently. Pure.
import type { AgendaItem, NewAgendaItem } from '../../server/contract/sessions.ts';

/** The difference, in the words of the items. */
export interface AgendaDiff {
  added: string[];
  removed: string[];
  changed: { from: string; to: string }[];
}

/** Compares by id; items that were recognised keep theirs, and with it their marks. */
export function diffAgenda(known: readonly AgendaItem[], read: readonly NewAgendaItem[]): AgendaDiff {
  const before = new Map(flatten(known).map((item) => [item.id, wordsOf(item)]));
  const diff: AgendaDiff = { added: [], removed: [], changed: [] };
  for (const item of flatten(read)) {
    const from = item.id === undefined ? undefined : before.get(item.id);
    if (item.id !== undefined) before.delete(item.id);
    if (from === undefined) diff.added.push(wordsOf(item));
    else if (from !== wordsOf(item)) diff.changed.push({ from, to: wordsOf(item) });
  }
  diff.removed.push(...before.values());
  return diff;
}

function wordsOf(item: { number?: string | undefined; title: string }): string {
  return `${item.number ?? ''} ${item.title}`.trim();
}

function flatten<T extends { children?: T[] | undefined }>(items: readonly T[]): T[] {
  return items.flatMap((item) => [item, ...flatten(item.children ?? [])]);
}
