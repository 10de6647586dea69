// Finds known words that look like an unknown one (typing errors). Pure; the vocabulary is handed in. A million words give ten
// thousands to compare with, so nothing is made for one of them.
import { isStopWord } from './analyser.ts';

/** Hears of a known word and in how many passages it stands. */
export type WordVisitor = (word: string, count: number) => void;

/** Words to choose from: those of a length between the two of which each has at most `mostLetters` that the other has not. */
export interface RepairSource {
  eachAlike(typed: string, lengths: { from: number; to: number }, mostLetters: number, visit: WordVisitor): void;
}

/** Shorter words are too often a different real word. */
const shortestRepaired = 4;
/** The first letter is rarely the wrong one: a change there counts this much more. */
const firstLetterCost = 0.5;

/** A known word that looks like the typed one. `cost`: in how many changes they differ; one of the first letter costs more. */
export interface SimilarWord {
  readonly word: string;
  readonly count: number;
  readonly cost: number;
}

/**
 * Known words that may have been meant, at most `wanted`, the likeliest first: within 1 change (up to 6 letters) or 2 (from
 * 7), nearest first, then most frequent. Words with digits are neither repaired nor proposed, nor are words that mean nothing
 * to a search (`tetto` is not `tutto`).
 */
export function findSimilar(source: RepairSource, typed: string, wanted: number): SimilarWord[] {
  if (typed.length < shortestRepaired || /\d/u.test(typed)) return [];
  const most = typed.length <= 6 ? 1 : 2;
  const kept: SimilarWord[] = [];
  source.eachAlike(typed, { from: typed.length - most, to: typed.length + most }, most, (word, count) => {
    const last = kept.length < wanted ? undefined : kept.at(-1);
    // Nothing that is farther away than all that are kept has to be measured to the end.
    const mostChanges = Math.min(most, Math.floor(last?.cost ?? most));
    const changes = countChanges(typed, word, mostChanges);
    if (changes > mostChanges || /\d/u.test(word) || isStopWord(word)) return;
    const similar = { word, count, cost: changes + (typed[0] === word[0] ? 0 : firstLetterCost) };
    if (last !== undefined && !isLikelier(similar, last)) return;
    if (last !== undefined) kept.pop();
    const place = kept.findIndex((one) => isLikelier(similar, one));
    kept.splice(place === -1 ? kept.length : place, 0, similar);
  });
  return kept;
}

function isLikelier(one: SimilarWord, other: SimilarWord): boolean {
  return one.cost < other.cost || (one.cost === other.cost && one.count > other.count);
}

/**
 * Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, replacements and swaps of neighbours.
 * Anything above `most` is answered as `most + 1`.
 */
export function countChanges(a: string, b: string, most: number): number {
  let start = 0;
  let [endA, endB] = [a.length, b.length];
  while (start < endA && start < endB && a.charCodeAt(start) === b.charCodeAt(start)) start += 1;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA -= 1;
    endB -= 1;
  }
  // What differs between equal beginnings and ends is short for nearly every pair of words.
  if (Math.abs(endA - endB) > most) return most + 1;
  return countInside(a, b, { start, endA, endB }, most);
}

/** Three rows of the table of distances, used again and again. No word of the index is longer than 48 letters. */
let rows = makeRows(64);

function makeRows(width: number): [Uint16Array, Uint16Array, Uint16Array] {
  return [new Uint16Array(width), new Uint16Array(width), new Uint16Array(width)];
}

function countInside(a: string, b: string, span: { start: number; endA: number; endB: number }, most: number): number {
  const { endA, endB, start } = span;
  const [height, width] = [endA - start, endB - start];
  if (width >= rows[0].length) rows = makeRows(width + 1);
  let [before, previous, current] = rows;
  for (let column = 0; column <= width; column += 1) previous[column] = column;
  let bestBefore = 0;
  for (let row = 1; row <= height; row += 1) {
    const letter = a.charCodeAt(start + row - 1);
    current[0] = row;
    let best = row;
    for (let column = 1; column <= width; column += 1) {
      const other = b.charCodeAt(start + column - 1);
      let changes = (previous[column - 1] ?? 0) + (letter === other ? 0 : 1);
      changes = Math.min(changes, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      const isSwap =
        row > 1 && column > 1 && letter === b.charCodeAt(start + column - 2) && a.charCodeAt(start + row - 2) === other;
      if (isSwap) changes = Math.min(changes, (before[column - 2] ?? 0) + 1);
      current[column] = changes;
      best = Math.min(best, changes);
    }
    // A swap reaches back two rows, so one cheap row before may still be taken up.
    if (best > most && bestBefore > most) return most + 1;
    bestBefore = best;
    [before, previous, current] = [previous, current, before];
  }
  return Math.min(previous[width] ?? 0, most + 1);
}
