// Translates a plan's words and phrases into FTS5's query language. Every word stands in double quotes, so that nothing
// typed is ever read as an operator.
import { analyseWords } from './analyser.ts';
import type { PlanPhrase, PlanWord } from './query-plan.ts';

const exactColumns = '{speaker title text}';
const stemColumns = '{title_stem text_stem}';

/** All words and phrases must be found; null when there is nothing to find. */
export function matchAll(
  words: readonly PlanWord[],
  phrases: readonly PlanPhrase[],
  speaker: string | null,
): string | null {
  return join([...words.map(matchWord), ...phrases.map(matchPhrase), ...matchSpeaker(speaker)], 'AND');
}

/** Any of the words, but every phrase; null when there is nothing to find. */
export function matchAny(
  words: readonly PlanWord[],
  phrases: readonly PlanPhrase[],
  speaker: string | null,
): string | null {
  const any = join(words.map(matchWord), 'OR');
  return join([...(any === null ? [] : [any]), ...phrases.map(matchPhrase), ...matchSpeaker(speaker)], 'AND');
}

/** One word in any of its forms. */
export function matchWord(word: PlanWord): string {
  const forms = [`${exactColumns} : ${quote(word.exact)}`];
  for (const stem of word.stems) forms.push(`${stemColumns} : ${quote(stem)}`);
  if (word.isPrefix) forms.push(`${exactColumns} : ${quote(word.exact)} *`);
  return `(${forms.join(' OR ')})`;
}

/** A word exactly as it stands. */
export function matchExact(word: string): string {
  return `${exactColumns} : ${quote(word)}`;
}

function matchPhrase(phrase: PlanPhrase): string {
  return `(${exactColumns} : ${quote(phrase.words.map((word) => word.exact).join(' '))})`;
}

function matchSpeaker(speaker: string | null): string[] {
  return analyseWords(speaker ?? '').map((word) => `(speaker : ${quote(word)})`);
}

function join(parts: readonly string[], operator: 'AND' | 'OR'): string | null {
  return parts.length === 0 ? null : `(${parts.join(` ${operator} `)})`;
}

function quote(words: string): string {
  return `"${words.replaceAll('"', '')}"`;
}
