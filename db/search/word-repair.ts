// Finds known words that look like an unknown one (typing errors). Pure; the vocabulary is handed in.
import type { VocabularyWord } from './search-index.ts';

/** A vocabulary arranged for looking up similar words. */
export interface RepairVocabulary {
  /** Length of a word → its words. */
  readonly byLength: ReadonlyMap<number, readonly RepairWord[]>;
}

interface RepairWord extends VocabularyWord {
  /** One bit for each letter that occurs (a cheap first test of likeness). */
  readonly letters: number;
}

/** Shorter words are too often a different real word. */
const shortestRepaired = 4;

/** Arranges words; those with digits are never proposed. */
export function arrangeVocabulary(words: Iterable<VocabularyWord>): RepairVocabulary {
  const byLength = new Map<number, RepairWord[]>();
  for (const { word, count } of words) {
    if (word.length < 3 || /\d/u.test(word)) continue;
    const group = byLength.get(word.length) ?? [];
    group.push({ word, count, letters: lettersOf(word) });
    byLength.set(word.length, group);
  }
  return { byLength };
}

/** Words within 1 change (up to 6 letters) or 2 (from 7), nearest first, then most frequent. */
export function findSimilar(vocabulary: RepairVocabulary, typed: string, limit: number): string[] {
  if (typed.length < shortestRepaired || /\d/u.test(typed)) return [];
  const most = typed.length <= 6 ? 1 : 2;
  const letters = lettersOf(typed);
  const near: { word: string; count: number; changes: number }[] = [];
  for (let length = typed.length - most; length <= typed.length + most; length += 1) {
    for (const known of vocabulary.byLength.get(length) ?? []) {
      if (countBits(letters ^ known.letters) > 2 * most) continue;
      const changes = countChanges(typed, known.word, most);
      if (changes <= most) near.push({ word: known.word, count: known.count, changes });
    }
  }
  near.sort((a, b) => a.changes - b.changes || b.count - a.count || (a.word < b.word ? -1 : 1));
  return near.slice(0, limit).map((one) => one.word);
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

function lettersOf(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index += 1) bits |= 1 << (word.charCodeAt(index) % 31);
  return bits;
}

function countBits(value: number): number {
  let bits = value;
  let count = 0;
  for (; bits !== 0; bits &= bits - 1) count += 1;
  return count;
}
