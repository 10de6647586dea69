// In which language a query is written, as far as its small words and its letters tell. Pure.
import { analyseWords } from './analyser.ts';
import { languagesOfStopWord } from './stop-words.ts';

/** Letters that only one of the languages has. */
const ownLetters: readonly (readonly [lang: string, letters: RegExp])[] = [
  ['de', /[äöüß]/giu],
  ['it', /[àèìòù]/giu],
];

/** Two letters; null when nothing tells, or as much for another language. */
export function languageTyped(typed: string): string | null {
  const text = typed.normalize('NFC');
  const signs = [
    ...ownLetters.flatMap(([lang, letters]) => (text.match(letters) ?? []).map(() => lang)),
    // A small word of two languages tells nothing.
    ...analyseWords(text)
      .map(languagesOfStopWord)
      .flatMap((langs) => (langs.length === 1 ? langs : [])),
  ];
  return mostFrequent(signs);
}

/** The text that stands there most often; null when there is none, or when two stand there equally often. */
export function mostFrequent(texts: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [first, second] = [...counts].sort(([, one], [, other]) => other - one);
  return first === undefined || first[1] === second?.[1] ? null : first[0];
}
