// The words of the index in memory, in order of the alphabet, brought up to date by changes. Pure.
import type { VocabularyWord } from './search-index.ts';
import { WordEndings } from './word-endings.ts';
import type { WordVisitor } from './word-repair.ts';

/** Changes that wait beside the list; more of them are worked into it, which takes a pass over all words. */
const mostRecent = 4000;
/** Says of a word's letters that they are not all ASCII, so that its bytes are not its length. */
const isWide = 1 << 31;
/** UTF-8 of a UTF-16 unit. */
const mostBytes = 3;
/** A byte that is in no UTF-8: behind a beginning it stands after every word that has it. */
const afterAll = Buffer.of(0xff);

/**
 * Words with the number of passages that hold them. The words are one row of UTF-8 bytes beside arrays of numbers: a million
 * and a half of them take 37 MB, a fourth of what as many strings take.
 */
export class Vocabulary {
  private bytes = Buffer.alloc(0);
  /** Where each word begins; one more for the end. */
  private starts = new Uint32Array(1);
  private counts = new Uint32Array(0);
  /** One bit for each letter that occurs: a cheap first test of likeness. */
  private letters = new Int32Array(0);
  /** Made when it is first asked for: only German needs it. */
  private endings: WordEndings | null = null;
  /** Changed counts that are not worked in yet; 0: the word is gone. */
  private recent = new Map<string, number>();

  /** How many different words there are. */
  get size(): number {
    this.workIn();
    return this.counts.length;
  }

  /** Begins anew with these words, in order of their bytes; what it reads is not kept, so that a million may stream by. */
  fill(words: Iterable<VocabularyWord>): void {
    let bytes = Buffer.alloc(1 << 16);
    const [starts, counts, letters] = [new Numbers(), new Numbers(), new Numbers()];
    let end = 0;
    starts.push(0);
    for (const { word, count } of words) {
      if (bytes.length - end < word.length * mostBytes) bytes = Buffer.concat([bytes], bytes.length * 2);
      end += bytes.write(word, end);
      starts.push(end);
      counts.push(count);
      letters.push(lettersOf(word));
    }
    this.bytes = Buffer.from(bytes.subarray(0, end));
    this.starts = starts.list();
    this.counts = counts.list();
    this.letters = new Int32Array(letters.list().buffer);
    this.endings = null;
    this.recent = new Map();
  }

  /** Takes over changed counts; a word whose count is 0 is gone. */
  update(changes: readonly VocabularyWord[]): void {
    for (const { word, count } of changes) this.recent.set(word, Math.max(0, count));
    if (this.recent.size > mostRecent) this.workIn();
  }

  /** Takes over by how much counts changed. */
  change(steps: ReadonlyMap<string, number>): void {
    this.update([...steps].map(([word, step]) => ({ word, count: this.count(word) + step })));
  }

  /** In how many passages the word stands; 0 when it is unknown. */
  count(word: string): number {
    const recent = this.recent.get(word);
    if (recent !== undefined) return recent;
    const key = Buffer.from(word);
    const index = this.firstFrom(key);
    return this.isAt(index, key) ? (this.counts[index] ?? 0) : 0;
  }

  /** Words that begin with `prefix`, in order of the alphabet. */
  startingWith(prefix: string): VocabularyWord[] {
    const key = Buffer.from(prefix);
    const found: VocabularyWord[] = [];
    const end = this.firstFrom(Buffer.concat([key, afterAll]));
    for (let index = this.firstFrom(key); index < end; index += 1) found.push(this.at(index));
    return this.withRecent(found, (word) => word.startsWith(prefix));
  }

  /** Longer words that end with `ending` (four letters or more), in no order. */
  endingWith(ending: string): VocabularyWord[] {
    this.endings ??= new WordEndings(this.bytes, this.starts);
    const found = this.endings.wordsWith(Buffer.from(ending)).map((index) => this.at(index));
    return this.withRecent(found, (word) => word.length > ending.length && word.endsWith(ending));
  }

  /** Words from `from` on in order of the alphabet. */
  from(from: string, limit: number): VocabularyWord[] {
    this.workIn();
    const first = this.firstFrom(Buffer.from(from));
    const last = Math.min(this.counts.length, first + limit);
    return Array.from({ length: Math.max(0, last - first) }, (_, place) => this.at(first + place));
  }

  /** Visits words of a length between the two of which each has at most `mostLetters` kinds of letters that the other has not. */
  eachAlike(typed: string, lengths: { from: number; to: number }, mostLetters: number, visit: WordVisitor): void {
    const wanted = lettersOf(typed) & ~isWide;
    const { from, to } = lengths;
    const isAlike = (letters: number): boolean =>
      countBits(wanted & ~letters) <= mostLetters && countBits(letters & ~wanted & ~isWide) <= mostLetters;
    for (let index = 0; index < this.counts.length; index += 1) {
      const letters = this.letters[index] ?? 0;
      const bytes = (this.starts[index + 1] ?? 0) - (this.starts[index] ?? 0);
      // Only of ASCII letters the bytes are as many as the letters.
      if ((letters & isWide) === 0 && (bytes < from || bytes > to)) continue;
      if (!isAlike(letters)) continue;
      const word = this.wordAt(index);
      if (word.length >= from && word.length <= to && !this.recent.has(word)) visit(word, this.counts[index] ?? 0);
    }
    for (const [word, count] of this.recent) {
      const fits = count > 0 && word.length >= from && word.length <= to;
      if (fits && isAlike(lettersOf(word))) visit(word, count);
    }
  }

  /** The list with the recent changes among these words. */
  private withRecent(found: VocabularyWord[], isWanted: (word: string) => boolean): VocabularyWord[] {
    const changed = [...this.recent].filter(([word]) => isWanted(word));
    if (changed.length === 0) return found;
    const kept = found.filter(({ word }) => !this.recent.has(word));
    const added = changed.filter(([, count]) => count > 0).map(([word, count]) => ({ word, count }));
    return [...kept, ...added].sort((a, b) => Buffer.compare(Buffer.from(a.word), Buffer.from(b.word)));
  }

  /** Works the recent changes into the list. */
  private workIn(): void {
    if (this.recent.size === 0) return;
    const changes = [...this.recent]
      .map(([word, count]) => ({ key: Buffer.from(word), word, count }))
      .sort((a, b) => Buffer.compare(a.key, b.key));
    const old = { bytes: this.bytes, starts: this.starts, counts: this.counts, letters: this.letters };
    const most = old.counts.length + changes.length;
    const bytes = Buffer.alloc(old.bytes.length + changes.reduce((sum, { key }) => sum + key.length, 0));
    const [starts, counts, letters] = [new Uint32Array(most + 1), new Uint32Array(most), new Int32Array(most)];
    let [end, size] = [0, 0];
    const write = (from: Buffer, span: readonly [number, number], count: number, bits: number): void => {
      from.copy(bytes, end, span[0], span[1]);
      end += span[1] - span[0];
      counts[size] = count;
      letters[size] = bits;
      size += 1;
      starts[size] = end;
    };
    let next = 0;
    const keepUntil = (limit: number): void => {
      for (; next < limit; next += 1) {
        const span = [old.starts[next] ?? 0, old.starts[next + 1] ?? 0] as const;
        write(old.bytes, span, old.counts[next] ?? 0, old.letters[next] ?? 0);
      }
    };
    for (const { count, key, word } of changes) {
      const place = this.firstFrom(key);
      keepUntil(place);
      if (this.isAt(place, key)) next = place + 1;
      if (count > 0) write(key, [0, key.length], count, lettersOf(word));
    }
    keepUntil(old.counts.length);
    // Copies of the right length: what was reserved for words that were known already is given back.
    this.bytes = Buffer.from(bytes.subarray(0, end));
    this.starts = starts.slice(0, size + 1);
    this.counts = counts.slice(0, size);
    this.letters = letters.slice(0, size);
    this.endings = null;
    this.recent = new Map();
  }

  private at(index: number): VocabularyWord {
    return { word: this.wordAt(index), count: this.counts[index] ?? 0 };
  }

  private wordAt(index: number): string {
    const start = this.starts[index] ?? 0;
    const end = this.starts[index + 1] ?? 0;
    const isWideWord = ((this.letters[index] ?? 0) & isWide) !== 0;
    return isWideWord ? this.bytes.toString('utf8', start, end) : this.bytes.toString('latin1', start, end);
  }

  /** Index of the first word that is not before `key`. */
  private firstFrom(key: Buffer): number {
    let low = 0;
    let high = this.counts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.isBefore(middle, key)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Is the word before the key? A loop over a few bytes is a third of the price of comparing buffers. */
  private isBefore(index: number, key: Buffer): boolean {
    const start = this.starts[index] ?? 0;
    const length = (this.starts[index + 1] ?? 0) - start;
    const shorter = Math.min(length, key.length);
    for (let place = 0; place < shorter; place += 1) {
      const difference = (this.bytes[start + place] ?? 0) - (key[place] ?? 0);
      if (difference !== 0) return difference < 0;
    }
    return length < key.length;
  }

  private isAt(index: number, key: Buffer): boolean {
    if (index >= this.counts.length) return false;
    const [start, end] = [this.starts[index] ?? 0, this.starts[index + 1] ?? 0];
    return end - start === key.length && this.bytes.compare(key, 0, key.length, start, end) === 0;
  }
}

/** Whole numbers of 32 bits, as many as come. */
class Numbers {
  private numbers = new Uint32Array(1024);
  private length = 0;

  push(number: number): void {
    if (this.length === this.numbers.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.length] = number;
    this.length += 1;
  }

  /** A copy of the right length. */
  list(): Uint32Array<ArrayBuffer> {
    return this.numbers.slice(0, this.length);
  }
}

function lettersOf(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index += 1) {
    const code = word.charCodeAt(index);
    bits |= code < 0x80 ? 1 << (code % 31) : isWide | (1 << (code % 31));
  }
  return bits;
}

function countBits(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
