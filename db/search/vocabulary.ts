// The words of the index in memory, in order of the alphabet, brought up to date by changes. Pure.
import type { VocabularyWord } from './search-index.ts';

/**
 * Words with the number of passages that hold them. Kept as one sorted list of strings beside typed arrays: half a million
 * words take about 25 MB, a third of what a map of objects takes.
 */
export class Vocabulary {
  private words: string[] = [];
  private counts = new Uint32Array(0);
  /** One bit for each letter that occurs: a cheap first test of likeness. */
  private letters = new Int32Array(0);

  /** How many different words there are. */
  get size(): number {
    return this.words.length;
  }

  /** Takes over changed counts; a word whose count is 0 is gone. */
  update(changes: readonly VocabularyWord[]): void {
    if (changes.length === 0) return;
    const sorted = changes.toSorted((a, b) => (a.word < b.word ? -1 : a.word > b.word ? 1 : 0));
    const words: string[] = [];
    const counts: number[] = [];
    let old = 0;
    const keepUntil = (limit: string | null): void => {
      for (let word = this.words[old]; word !== undefined && (limit === null || word < limit); word = this.words[old]) {
        words.push(word);
        counts.push(this.counts[old] ?? 0);
        old += 1;
      }
    };
    for (const { word, count } of sorted) {
      keepUntil(word);
      if (this.words[old] === word) old += 1;
      if (count <= 0) continue;
      words.push(word);
      counts.push(count);
    }
    keepUntil(null);
    this.words = words;
    this.counts = Uint32Array.from(counts);
    this.letters = Int32Array.from(words, lettersOf);
  }

  /** In how many passages the word stands; 0 when it is unknown. */
  count(word: string): number {
    const index = this.firstFrom(word);
    return this.words[index] === word ? (this.counts[index] ?? 0) : 0;
  }

  /** Words that begin with `prefix`, in order of the alphabet. */
  startingWith(prefix: string): VocabularyWord[] {
    const found: VocabularyWord[] = [];
    for (let index = this.firstFrom(prefix); this.words[index]?.startsWith(prefix) === true; index += 1) {
      found.push(this.at(index));
    }
    return found;
  }

  /** Words from `from` on in order of the alphabet. */
  from(from: string, limit: number): VocabularyWord[] {
    const first = this.firstFrom(from);
    const last = Math.min(this.words.length, first + limit);
    return Array.from({ length: Math.max(0, last - first) }, (_, place) => this.at(first + place));
  }

  /** Words of a length between the two of which each has at most `mostLetters` kinds of letters that the other has not. */
  *alike(word: string, lengths: { from: number; to: number }, mostLetters: number): Generator<VocabularyWord> {
    const wanted = lettersOf(word);
    for (let index = 0; index < this.words.length; index += 1) {
      const letters = this.letters[index] ?? 0;
      if (countBits(wanted & ~letters) > mostLetters || countBits(letters & ~wanted) > mostLetters) continue;
      const length = this.words[index]?.length ?? 0;
      if (length >= lengths.from && length <= lengths.to) yield this.at(index);
    }
  }

  private at(index: number): VocabularyWord {
    return { word: this.words[index] ?? '', count: this.counts[index] ?? 0 };
  }

  /** Index of the first word that is not before `word`. */
  private firstFrom(word: string): number {
    let low = 0;
    let high = this.words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.words[middle] ?? '') < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function lettersOf(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index += 1) bits |= 1 << (word.charCodeAt(index) % 31);
  return bits;
}

function countBits(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
