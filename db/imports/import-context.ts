// What the steps of an import share: counts, notices, and rows that are written only when they differ.

/** A value and the line it came from. */
export interface Sourced<T> {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly value: T;
}

/** How many rows were new, different, or as they were. */
export interface Counts {
  created: number;
  updated: number;
  unchanged: number;
}

/** The running state of one import. */
export interface ImportContext {
  readonly nowMs: number;
  readonly newId: () => string;
  readonly sessions: Counts;
  readonly speeches: Counts;
  readonly documents: Counts;
  readonly notices: { file: string; line: number; detail: string }[];
}

/** The session that speeches and documents are put into. */
export interface PutSession {
  readonly sessionId: string;
  readonly changed: boolean;
  /** External id of an agenda item → its id. */
  readonly items: ReadonlyMap<string, string>;
  /** External id of a document → id of the agenda item that names it. */
  readonly itemOfDocument: ReadonlyMap<string, string>;
}

/** Does a stored row already say what the new values say? */
export function saysTheSame(
  row: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, unknown>>,
): boolean {
  return Object.entries(values).every(([name, value]) => row[name] === value);
}

/** The fields of an imported object that the product has no place for, as JSON text. */
export function extraOf(value: Readonly<Record<string, unknown>>, known: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(Object.entries(value).filter(([name]) => !known.includes(name))));
}

/** The id of the agenda item that a line names; an unknown one is reported and left out. */
export function findItem(
  put: PutSession,
  source: Sourced<{ kind: string; id: string; agendaItemId?: string | null | undefined }>,
  context: ImportContext,
): string | null {
  const { agendaItemId, id, kind } = source.value;
  if (agendaItemId === undefined || agendaItemId === null) return null;
  const item = put.items.get(agendaItemId) ?? null;
  if (item === null) {
    const detail = `the agenda item ${agendaItemId} of the ${kind} ${id} is unknown; it is kept without an item`;
    context.notices.push({ file: source.file, line: source.line, detail });
  }
  return item;
}
