// Counts hits by kind, body, term, speaker, group, year and language. Pure.
import type { FacetValues, SearchFacets } from './search-index.ts';
import type { SessionFacts, UnitTable } from './unit-table.ts';

const mostValues = 50;

/** The facets of all hits of a plan, not only of one page. */
export function countFacets(table: UnitTable, unitNumbers: readonly number[]): SearchFacets {
  const { factions, kinds, langs, sessions, speakers } = table.count(unitNumbers);
  const year = ({ scheduledAtMs }: SessionFacts): string => String(new Date(scheduledAtMs).getUTCFullYear());
  return {
    kind: sorted(kinds),
    body: sorted(sumBy(sessions, (session) => session.body)),
    term: sorted(sumBy(sessions, (session) => table.termOf(session))),
    speaker: sorted(speakers),
    group: sorted(factions),
    year: sorted(sumBy(sessions, year)),
    lang: sorted(langs),
  };
}

function sumBy(
  sessions: readonly (readonly [SessionFacts, number])[],
  valueOf: (session: SessionFacts) => string | null,
): (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const [session, count] of sessions) {
    const value = valueOf(session);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + count);
  }
  return [...counts];
}

function sorted(counts: readonly (readonly [string, number])[]): FacetValues {
  return counts
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, mostValues);
}
