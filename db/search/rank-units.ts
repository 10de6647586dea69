// Finds the units of a plan in one index and puts the best first: evidence, score, dates, then a closer look at the best.
import { gatherEvidence } from './gather-evidence.ts';
import type { IndexMemory } from './index-memory.ts';
import { bestWindow, WordFinder, type MatchedWord } from './matched-words.ts';
import type { SearchPlan } from './query-plan.ts';
import { scoreUnits, type ScoredUnit, type UnitScores } from './score-units.ts';
import type { RepairedWord } from './search-index.ts';
import { shelvesFor } from './shelves.ts';
import { seekPlan } from './sought-words.ts';
import type { SqliteShelves } from './sqlite-shelves.ts';
import type { SoughtWord } from './word-forms.ts';
import { WordScope } from './word-scope.ts';

/** Units that a plan finds. */
export interface Ranking {
  /** All of them, in no order. */
  readonly unitNumbers: readonly number[];
  /** The first ones in the plan's order, as many as were asked for. */
  readonly first: readonly ScoredUnit[];
  readonly sought: readonly SoughtWord[];
  readonly repaired: readonly RepairedWord[];
}

/** With this many hits for all words, those with only some of them are left out. */
const enoughUnits = 20;
/** Sittings outside the dates that were typed count this much, and come only after those inside. */
const outsideDatesShare = 0.3;
/** More than anyone pages through. */
export const mostUnits = 20_000;
const inspectedUnits = 50;
const inspectedPassages = 2;
/** What closeness and frequency add to a score; between half and double these the measures do not move. */
const closenessWorth = 1;
const frequencyWorth = 0.2;

/** Ranks what is found, the first `wanted` in order. A plan that asks for nothing finds nothing. */
export function rankUnits(store: SqliteShelves, memory: IndexMemory, plan: SearchPlan, wanted: number): Ranking {
  const words = memory.words(plan.visibleTo);
  const isWanted = filterOf(memory, plan);
  const scope = new WordScope({ store, table: memory.table }, plan, isWanted);
  const { sought, repaired } = seekPlan(plan, { words, synonyms: memory.synonyms(), scope });
  if (sought.length === 0) return { ...browse(store, memory, plan, isWanted), sought, repaired };
  const { table } = memory;
  const evidence = gatherEvidence({ store, table, words, visibleTo: plan.visibleTo, isWanted }, sought);
  const scored = weighDates(memory, plan, scoreUnits(table.sizesFor(plan.visibleTo), sought, evidence));
  const listed = chooseListed(scored, plan.order);
  const unitNumbers = listed.map((place) => scored.unitNumbers[place] ?? 0);
  const most = Math.min(mostUnits, Math.max(wanted, inspectedUnits));
  const first = objectsOf(scored, firstOf(memory, plan, scored, listed, most));
  const looked = inspect(store, memory, sought, first.slice(0, inspectedUnits));
  const best = plan.order === 'newest' ? looked : looked.toSorted(byScore);
  return { unitNumbers, first: [...best, ...first.slice(inspectedUnits)].slice(0, wanted), sought, repaired };
}

/** Which units the plan's filters let through. */
function filterOf({ table }: IndexMemory, plan: SearchPlan): (unitNo: number) => boolean {
  const { body, fromMs, group, kind, lang, sessionId, speaker, term, toMs } = plan.filters;
  const limitsSessions = [body, fromMs, sessionId, term, toMs].some((limit) => limit !== null);
  const sessions = !limitsSessions
    ? null
    : table.sessionsWhere(
        (session) =>
          (body === null || session.body === body || session.bodyId === body) &&
          (term === null || table.termOf(session) === term) &&
          (fromMs === null || session.scheduledAtMs >= fromMs) &&
          (toMs === null || session.scheduledAtMs <= toMs) &&
          (sessionId === null || session.id === sessionId || session.externalId === sessionId),
      );
  const speakers = speaker === null ? null : table.speakersNamed(speaker);
  const factions = group === null ? null : table.factionsNamed(group);
  return (unitNo) =>
    (sessions === null || sessions.has(table.sessionNo(unitNo))) &&
    (kind === null || table.kind(unitNo) === kind) &&
    (lang === null || table.lang(unitNo) === lang) &&
    (speakers === null || speakers.has(table.speakerNo(unitNo))) &&
    (factions === null || factions.has(table.factionNo(unitNo)));
}

/** Without words: whole sessions, or what the filters name, newest first. */
function browse(
  store: SqliteShelves,
  memory: IndexMemory,
  plan: SearchPlan,
  isWanted: (unitNo: number) => boolean,
): Pick<Ranking, 'unitNumbers' | 'first'> {
  const { group, kind, speaker } = plan.filters;
  const isSpoken = speaker !== null || group !== null;
  if (plan.dates === null && !isSpoken) return { unitNumbers: [], first: [] };
  const kinds = kind !== null ? [kind] : isSpoken ? ['speech', 'transcript'] : ['session'];
  const unitNumbers = store
    .browse(shelvesFor[plan.visibleTo], kinds, mostUnits)
    .filter((unitNo) => isWanted(unitNo) && isInDates(memory, plan, unitNo));
  return { unitNumbers, first: unitNumbers.map((unitNo) => ({ unitNo, score: 1, isFull: true, passageIds: [] })) };
}

function isInDates({ table }: IndexMemory, { dates }: SearchPlan, unitNo: number): boolean {
  const atMs = table.session(unitNo)?.scheduledAtMs;
  return dates === null || (atMs !== undefined && atMs >= dates.fromMs && atMs <= dates.toMs);
}

function weighDates(memory: IndexMemory, plan: SearchPlan, units: UnitScores): UnitScores {
  if (plan.dates === null) return units;
  for (const [place, unitNo] of units.unitNumbers.entries()) {
    if (isInDates(memory, plan, unitNo)) continue;
    units.scores[place] = (units.scores[place] ?? 0) * outsideDatesShare;
    units.full[place] = 0;
  }
  return units;
}

/**
 * Places of the units that are listed: those with all words; the others only while there are few. In order of date hits with
 * only some of the words would crowd out the others, so they go when there is any better one.
 */
function chooseListed({ full, unitNumbers }: UnitScores, order: SearchPlan['order']): number[] {
  const places = [...unitNumbers.keys()];
  const fully = places.filter((place) => full[place] === 1);
  return fully.length >= (order === 'newest' ? 1 : enoughUnits) ? fully : places;
}

/** The first places in the plan's order. Finding the `most`-th key first spares sorting everything. */
function firstOf(
  { table }: IndexMemory,
  plan: SearchPlan,
  { scores, unitNumbers }: UnitScores,
  listed: readonly number[],
  most: number,
): number[] {
  const isNewest = plan.order === 'newest';
  const keyOf = (place: number): number =>
    isNewest ? (table.session(unitNumbers[place] ?? 0)?.scheduledAtMs ?? 0) : (scores[place] ?? 0);
  const keys = Float64Array.from(listed, keyOf);
  const least = keys.toSorted()[Math.max(0, keys.length - most)] ?? 0;
  return listed
    .filter((_, order) => (keys[order] ?? 0) >= least)
    .sort(
      (a, b) =>
        keyOf(b) - keyOf(a) || (scores[b] ?? 0) - (scores[a] ?? 0) || (unitNumbers[a] ?? 0) - (unitNumbers[b] ?? 0),
    )
    .slice(0, most);
}

function objectsOf(units: UnitScores, places: readonly number[]): ScoredUnit[] {
  const passages = units.passagesOf(places);
  return places.map((place) => {
    const unitNo = units.unitNumbers[place] ?? 0;
    const isFull = units.full[place] === 1;
    return { unitNo, score: units.scores[place] ?? 0, isFull, passageIds: passages.get(unitNo) ?? [] };
  });
}

/** Looks at the texts of the best: how close together the words stand, and how often. */
function inspect(
  store: SqliteShelves,
  memory: IndexMemory,
  sought: readonly SoughtWord[],
  units: readonly ScoredUnit[],
): ScoredUnit[] {
  const finder = new WordFinder(sought);
  const texts = store.passages(units.flatMap((unit) => unit.passageIds.slice(0, inspectedPassages)));
  return units.map((unit) => {
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
}

/** 1 when all words stand side by side as typed, less in other forms, near 0 when they are far apart or missing. */
function closenessOf(matches: readonly MatchedWord[], wanted: number): number {
  const window = bestWindow(matches);
  if (window === null) return 0;
  const surest = new Map<number, number>();
  for (const { form, sought } of window.matches) surest.set(sought, Math.max(surest.get(sought) ?? 0, form.level));
  const sureness = [...surest.values()].reduce((sum, level) => sum + level, 0);
  return (sureness / wanted) * Math.min(1, (window.covered + 1) / (window.length + 1));
}

function levelSum(matches: readonly MatchedWord[]): number {
  return matches.reduce((sum, match) => sum + match.form.level, 0);
}

function byScore(a: ScoredUnit, b: ScoredUnit): number {
  return b.score - a.score || a.unitNo - b.unitNo;
}
