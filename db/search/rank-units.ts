// Finds the units of a plan in one index and puts the best first: evidence, score, dates, then a closer look at the best.
import { gatherEvidence } from './gather-evidence.ts';
import type { IndexMemory } from './index-memory.ts';
import { bestWindow, WordFinder, type MatchedWord } from './matched-words.ts';
import type { SearchPlan } from './query-plan.ts';
import { scoreUnits, type ScoredUnit } from './score-units.ts';
import type { RepairedWord } from './search-index.ts';
import { shelvesFor } from './shelves.ts';
import { seekPlan } from './sought-words.ts';
import type { SqliteShelves } from './sqlite-shelves.ts';
import type { SoughtWord } from './word-forms.ts';

/** Units that a plan finds, in its order. */
export interface Ranking {
  readonly units: readonly ScoredUnit[];
  readonly sought: readonly SoughtWord[];
  readonly repaired: readonly RepairedWord[];
}

/** With this many hits for all words, those with only some of them are left out. */
const enoughUnits = 20;
/** Sittings outside the dates that were typed count this much, and come only after those inside. */
const outsideDatesShare = 0.3;
/** More than anyone pages through. */
const mostUnits = 20_000;
const inspectedUnits = 50;
const inspectedPassages = 2;
/** What closeness and frequency add to a score; between half and double these the measures do not move. */
const closenessWorth = 1;
const frequencyWorth = 0.2;

/** Ranks what is found. A plan that asks for nothing finds nothing. */
export function rankUnits(store: SqliteShelves, memory: IndexMemory, plan: SearchPlan): Ranking {
  const words = memory.words(plan.visibleTo);
  const { sought, repaired } = seekPlan(plan, { words, synonyms: memory.synonyms() });
  const isWanted = filterOf(memory, plan);
  if (sought.length === 0) return { units: browse(store, memory, plan, isWanted), sought, repaired };
  const { table } = memory;
  const evidence = gatherEvidence({ store, table, words, visibleTo: plan.visibleTo, isWanted }, sought);
  const scored = weighDates(memory, plan, scoreUnits(table, sought, evidence));
  const units = inspect(store, memory, sought, chooseListed(scored)).slice(0, mostUnits);
  return { units: plan.order === 'newest' ? byDate(memory, units) : units, sought, repaired };
}

/** Which units the plan's filters let through. */
function filterOf({ table }: IndexMemory, plan: SearchPlan): (unitNo: number) => boolean {
  const { body, fromMs, kind, lang, sessionId, speaker, toMs } = plan.filters;
  const limitsSessions = body !== null || fromMs !== null || toMs !== null || sessionId !== null;
  const sessions = !limitsSessions
    ? null
    : table.sessionsWhere(
        (session) =>
          (body === null || session.body === body || session.bodyId === body) &&
          (fromMs === null || session.scheduledAtMs >= fromMs) &&
          (toMs === null || session.scheduledAtMs <= toMs) &&
          (sessionId === null || session.id === sessionId || session.externalId === sessionId),
      );
  const speakers = speaker === null ? null : table.speakersNamed(speaker);
  return (unitNo) =>
    (sessions === null || sessions.has(table.sessionNo(unitNo))) &&
    (kind === null || table.kind(unitNo) === kind) &&
    (lang === null || table.lang(unitNo) === lang) &&
    (speakers === null || speakers.has(table.speakerNo(unitNo)));
}

/** Without words: whole sessions, or what the filters name, newest first. */
function browse(
  store: SqliteShelves,
  memory: IndexMemory,
  plan: SearchPlan,
  isWanted: (unitNo: number) => boolean,
): ScoredUnit[] {
  const { kind, speaker } = plan.filters;
  if (plan.dates === null && speaker === null) return [];
  const kinds = kind !== null ? [kind] : speaker !== null ? ['speech', 'transcript'] : ['session'];
  const units = store.browse(shelvesFor[plan.visibleTo], kinds, mostUnits);
  return units
    .filter((unitNo) => isWanted(unitNo) && isInDates(memory, plan, unitNo))
    .map((unitNo) => ({ unitNo, score: 1, isFull: true, passageIds: [] }));
}

function isInDates({ table }: IndexMemory, { dates }: SearchPlan, unitNo: number): boolean {
  const atMs = table.session(unitNo)?.scheduledAtMs;
  return dates === null || (atMs !== undefined && atMs >= dates.fromMs && atMs <= dates.toMs);
}

function weighDates(memory: IndexMemory, plan: SearchPlan, units: ScoredUnit[]): ScoredUnit[] {
  if (plan.dates === null) return units;
  return units.map((unit) =>
    isInDates(memory, plan, unit.unitNo) ? unit : { ...unit, score: unit.score * outsideDatesShare, isFull: false },
  );
}

/** All words first; the others only while there are few. */
function chooseListed(units: readonly ScoredUnit[]): ScoredUnit[] {
  const full = units.filter((unit) => unit.isFull);
  return (full.length >= enoughUnits ? full : [...units]).sort(byScore);
}

/** Looks at the texts of the best: how close together the words stand, and how often. */
function inspect(
  store: SqliteShelves,
  memory: IndexMemory,
  sought: readonly SoughtWord[],
  units: readonly ScoredUnit[],
): ScoredUnit[] {
  const head = units.slice(0, inspectedUnits);
  const finder = new WordFinder(sought);
  const texts = store.passages(head.flatMap((unit) => unit.passageIds.slice(0, inspectedPassages)));
  const looked = head.map((unit) => {
    const lang = memory.table.lang(unit.unitNo);
    const passages = unit.passageIds.slice(0, inspectedPassages).flatMap((id) => {
      const row = texts.get(id);
      return row === undefined ? [] : [{ id, matches: finder.find(row.text, lang) }];
    });
    const rated = passages
      .map(({ id, matches }) => ({ id, closeness: closenessOf(matches, sought.length), count: levelSum(matches) }))
      .sort((a, b) => b.closeness - a.closeness || b.count - a.count);
    const closeness = rated[0]?.closeness ?? 0;
    const often = Math.log1p(rated.reduce((sum, one) => sum + one.count, 0));
    const passageIds = [...rated.map((one) => one.id), ...unit.passageIds.slice(inspectedPassages)];
    return { ...unit, passageIds, score: unit.score * (1 + closenessWorth * closeness + frequencyWorth * often) };
  });
  return [...looked.sort(byScore), ...units.slice(inspectedUnits)];
}

/** 1 when all words stand side by side, near 0 when they are far apart or missing. */
function closenessOf(matches: readonly MatchedWord[], wanted: number): number {
  const window = bestWindow(matches);
  return window === null ? 0 : (window.covered / wanted) * Math.min(1, (window.covered + 1) / (window.length + 1));
}

function levelSum(matches: readonly MatchedWord[]): number {
  return matches.reduce((sum, match) => sum + match.form.level, 0);
}

/** Full hits first, then by score. */
function byScore(a: ScoredUnit, b: ScoredUnit): number {
  return b.score - a.score || a.unitNo - b.unitNo;
}

/** Newest sitting first. Hits with only some of the words would crowd out the others, so they go when there are better ones. */
function byDate({ table }: IndexMemory, units: readonly ScoredUnit[]): ScoredUnit[] {
  const full = units.filter((unit) => unit.isFull);
  const atMs = (unit: ScoredUnit): number => table.session(unit.unitNo)?.scheduledAtMs ?? 0;
  return (full.length > 0 ? full : [...units]).toSorted((a, b) => atMs(b) - atMs(a) || byScore(a, b));
}
