// Finds known words that look like an unknown one (typing errors). Pure; the vocabulary is handed in.
import type { VocabularyWord } from './search-index.ts';

/** Words to choose from: those of a length between the two of which each has at most `mostLetters` that the other has not. */
export interface RepairSource {
  alike(word: string, lengths: { from: number; to: number }, mostLetters: number): Iterable<VocabularyWord>;
}

/** Shorter words are too often a different real word. */
const shortestRepaired = 4;
/** The first letter is rarely the wrong one: a change there counts this much more. */
const firstLetterCost = 0.5;

/**
 * The known word that was most likely meant: within 1 change (up to 6 letters) or 2 (from 7), nearest first, then most
 * frequent. Null when none is near; words with digits are neither repaired nor proposed.
 */
export function findSimilar(source: RepairSource, typed: string): string | null {
  if (typed.length < shortestRepaired || /\d/u.test(typed)) return null;
  const most = typed.length <= 6 ? 1 : 2;
  let best: { word: string; count: number; cost: number } | null = null;
  for (const { word, count } of source.alike(typed, { from: typed.length - most, to: typed.length + most }, most)) {
    const changes = countChanges(typed, word, most);
    if (changes > most || /\d/u.test(word)) continue;
    const cost = changes + (typed[0] === word[0] ? 0 : firstLetterCost);
    const isBetter = best === null || cost < best.cost || (cost === best.cost && count > best.count);
    if (isBetter) best = { word, count, cost };
  }
  return best?.word ?? null;
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
  return countInside(a.slice(start, endA), b.slice(start, endB), most);
}

function countInside(a: string, b: string, most: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = at(previous, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      let changes = Math.min(replaced, at(previous, column) + 1, at(current, column - 1) + 1);
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwap) changes = Math.min(changes, at(before, column - 2) + 1);
      current.push(changes);
      best = Math.min(best, changes);
    }
    // A swap reaches back two rows, so one cheap row before may still be taken up.
    if (best > most && Math.min(...previous) > most) return most + 1;
    before = previous;
    previous = current;
  }
  return Math.min(at(previous, b.length), most + 1);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.MAX_SAFE_INTEGER;
}
