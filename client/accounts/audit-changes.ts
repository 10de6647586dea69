// What an entry of the trail changed, field by field, as people read it; pure.

/** A field with its value before and after, in words; null where there was none. */
export interface AuditChange {
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** How values are said: what ids are called, and how an instant (ms since the epoch) is written. */
export interface ValueWords {
  readonly names: Readonly<Record<string, string>>;
  readonly time: (atMs: number) => string;
}

/** The fields that differ; values that are no objects count as one nameless field. */
export function changesOf(before: unknown, after: unknown, words: ValueWords): AuditChange[] {
  const [from, to] = [fieldsOf(before, words), fieldsOf(after, words)];
  const names = [...new Set([...from.keys(), ...to.keys()])];
  return names
    .map((name) => ({ name, from: from.get(name) ?? null, to: to.get(name) ?? null }))
    .filter((change) => change.from !== change.to);
}

function fieldsOf(value: unknown, words: ValueWords): ReadonlyMap<string, string> {
  if (value === undefined || value === null) return new Map();
  if (typeof value !== 'object' || Array.isArray(value)) return new Map([['', inWords(value, '', words)]]);
  return new Map(
    Object.entries(value)
      .filter(([, field]) => field !== null)
      .map(([name, field]) => [name, inWords(field, name, words)]),
  );
}

/** Lists are separated by commas, fields within a field by semicolons. */
function inWords(value: unknown, name: string, words: ValueWords): string {
  if (typeof value === 'string') return words.names[value] ?? value;
  if (typeof value === 'number' && name.endsWith('Ms')) return words.time(value);
  if (Array.isArray(value)) return value.map((one: unknown) => inWords(one, name, words)).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).filter(([, field]) => field !== null);
  return fields.map(([key, field]) => `${words.names[key] ?? key}: ${inWords(field, key, words)}`).join('; ');
}
