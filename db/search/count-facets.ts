// Counts hits by kind, body, speaker, year and language. Pure.
import type { FacetValues, SearchFacets } from './search-index.ts';
import type { UnitTable } from './unit-table.ts';

const mostValues = 50;

/** The facets of all hits of a plan, not only of one page. */
export function countFacets(table: UnitTable, unitNumbers: readonly number[]): SearchFacets {
  const kind = new Map<string, number>();
  const body = new Map<string, number>();
  const speaker = new Map<string, number>();
  const year = new Map<string, number>();
  const lang = new Map<string, number>();
  for (const unitNo of unitNumbers) {
    const session = table.session(unitNo);
    add(kind, table.kind(unitNo));
    add(body, session?.body ?? null);
    add(speaker, table.speaker(unitNo));
    add(year, session === undefined ? null : String(new Date(session.scheduledAtMs).getUTCFullYear()));
    add(lang, table.lang(unitNo));
  }
  return { kind: sorted(kind), body: sorted(body), speaker: sorted(speaker), year: sorted(year), lang: sorted(lang) };
}

function add(counts: Map<string, number>, value: string | null): void {
  if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
}

function sorted(counts: ReadonlyMap<string, number>): FacetValues {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, mostValues);
}
