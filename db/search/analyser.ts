// The one analyser of index and query: words, accents and case folded, apostrophes split, stems. Pure but for its caches.
import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { stemmer as stemGerman } from '@orama/stemmers/german';
import { stemmer as stemItalian } from '@orama/stemmers/italian';
import { scanWords } from './scan-words.ts';
import { stopWords } from './stop-words.ts';

/** A word of a text: folded, and where it stands in the original (UTF-16 offsets). */
export interface TextWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** No real word is longer; the rest of a longer one is cut, so that no one can bloat the index. */
const maxWordLength = 48;
/** Enough for every word of an archive of 20 years; the cache starts again when it is full. */
const maxCachedWords = 200_000;

const stemmers: Readonly<Record<string, (word: string) => string>> = {
  it: stemItalian,
  en: stemEnglish,
  de: stemGerman,
};
const stemCaches = new Map(Object.keys(stemmers).map((lang) => [lang, new Map<string, string>()]));
const foldCache = new Map<string, string>();

/** The words of a text side by side with their places: three lists of the same length, cheaper than an object a word. */
export interface WordRow {
  readonly words: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** The words of a text with their places. Apostrophes and hyphens separate words. */
export function rowOfWords(text: string): WordRow {
  const words: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  scanWords(text, (raw, start, isFolded) => {
    const word = foldWord(raw, isFolded);
    if (word === '') return;
    words.push(word);
    starts.push(start);
    ends.push(start + raw.length);
  });
  return { words, starts, ends };
}

/** The words of a text, each with its place. */
export function locateWords(text: string): TextWord[] {
  const { ends, starts, words } = rowOfWords(text);
  return words.map((word, place) => ({ word, start: starts[place] ?? 0, end: ends[place] ?? 0 }));
}

/** A text with some of its words replaced, whatever their case and accents. */
export function replaceWords(
  text: string,
  words: readonly { readonly typed: string; readonly used: string }[],
): string {
  const used = new Map(words.map((word) => [word.typed, word.used]));
  return locateWords(text)
    .toReversed()
    .reduce((kept, { end, start, word }) => {
      const other = used.get(word);
      return other === undefined ? kept : `${kept.slice(0, start)}${other}${kept.slice(end)}`;
    }, text);
}

/** The folded words of a text. */
export function analyseWords(text: string): string[] {
  const words: string[] = [];
  scanWords(text, (raw, _, isFolded) => {
    const word = foldWord(raw, isFolded);
    if (word !== '') words.push(word);
  });
  return words;
}

/** The stem of a folded word in a language (`it`, `de-AT` …); without a stemmer for it the word itself. */
export function stemOf(word: string, lang: string | null): string {
  const code = (lang ?? 'it').slice(0, 2).toLowerCase();
  const stem = stemmers[code];
  const cache = stemCaches.get(code);
  if (stem === undefined || cache === undefined || /\d/u.test(word)) return word;
  return remember(cache, word, () => foldRareWord(stem(word)) || word);
}

/** The languages that have a stemmer. */
export const stemmedLanguages: readonly string[] = Object.keys(stemmers);

/** Is this folded word one that says nothing? */
export function isStopWord(word: string): boolean {
  return stopWords.has(word);
}

function foldWord(raw: string, isFolded: boolean): string {
  return isFolded && raw.length <= maxWordLength ? raw : foldRareWord(raw);
}

function foldRareWord(raw: string): string {
  return remember(foldCache, raw, () =>
    raw
      .normalize('NFKD')
      .toLowerCase()
      .replace(/ß/gu, 'ss')
      .replace(/[^\p{L}\p{N}]+/gu, '')
      .slice(0, maxWordLength),
  );
}

function remember(cache: Map<string, string>, key: string, make: () => string): string {
  const known = cache.get(key);
  if (known !== undefined) return known;
  if (cache.size >= maxCachedWords) cache.clear();
  const made = make();
  cache.set(key, made);
  return made;
}
