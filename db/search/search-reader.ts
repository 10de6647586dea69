// Answers plans from the SQLite index, in the thread that calls it. The worker wraps it; tests and the command line use it.
import { countFacets } from './count-facets.ts';
import { IndexMemory } from './index-memory.ts';
import { readPageCursor, writePageCursor } from './page-cursor.ts';
import type { SearchPlan } from './query-plan.ts';
import { mostUnits, rankUnits } from './rank-units.ts';
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
    facets: async (plan) => onIndex(() => countFacets(memory.table, rankUnits(store, memory, plan, 0).unitNumbers)),
    complete: async (typed, limit) => onIndex(() => suggest(store, memory, typed, limit)),
    vocabulary: async (from, limit) => onIndex(() => memory.vocabulary(from, limit)),
    close: async () => store.close(),
  };
}

function answerPlan(store: SqliteShelves, memory: IndexMemory, plan: SearchPlan, page: SearchPage): SearchAnswer {
  const offset = readPageCursor(plan, page.cursor);
  if (offset === null) return { kind: 'bad-cursor' };
  const nextOffset = offset + page.limit;
  const ranking = rankUnits(store, memory, plan, nextOffset);
  const { first, repaired, unitNumbers } = ranking;
  return {
    kind: 'found',
    total: unitNumbers.length,
    items: showHits(store, memory, ranking, first.slice(offset, nextOffset)),
    facets: countFacets(memory.table, unitNumbers),
    nextCursor: nextOffset < Math.min(mostUnits, unitNumbers.length) ? writePageCursor(plan, nextOffset) : null,
    repaired,
  };
}
