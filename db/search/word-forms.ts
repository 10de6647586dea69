// The forms in which a planned word may stand in a text, each with how surely it means the same. Pure.
import { isStopWord, stemOf, stemmedLanguages } from './analyser.ts';
import { differInNumber } from './inflection.ts';
import type { PlanPhrase, PlanWord } from './query-plan.ts';
import type { MatchReason, VocabularyWord } from './search-index.ts';

/** One form: a word, or words that stand together. */
export interface WordForm {
  readonly words: readonly string[];
  /** `adjacent`: one right after the other; `near`: with a few words between them. */
  readonly order: 'adjacent' | 'near';
  /** How surely it means what was typed: 1 as typed, less for each step away. */
  readonly level: number;
  readonly form: MatchReason['form'];
  /** Languages of the texts in which it is this form; null for all. */
  readonly langs: ReadonlySet<string> | null;
}

/** What has to be found, in any of its forms. */
export interface SoughtWord {
  readonly typed: string;
  readonly forms: readonly WordForm[];
  /** A phrase in quotes: without it a unit is no hit. */
  readonly isRequired: boolean;
}

/** The vocabulary as far as the reader may see it. */
export interface KnownWords {
  count(word: string): number;
  startingWith(prefix: string): readonly VocabularyWord[];
  /** Only looked for where there are German texts: it takes a pass over all words. */
  germanEndingWith(ending: string): readonly VocabularyWord[];
}

const levels = {
  exact: 1,
  number: 0.9,
  stem: 0.6,
  compound: 0.6,
  beginning: 0.75,
  synonym: 0.5,
  repaired: 0.9,
} as const;
/** A half-typed word may become very many; the most frequent ones cover what is meant. */
const mostBeginnings = 200;
/** Two- and three-letter stems would gather half the vocabulary. */
const shortestStem = 3;
/** Shorter German words begin too many others by chance. */
const shortestCompound = 5;
const mostCompounds = 100;
/** The front of a compound: shorter ones are prefixes that change the meaning ("Be-steuerung"). */
const shortestFront = 4;
/** Letters between the parts of a compound ("Arbeit-s-markt", "Familie-n-beihilfe"). */
const links = ['s', 'n', 'en', 'es', 'er', 'e'] as const;
const german: ReadonlySet<string> = new Set(['de']);

/** All known forms of a word; none when it is unknown. `typed` is what a repaired word was before. */
export function formsOf(known: KnownWords, word: PlanWord, typed: string = word.exact): WordForm[] {
  const isRepaired = typed !== word.exact;
  const forms = new Map<string, WordForm>();
  const add = (text: string, level: number, form: MatchReason['form'], langs: ReadonlySet<string> | null): void => {
    const kind = isRepaired ? 'repaired' : form;
    const better = (forms.get(text)?.level ?? 0) < level;
    if (better)
      forms.set(text, {
        words: [text],
        order: 'adjacent',
        level: isRepaired ? level * levels.repaired : level,
        form: kind,
        langs,
      });
  };
  if (known.count(word.exact) > 0) add(word.exact, levels.exact, 'exact', null);
  for (const { text, langs, isNumber } of inflections(known, word.exact)) {
    add(text, isNumber ? levels.number : levels.stem, 'inflected', langs);
  }
  for (const text of germanCompounds(known, word.exact)) add(text, levels.compound, 'inflected', german);
  if (word.isPrefix) {
    const begun = known.startingWith(word.exact).toSorted((a, b) => b.count - a.count);
    for (const { word: text } of begun.slice(0, mostBeginnings)) add(text, levels.beginning, 'beginning', null);
  }
  return [...forms.values()];
}

/** Words of the vocabulary with the same stem in some language. */
function inflections(known: KnownWords, word: string): { text: string; langs: Set<string>; isNumber: boolean }[] {
  const found = new Map<string, { langs: Set<string>; isNumber: boolean }>();
  for (const lang of stemmedLanguages) {
    const stem = stemOf(word, lang);
    if (stem.length < shortestStem || isStopWord(word)) continue;
    // A stem begins like its words but for the last letters (-logia → -log, -enza → -ente).
    for (const { word: text } of known.startingWith(stem.slice(0, Math.max(shortestStem, stem.length - 1)))) {
      const isNumber = differInNumber(word, text, lang);
      if (text === word || (!isNumber && stemOf(text, lang) !== stem)) continue;
      const one = found.get(text) ?? { langs: new Set<string>(), isNumber: false };
      one.langs.add(lang);
      one.isNumber ||= isNumber;
      found.set(text, one);
    }
  }
  return [...found].map(([text, one]) => ({ text, ...one }));
}

/** German writes as one word what others write as several: "Pension" also stands in "Pensionsreform" and "Mindestpension". */
function germanCompounds(known: KnownWords, word: string): string[] {
  const stem = stemOf(word, 'de');
  if (stem.length < shortestCompound) return [];
  const begun = known.startingWith(stem).filter((one) => one.word.length >= stem.length + shortestStem);
  const ended = known.germanEndingWith(word).filter((one) => isCompound(known, one.word.slice(0, -word.length)));
  return [...begun, ...ended]
    .toSorted((a, b) => b.count - a.count)
    .slice(0, mostCompounds)
    .map((one) => one.word);
}

/** Is the front of a word a word itself, so that the whole is a compound? */
function isCompound(known: KnownWords, front: string): boolean {
  if (front.length < shortestFront) return false;
  const unlinked = links.filter((link) => front.endsWith(link)).map((link) => front.slice(0, -link.length));
  return [front, ...unlinked].some((one) => one.length >= shortestFront - 1 && known.count(one) > 0);
}

/** A phrase as it stands. */
export function phraseForm(phrase: PlanPhrase): WordForm {
  const words = phrase.words.map((word) => word.exact);
  return { words, order: 'adjacent', level: levels.exact, form: 'exact', langs: null };
}

/** The forms that surely mean what the word means. */
export function sureForms(known: KnownWords, word: string): WordForm[] {
  return formsOf(known, { exact: word, isPrefix: false }).filter((form) => form.level >= levels.number);
}

/** What means the same, in other words; `level` says how near it is to the synonym as it stands in the file. */
export function synonymForm(words: readonly string[], level: number): WordForm {
  return { words, order: 'near', level: levels.synonym * level, form: 'synonym', langs: null };
}
