// Finds known words that look like an unknown one (typing errors). Pure; the vocabulary is handed in.
import type { VocabularyWord } from './search-index.ts';

/** Words to choose from: those of a length between the two whose letters differ in at most `mostLetters`. */
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
  for (const { word, count } of source.alike(typed, { from: typed.length - most, to: typed.length + most }, 2 * most)) {
    if (/\d/u.test(word)) continue;
    const changes = countChanges(typed, word, most);
    if (changes > most) continue;
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
    if (best > most) return most + 1;
    before = previous;
    previous = current;
  }
  return Math.min(at(previous, b.length), most + 1);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.MAX_SAFE_INTEGER;
}
