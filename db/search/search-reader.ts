// Answers plans from the SQLite index, in the thread that calls it. The worker wraps it; tests and the command line use it.
import { searchKindSchema } from '../../server/contract/search.ts';
import { z } from 'zod';
import { matchAll, matchAny, matchExact, matchWord } from './match-expression.ts';
import { bestWindow, findMatches, wordsToShow, type MatchedWord } from './matched-words.ts';
import { isEmptyPlan, type PlanWord, type SearchPlan } from './query-plan.ts';
import { analyseWords, stemsOf } from './analyser.ts';
import { byNewest, byScore, foldPassages, type PassageMatch, type UnitMatch } from './rank-units.ts';
import { countFacets } from './count-facets.ts';
import { readPageCursor, writePageCursor } from './page-cursor.ts';
import type { SearchAnswer, SearchPage, SearchReader, SearchRow } from './search-index.ts';
import { secondOf, writeSnippet } from './snippet.ts';
import { SqlitePassages, type PassageRow, type Span } from './sqlite-passages.ts';
import { arrangeVocabulary, findSimilar, type RepairVocabulary } from './word-repair.ts';

/** Passages looked at in each step; more than anyone pages through, and a bound on the worst query. */
const mostMatches = 4000;
/** With fewer hits for all words, passages with any of them are added. */
const enoughUnits = 20;
const anyWordShare = 0.3;
/** Hits outside the dates that were typed, but with the date's words in them. */
const outsideDatesShare = 0.4;
/** Words in more of the passages than this say nothing in the any-word step. */
const commonShare = 0.05;
const rerankedUnits = 60;
const repairCandidates = 8;
const openSpan: Span = { fromMs: null, toMs: null };
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

function findUnits(passages: SqlitePassages, plan: SearchPlan): UnitMatch[] {
  if (isEmptyPlan(plan) && plan.filters.speaker === null) return [];
  const matches = new Map<number, PassageMatch>();
  for (const step of stepsOf(passages, plan)) {
    if (step.isFallback && new Set([...matches.values()].map((one) => one.unitKey)).size >= enoughUnits) break;
    for (const match of step.find()) {
      if (!matches.has(match.passageId)) matches.set(match.passageId, { ...match, score: match.score * step.share });
    }
  }
  const units = foldPassages([...matches.values()]);
  return plan.order === 'newest' ? units.sort(byNewest) : rerank(passages, plan, units);
}

interface Step {
  readonly share: number;
  readonly isFallback: boolean;
  find(): PassageMatch[];
}

/** All words in the dates, then all words with the date's own words, then any word. */
function stepsOf(passages: SqlitePassages, plan: SearchPlan): Step[] {
  const { dates, phrases, words } = plan;
  const { speaker } = plan.filters;
  const span = dates ?? openSpan;
  const run = (expression: string | null, within: Span): PassageMatch[] =>
    expression === null ? [] : passages.match(expression, plan, within, mostMatches);
  const all = matchAll(words, phrases, speaker);
  const steps: Step[] = [
    {
      share: 1,
      isFallback: false,
      find: () => (all === null ? passages.browse(plan, span, mostMatches) : run(all, span)),
    },
  ];
  if (dates !== null) {
    const withDate = [...words, ...dates.words.map((exact) => ({ exact, stems: [], isPrefix: false }))];
    steps.push({
      share: outsideDatesShare,
      isFallback: true,
      find: () => run(matchAll(withDate, phrases, speaker), openSpan),
    });
  }
  if (words.length > 1) {
    const any = (): string | null => matchAny(rareWords(passages, words), phrases, speaker);
    steps.push({ share: anyWordShare, isFallback: true, find: () => run(any(), span) });
  }
  return steps;
}

/** The words that are not in every other passage; all of them when none is rare. */
function rareWords(passages: SqlitePassages, words: readonly PlanWord[]): readonly PlanWord[] {
  const most = Math.max(50, Math.ceil(passages.count() * commonShare));
  const rare = words.filter((word) => passages.countUpTo(matchWord(word), most + 1) <= most);
  return rare.length === 0 ? words : rare;
}

/** Puts first, among the best, the units that hold the words as typed, and close together. */
function rerank(passages: SqlitePassages, plan: SearchPlan, units: UnitMatch[]): UnitMatch[] {
  const words = wordsToShow(plan);
  if (words.length === 0) return units;
  const head = units.slice(0, rerankedUnits);
  const rows = passages.read(head.map((unit) => unit.best.passageId));
  const scored = head.map((unit) => {
    const row = rows.get(unit.best.passageId);
    const matches = row === undefined ? [] : findMatches(`${row.title}. ${row.text}`, words, row.lang);
    return { ...unit, score: unit.score * (1 + closeness(matches, words.length) + exactness(matches, words.length)) };
  });
  return [...scored.sort(byScore), ...units.slice(rerankedUnits)];
}

/** 1 when all words stand side by side, 0 when there is only one to look for. */
function closeness(matches: readonly MatchedWord[], wanted: number): number {
  const window = wanted < 2 ? null : bestWindow(matches);
  return window === null ? 0 : (window.covered / wanted) * (window.covered / window.length);
}

/** 1 when every word stands there as it was typed: stems fold words that mean other things (discarica, discarico). */
function exactness(matches: readonly MatchedWord[], wanted: number): number {
  return new Set(matches.filter((match) => match.isExact).map((match) => match.planWord)).size / wanted;
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

/** Repairs unknown words and completes begun ones, from the index's own vocabulary, read again when the index changed. */
class WordRepairer {
  private vocabulary: RepairVocabulary = arrangeVocabulary([]);
  private words: readonly { word: string; count: number }[] = [];
  private generation: string | null = null;
  private readonly passages: SqlitePassages;

  constructor(passages: SqlitePassages) {
    this.passages = passages;
  }

  /** The plan with unknown words replaced by similar ones that this reader may see. */
  repairPlan(plan: SearchPlan): { plan: SearchPlan; repaired: { typed: string; used: string }[] } {
    if (plan.isLiteral) return { plan, repaired: [] };
    const repaired: { typed: string; used: string }[] = [];
    const words = plan.words.map((word) => {
      const used = this.isKnown(word, plan) ? null : this.similarTo(word, plan);
      if (used === null) return word;
      repaired.push({ typed: word.exact, used });
      return { exact: used, stems: stemsOf(used), isPrefix: false };
    });
    return { plan: repaired.length === 0 ? plan : { ...plan, words }, repaired };
  }

  /** Published words that begin with the last word of what was typed, most frequent first. */
  complete(typed: string, limit: number): string[] {
    const begun = analyseWords(typed).at(-1) ?? '';
    if (begun === '') return [];
    this.refresh();
    const found: string[] = [];
    const candidates = this.words.filter(({ word }) => word.startsWith(begun)).toSorted((a, b) => b.count - a.count);
    for (const { word } of candidates.slice(0, limit * 5)) {
      if (found.length >= limit) break;
      if (this.passages.isFound(matchExact(word), 'public')) found.push(word);
    }
    return found;
  }

  private isKnown(word: PlanWord, plan: SearchPlan): boolean {
    return this.passages.isFound(matchWord(word), plan.visibleTo);
  }

  private similarTo(word: PlanWord, plan: SearchPlan): string | null {
    this.refresh();
    const similar = findSimilar(this.vocabulary, word.exact, repairCandidates);
    return similar.find((one) => this.passages.isFound(matchExact(one), plan.visibleTo)) ?? null;
  }

  private refresh(): void {
    const generation = this.passages.generation();
    if (generation === this.generation) return;
    this.words = this.passages.vocabulary('', Number.MAX_SAFE_INTEGER);
    this.vocabulary = arrangeVocabulary(this.words);
    this.generation = generation;
  }
}
