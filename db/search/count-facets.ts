// Counts hits by kind, body, speaker and year. Pure.
import type { UnitMatch } from './rank-units.ts';
import type { FacetValues, SearchFacets } from './search-index.ts';

const mostValues = 50;

/** The facets of all hits of a plan, not only of one page. */
export function countFacets(units: readonly UnitMatch[]): SearchFacets {
  return {
    kind: count(units.map((unit) => unit.best.kind)),
    body: count(units.map((unit) => unit.best.body)),
    speaker: count(units.flatMap((unit) => (unit.best.speaker === null ? [] : [unit.best.speaker]))),
    year: count(units.map((unit) => String(new Date(unit.best.scheduledAtMs).getUTCFullYear()))),
  };
}

function count(values: readonly string[]): FacetValues {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, number]) => ({ value, count: number }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, mostValues);
}
