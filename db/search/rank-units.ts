// Folds the passages an engine found into units (speeches, documents, items) and scores them. Pure, the same for any engine.

/** A passage as the engine found it. */
export interface PassageMatch {
  readonly passageId: number;
  readonly unitKey: string;
  readonly kind: string;
  readonly speaker: string | null;
  readonly body: string;
  readonly scheduledAtMs: number;
  /** Higher is better. */
  readonly score: number;
}

/** A unit with its passages, best first. */
export interface UnitMatch {
  readonly unitKey: string;
  readonly best: PassageMatch;
  readonly passageIds: readonly number[];
  readonly score: number;
}

/** What the other passages of a unit add to its best one: a speech that keeps to the matter beats one that touches it. */
const otherPassagesShare = 0.15;
const countedPassages = 4;

/** Units by score, best first; equal scores keep a fixed order, so that pages never overlap. */
export function foldPassages(matches: readonly PassageMatch[]): UnitMatch[] {
  const groups = new Map<string, PassageMatch[]>();
  for (const match of matches) {
    const group = groups.get(match.unitKey);
    if (group === undefined) groups.set(match.unitKey, [match]);
    else group.push(match);
  }
  return [...groups].flatMap(([unitKey, group]) => foldGroup(unitKey, group)).sort(byScore);
}

/** Best score first, then the newest, then by key. */
export function byScore(a: UnitMatch, b: UnitMatch): number {
  return b.score - a.score || byNewest(a, b);
}

/** Newest sitting first, then by key. */
export function byNewest(a: UnitMatch, b: UnitMatch): number {
  return b.best.scheduledAtMs - a.best.scheduledAtMs || (a.unitKey < b.unitKey ? -1 : 1);
}

function foldGroup(unitKey: string, group: readonly PassageMatch[]): UnitMatch[] {
  const sorted = group.toSorted((a, b) => b.score - a.score || a.passageId - b.passageId);
  const [best, ...others] = sorted;
  if (best === undefined) return [];
  const more = others.slice(0, countedPassages).reduce((sum, match) => sum + match.score, 0);
  const passageIds = sorted.map((match) => match.passageId);
  return [{ unitKey, best, passageIds, score: best.score + otherPassagesShare * more }];
}
