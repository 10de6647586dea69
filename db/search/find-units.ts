// Finds the passages of a plan step by step, folds them into units and puts the best first.
import { matchAll, matchAny, matchWord } from './match-expression.ts';
import { bestWindow, findMatches, wordsToShow, type MatchedWord } from './matched-words.ts';
import { isEmptyPlan, type PlanWord, type SearchPlan } from './query-plan.ts';
import { byNewest, byScore, foldPassages, type PassageMatch, type UnitMatch } from './rank-units.ts';
import type { Span, SqlitePassages } from './sqlite-passages.ts';

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
const openSpan: Span = { fromMs: null, toMs: null };

/** The units that a plan finds, in its order. A plan that asks for nothing finds nothing. */
export function findUnits(passages: SqlitePassages, plan: SearchPlan): UnitMatch[] {
  if (isEmptyPlan(plan) && plan.filters.speaker === null) return [];
  const matches = new Map<number, PassageMatch>();
  for (const step of stepsOf(passages, plan)) {
    if (new Set([...matches.values()].map((one) => one.unitKey)).size >= step.below) continue;
    for (const match of step.find()) {
      if (!matches.has(match.passageId)) matches.set(match.passageId, { ...match, score: match.score * step.share });
    }
  }
  const units = foldPassages([...matches.values()]);
  return plan.order === 'newest' ? units.sort(byNewest) : rerank(passages, plan, units);
}

interface Step {
  readonly share: number;
  /** It is taken only while fewer units than this were found. */
  readonly below: number;
  find(): PassageMatch[];
}

/** All words in the dates; all words with the date's own words; any word; at last the words without the dates. */
function stepsOf(passages: SqlitePassages, plan: SearchPlan): Step[] {
  const { dates, phrases, words } = plan;
  const { speaker } = plan.filters;
  const span = dates ?? openSpan;
  const run = (expression: string | null, within: Span): PassageMatch[] =>
    expression === null ? [] : passages.match(expression, plan, within, mostMatches);
  const all = matchAll(words, phrases, speaker);
  const any = (within: Span): PassageMatch[] => run(matchAny(rareWords(passages, words), phrases, speaker), within);
  const first = (): PassageMatch[] => (all === null ? passages.browse(plan, span, mostMatches) : run(all, span));
  const steps: Step[] = [{ share: 1, below: Infinity, find: first }];
  if (dates !== null) {
    const withDate = [...words, ...dates.words.map((exact) => ({ exact, stems: [], isPrefix: false }))];
    const find = (): PassageMatch[] => run(matchAll(withDate, phrases, speaker), openSpan);
    steps.push({ share: outsideDatesShare, below: enoughUnits, find });
  }
  if (words.length > 1) steps.push({ share: anyWordShare, below: enoughUnits, find: () => any(span) });
  if (dates !== null && words.length > 0) steps.push({ share: anyWordShare, below: 1, find: () => any(openSpan) });
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
