// Answers plans from the SQLite index, in the thread that calls it. The worker wraps it; tests and the command line use it.
import { countFacets } from './count-facets.ts';
import { IndexMemory } from './index-memory.ts';
import { readPageCursor, writePageCursor } from './page-cursor.ts';
import type { SearchPlan } from './query-plan.ts';
import { rankUnits } from './rank-units.ts';
import type { SearchAnswer, SearchPage, SearchReader } from './search-index.ts';
import { showHits } from './show-hits.ts';
import { SqliteShelves } from './sqlite-shelves.ts';
import { suggest } from './suggest.ts';

/** Opens the index of a database file for reading. `openDatabase` must have run on it before. */
export function createSearchReader(file: string): SearchReader {
  const store = new SqliteShelves(file);
  const memory = new IndexMemory(store);
  const onIndex = <T>(work: () => T): T =>
    store.inSnapshot(() => {
      memory.refresh();
      return work();
    });
  return {
    search: async (plan, page) => onIndex(() => answerPlan(store, memory, plan, page)),
    facets: async (plan) => onIndex(() => countFacets(memory.table, numbersOf(rankUnits(store, memory, plan)))),
    complete: async (typed, limit) => onIndex(() => suggest(store, memory, typed, limit)),
    vocabulary: async (from, limit) => onIndex(() => memory.vocabulary(from, limit)),
    close: async () => store.close(),
  };
}

function answerPlan(store: SqliteShelves, memory: IndexMemory, plan: SearchPlan, page: SearchPage): SearchAnswer {
  const offset = readPageCursor(plan, page.cursor);
  if (offset === null) return { kind: 'bad-cursor' };
  const ranking = rankUnits(store, memory, plan);
  const { repaired, units } = ranking;
  const nextOffset = offset + page.limit;
  return {
    kind: 'found',
    total: units.length,
    items: showHits(store, memory, ranking, units.slice(offset, nextOffset)),
    facets: countFacets(memory.table, numbersOf(ranking)),
    nextCursor: nextOffset < units.length ? writePageCursor(plan, nextOffset) : null,
    repaired,
  };
}

function numbersOf({ units }: { readonly units: readonly { readonly unitNo: number }[] }): number[] {
  return units.map((unit) => unit.unitNo);
}
