// Answers plans from the SQLite index, in the thread that calls it. The worker wraps it; tests and the command line use it.
import { z } from 'zod';
import { searchKindSchema } from '../../server/contract/search.ts';
import { countFacets } from './count-facets.ts';
import { findUnits } from './find-units.ts';
import { bestWindow, findMatches, wordsToShow } from './matched-words.ts';
import { readPageCursor, writePageCursor } from './page-cursor.ts';
import type { SearchPlan } from './query-plan.ts';
import type { UnitMatch } from './rank-units.ts';
import type { SearchAnswer, SearchPage, SearchReader, SearchRow } from './search-index.ts';
import { secondOf, writeSnippet } from './snippet.ts';
import { SqlitePassages, type PassageRow } from './sqlite-passages.ts';
import { WordRepairer } from './word-repairer.ts';

const momentsSchema = z.array(z.tuple([z.number(), z.number()]));

/** Opens the index of a database file for reading. `openDatabase` must have run on it before. */
export function createSearchReader(file: string): SearchReader {
  const passages = new SqlitePassages(file);
  const repair = new WordRepairer(passages);
  return {
    search: async (plan, page) => answerPlan(passages, repair, plan, page),
    facets: async (plan) => countFacets(findUnits(passages, repair.repairPlan(plan).plan)),
    complete: async (prefix, limit) => repair.complete(prefix, limit),
    vocabulary: async (from, limit) => passages.vocabulary(from, limit),
    close: async () => passages.close(),
  };
}

function answerPlan(passages: SqlitePassages, repair: WordRepairer, plan: SearchPlan, page: SearchPage): SearchAnswer {
  const offset = readPageCursor(plan, page.cursor);
  if (offset === null) return { kind: 'bad-cursor' };
  const { plan: used, repaired } = repair.repairPlan(plan);
  const units = findUnits(passages, used);
  const shown = units.slice(offset, offset + page.limit);
  const rows = passages.read(shown.map((unit) => unit.best.passageId));
  const items = shown.flatMap((unit) => hitOf(unit, rows, used));
  const nextOffset = offset + page.limit;
  const nextCursor = nextOffset < units.length ? writePageCursor(plan, nextOffset) : null;
  return { kind: 'found', total: units.length, items, facets: countFacets(units), nextCursor, repaired };
}

/** The hit of a unit, shown by its best passage. */
function hitOf(unit: UnitMatch, rows: ReadonlyMap<number, PassageRow>, plan: SearchPlan): SearchRow[] {
  const words = wordsToShow(plan);
  const row = rows.get(unit.best.passageId);
  if (row === undefined) return [];
  const isTitleShown = row.text === '' || row.kind === 'session';
  const text = isTitleShown ? row.title : row.text;
  const matches = findMatches(text, words, row.lang);
  const window = bestWindow(matches);
  const moments = momentsSchema.parse(JSON.parse(row.moments));
  return [
    {
      kind: searchKindSchema.parse(row.kind),
      sessionId: row.session_id,
      sessionTitle: row.session_title,
      body: row.body,
      scheduledAtMs: row.scheduled_at,
      unitId: row.unit_id,
      agendaItemId: row.agenda_item_id,
      externalId: row.external_id,
      sessionExternalId: row.session_external_id,
      title: row.title === '' ? row.session_title : row.title,
      speaker: row.speaker,
      snippet: writeSnippet(text, matches, window),
      offsetSeconds: isTitleShown ? row.start_seconds : secondOf(moments, window, row.start_seconds),
      score: unit.score,
    },
  ];
}
