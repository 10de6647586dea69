// What an entry of the trail changed, field by field; pure.

/** A field with its value before and after, in letters; null where there was none. */
export interface AuditChange {
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** The fields that differ; values that are no objects count as one nameless field. */
export function changesOf(before: unknown, after: unknown): AuditChange[] {
  const [from, to] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...from.keys(), ...to.keys()])];
  return names
    .map((name) => ({ name, from: from.get(name) ?? null, to: to.get(name) ?? null }))
    .filter((change) => change.from !== change.to);
}

function fieldsOf(value: unknown): ReadonlyMap<string, string> {
  if (value === undefined || value === null) return new Map();
  if (typeof value !== 'object' || Array.isArray(value)) return new Map([['', inLetters(value)]]);
  return new Map(Object.entries(value).map(([name, field]) => [name, inLetters(field)]));
}

function inLetters(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
