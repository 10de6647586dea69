// Rules of an agenda: limits, printed numbers made from the position, and the tree written flat and back. Pure.
import type { ItemDetails } from '../contract/agenda-details.ts';
import { maxAgendaDepth, maxAgendaItems, type NewAgendaItem } from '../contract/sessions.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';

/** An agenda item without its tree: `position` counts through the whole agenda in reading order, from 0. */
export interface FlatAgendaItem {
  readonly id: string;
  readonly parentId: string | null;
  readonly position: number;
  /** Printed number: as staff wrote it, or made from the position (`2`, `2.1`). */
  readonly number: string;
  readonly title: string;
  readonly type: string | null;
  /** What was said of it now; what is left out stays as it was. */
  readonly details?: ItemDetails;
}

/**
 * The agenda that staff wrote as flat items in reading order, parents before their children.
 * An id that stands in `knownIds` is kept, every other item gets a new one. Refuses with `invalid-input` an agenda
 * with more than {@link maxAgendaItems} items or {@link maxAgendaDepth} levels, and an id that is used twice.
 */
export function flattenAgenda(
  agenda: readonly NewAgendaItem[],
  options: { knownIds: ReadonlySet<string>; newId: () => string },
): Outcome<FlatAgendaItem[]> {
  const items: FlatAgendaItem[] = [];
  const used = new Set<string>();
  const waiting = waitingItems(agenda, null);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (items.length === maxAgendaItems) {
      return refuse('invalid-input', `An agenda has at most ${maxAgendaItems} items.`);
    }
    if (next.depth > maxAgendaDepth) {
      return refuse('invalid-input', `An agenda has at most ${maxAgendaDepth} levels: "${next.item.title}" is deeper.`);
    }
    const item = flatItem(next, items.length, options);
    if (used.has(item.id)) return refuse('invalid-input', `The id ${item.id} is used for two items of the agenda.`);
    used.add(item.id);
    items.push(item);
    waiting.push(...waitingItems(next.item.children ?? [], { item, depth: next.depth }));
  }
  return accept(items);
}

/** A node of an agenda's tree. */
export interface AgendaNode<T> {
  readonly item: T;
  readonly children: AgendaNode<T>[];
}

/** Flat items as a tree, in the order of their positions. An item whose parent is missing stands at the top. */
export function buildAgendaTree<T extends { id: string; parentId: string | null; position: number }>(
  items: readonly T[],
): AgendaNode<T>[] {
  const nodes = new Map(items.map((item) => [item.id, { item, children: new Array<AgendaNode<T>>() }]));
  const top: AgendaNode<T>[] = [];
  for (const node of [...nodes.values()].sort((a, b) => a.item.position - b.item.position)) {
    const parent = node.item.parentId === null ? undefined : nodes.get(node.item.parentId);
    (parent?.children ?? top).push(node);
  }
  return top;
}

interface WaitingItem {
  readonly item: NewAgendaItem;
  readonly parent: FlatAgendaItem | null;
  readonly depth: number;
  /** Position among its siblings, from 1. */
  readonly place: number;
}

/** Siblings with the first on top of the stack. No recursion: an agenda of any depth ends in a refusal, not a crash. */
function waitingItems(
  siblings: readonly NewAgendaItem[],
  parent: { item: FlatAgendaItem; depth: number } | null,
): WaitingItem[] {
  const depth = (parent?.depth ?? 0) + 1;
  return siblings.map((item, index) => ({ item, parent: parent?.item ?? null, depth, place: index + 1 })).reverse();
}

function flatItem(
  waiting: WaitingItem,
  position: number,
  options: { knownIds: ReadonlySet<string>; newId: () => string },
): FlatAgendaItem {
  const { item, parent, place } = waiting;
  const written = item.number?.trim() ?? '';
  const made = parent === null ? String(place) : `${parent.number.replace(/[.)\s]+$/u, '')}.${place}`;
  const isKnown = item.id !== undefined && options.knownIds.has(item.id);
  return {
    id: isKnown && item.id !== undefined ? item.id : options.newId(),
    parentId: parent?.id ?? null,
    position,
    number: written === '' ? made : written,
    title: item.title.trim(),
    type: item.type === undefined || item.type.trim() === '' ? null : item.type.trim(),
    ...detailsOf(item),
  };
}

function detailsOf({ description, sharedType, rapporteur, matter, plannedClosed, noBroadcast }: NewAgendaItem): {
  details?: ItemDetails;
} {
  const given = Object.entries({ description, sharedType, rapporteur, matter, plannedClosed, noBroadcast });
  const said = given.filter(([, value]) => value !== undefined);
  return said.length === 0 ? {} : { details: Object.fromEntries(said) };
}
