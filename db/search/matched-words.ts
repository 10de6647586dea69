// Where a plan's words stand in a passage, and how close together. Pure; the analyser decides what a word is.
import { locateWords, stemOf, type TextWord } from './analyser.ts';
import type { PlanWord, SearchPlan } from './query-plan.ts';

/** A word of the passage that was looked for. */
export interface MatchedWord extends TextWord {
  /** Index of the plan's word it matches. */
  readonly planWord: number;
  /** Place among the words of the passage. */
  readonly place: number;
  readonly isExact: boolean;
}

/** The words to look for in texts: those of the plan and of its phrases. */
export function wordsToShow(plan: Pick<SearchPlan, 'words' | 'phrases' | 'dates'>): PlanWord[] {
  const dateWords = (plan.dates?.words ?? []).map((exact) => ({ exact, stems: [exact], isPrefix: false }));
  return [...plan.words, ...plan.phrases.flatMap((phrase) => phrase.words), ...dateWords];
}

/** Every place of the text where one of the words stands, in its exact form, its stem or as its beginning. */
export function findMatches(text: string, words: readonly PlanWord[], lang: string | null): MatchedWord[] {
  return locateWords(text).flatMap((found, place) => {
    const planWord = words.findIndex((word) => isForm(word, found.word, lang));
    const isExact = words[planWord]?.exact === found.word;
    return planWord === -1 ? [] : [{ ...found, planWord, place, isExact }];
  });
}

function isForm(word: PlanWord, found: string, lang: string | null): boolean {
  if (word.exact === found || (word.isPrefix && found.startsWith(word.exact))) return true;
  return word.stems.includes(stemOf(found, lang));
}

/** The shortest stretch of words that holds as many different plan words as the text has. */
export interface MatchWindow {
  readonly matches: readonly MatchedWord[];
  /** How many different plan words stand in it. */
  readonly covered: number;
  /** Its length in words. */
  readonly length: number;
}

/** The best window: most different words first, then shortest, then most exact, then earliest. Null without a match. */
export function bestWindow(matches: readonly MatchedWord[]): MatchWindow | null {
  const wanted = new Set(matches.map((match) => match.planWord)).size;
  let best: MatchWindow | null = null;
  let from = 0;
  const inside = new Map<number, number>();
  for (const [to, match] of matches.entries()) {
    inside.set(match.planWord, (inside.get(match.planWord) ?? 0) + 1);
    for (
      let first = matches[from];
      first !== undefined && (inside.get(first.planWord) ?? 0) > 1;
      first = matches[from]
    ) {
      inside.set(first.planWord, (inside.get(first.planWord) ?? 0) - 1);
      from += 1;
    }
    const first = matches[from];
    if (inside.size < wanted || first === undefined) continue;
    const length = match.place - first.place + 1;
    if (best === null || length < best.length) best = { matches: matches.slice(from, to + 1), covered: wanted, length };
  }
  return best;
}
