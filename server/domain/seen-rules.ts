// Does what a clerk saw still stand? Compared by what is written, so that two who change different things do not disturb
// each other. Refusals name the difference; nothing is decided by clocks or by who was first.
import { refuse, accept, type Outcome } from '../contract/problems.ts';
import type { SeenRow } from '../contract/seen-rows.ts';

/** Longer values are cut in a refusal: it tells what stands now, the page shows all of it. */
const shownCharacters = 300;

type Fields = Readonly<Record<string, unknown>>;

/** Refuses (`changed-by-other`) fields that were seen otherwise than they stand; `errors` says what stands in each. */
export function requireSeenFields(seen: Fields | undefined, now: Fields): Outcome<null> {
  const names = Object.keys(seen ?? {}).filter((name) => written(seen?.[name]) !== written(now[name]));
  if (names.length === 0) return accept(null);
  const errors = names.map((path) => ({ path, detail: written(now[path]).slice(0, shownCharacters) }));
  return refuse('changed-by-other', `Somebody else has changed this in the meantime: ${names.join(', ')}.`, { errors });
}

/** The same for a list that is replaced as a whole; `errors` has a line for each difference. */
export function requireSeenRows(seen: readonly SeenRow[] | undefined, now: readonly SeenRow[]): Outcome<null> {
  if (seen === undefined || written(seen) === written(now)) return accept(null);
  const before = new Map(seen.map((row) => [row.id, row.words]));
  const left = new Set(now.map((row) => row.id));
  const errors = [
    ...now.filter((row) => !before.has(row.id)).map((row) => ({ path: 'added', detail: row.words })),
    ...seen.filter((row) => !left.has(row.id)).map((row) => ({ path: 'removed', detail: row.words })),
    ...now
      .filter((row) => before.has(row.id) && before.get(row.id) !== row.words)
      .map((row) => ({ path: 'changed', detail: `${before.get(row.id) ?? ''} → ${row.words}` })),
  ];
  const shown = errors.length > 0 ? errors : [{ path: 'order', detail: now.map((row) => row.words).join(' · ') }];
  return refuse('changed-by-other', 'Somebody else has changed this list in the meantime: look at it again.', {
    errors: shown.map(({ path, detail }) => ({ path, detail: detail.slice(0, shownCharacters) })),
  });
}

/** Nothing, an empty text and "no" are one: a field that nobody filled in. The order of keys says nothing. */
function written(value: unknown): string {
  if (value === undefined || value === null || value === '' || value === false) return '';
  return typeof value === 'string' ? value : JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]));
}
