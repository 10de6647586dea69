// Shows ranked units as hits: the best moment with its snippet and second, the other moments, and why it matched.
import { z } from 'zod';
import { searchKindSchema } from '../../server/contract/search.ts';
import type { IndexMemory } from './index-memory.ts';
import { bestWindow, WordFinder, type MatchedWord } from './matched-words.ts';
import type { Ranking } from './rank-units.ts';
import type { ScoredUnit } from './score-units.ts';
import type { MatchReason, SearchMoment, SearchRow } from './search-index.ts';
import { secondOf, writeSnippet } from './snippet.ts';
import type { PassageRow, SqliteShelves, UnitRow } from './sqlite-shelves.ts';

const momentsSchema = z.array(z.tuple([z.number(), z.number()]));
/** Moments of a hit beside its best one. */
const mostMoments = 4;
const mostReasons = 12;

/** The hits of these units, in their order. */
export function showHits(
  store: SqliteShelves,
  memory: IndexMemory,
  ranking: Ranking,
  shown: readonly ScoredUnit[],
): SearchRow[] {
  const rows = store.units(shown.map((unit) => unit.unitNo));
  const ids = shown.flatMap((unit) => shownPassages(unit, rows.get(unit.unitNo)));
  const passages = store.passages(ids);
  const finder = new WordFinder(ranking.sought);
  return shown.flatMap((unit) => {
    const row = rows.get(unit.unitNo);
    const session = memory.table.session(unit.unitNo);
    if (row === undefined || session === undefined) return [];
    const own = shownPassages(unit, row).flatMap((id) => passages.get(id) ?? []);
    const parts = own.map((passage) => ({ passage, matches: finder.find(passage.text, row.lang) }));
    const [best, ...others] = parts.map((part) => momentOf(part));
    const title = finder.find(row.title, row.lang);
    const isTitleShown = row.kind === 'agenda' || row.kind === 'session' || best === undefined;
    const titleMoment: SearchMoment = {
      snippet: writeSnippet(row.title, title, bestWindow(title)),
      offsetSeconds: row.startSeconds,
      page: null,
    };
    return [
      {
        ...(isTitleShown ? titleMoment : best),
        kind: searchKindSchema.parse(row.kind),
        sessionId: session.id,
        sessionTitle: session.title,
        body: session.body,
        scheduledAtMs: session.scheduledAtMs,
        unitId: row.unitId,
        agendaItemId: row.agendaItemId,
        externalId: row.externalId,
        sessionExternalId: session.externalId,
        lang: row.lang,
        title: row.title === '' ? session.title : row.title,
        speaker: row.speaker,
        group: row.faction,
        moments: isTitleShown ? [] : others.filter((moment) => moment.snippet !== best.snippet),
        reasons: reasonsOf(ranking, {
          text: parts.flatMap((part) => part.matches),
          title,
          speaker: finder.find([row.speaker, row.faction].join(' '), null),
        }),
        score: unit.score,
      },
    ];
  });
}

/** Passages with matches; a unit that was found by its head alone shows its beginning. */
function shownPassages(unit: ScoredUnit, row: UnitRow | undefined): number[] {
  if (unit.passageIds.length > 0) return unit.passageIds.slice(0, mostMoments + 1);
  return row === undefined || row.passages === 0 ? [] : [row.firstPassage];
}

function momentOf({ matches, passage }: { passage: PassageRow; matches: readonly MatchedWord[] }): SearchMoment {
  const window = bestWindow(matches);
  const moments = momentsSchema.parse(JSON.parse(passage.moments));
  return {
    snippet: writeSnippet(passage.text, matches, window),
    offsetSeconds: secondOf(moments, window, passage.startSeconds),
    page: passage.page,
  };
}

/** Every form that was found, once a field, in the order of the sought words. */
function reasonsOf(
  { sought }: Ranking,
  found: Readonly<Record<MatchReason['field'], readonly MatchedWord[]>>,
): MatchReason[] {
  const reasons = new Map<string, MatchReason & { order: number }>();
  for (const field of ['text', 'title', 'speaker'] as const) {
    for (const match of found[field]) {
      const typed = sought[match.sought]?.typed ?? '';
      const reason = { typed, found: match.word, form: match.form.form, field, order: match.sought };
      reasons.set(JSON.stringify(reason), reason);
    }
  }
  return [...reasons.values()]
    .sort((a, b) => a.order - b.order)
    .slice(0, mostReasons)
    .map(({ order: _, ...reason }) => reason);
}
