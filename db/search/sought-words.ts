// Makes a plan's words into what has to be looked for in this index: forms, synonyms, repairs. Pure; words are handed in, and
// so is where they occur.
import { mostFrequent } from './language-typed.ts';
import type { PlanWord, SearchPlan } from './query-plan.ts';
import type { RepairedWord } from './search-index.ts';
import { addSynonyms, type SynonymGroups } from './synonyms.ts';
import { formsOf, phraseForm, sureForms, type KnownWords, type SoughtWord } from './word-forms.ts';
import { findSimilar, type RepairSource, type SimilarWord } from './word-repair.ts';
import { wordForm, type WordScope } from './word-scope.ts';

/** What is known of the index. */
export interface SoughtFrom {
  readonly words: KnownWords & RepairSource;
  readonly synonyms: SynonymGroups;
  readonly scope: Pick<WordScope, 'isLimited' | 'lang' | 'isReached' | 'occursIn' | 'languageOf' | 'isOfName'>;
}

/** So many words that look like the typed one are looked at for where they occur. */
const mostSimilar = 24;
/** A word that does not occur in the language of the query counts as so many changes farther away. */
const strangerCost = 1;

/** A plan's words and phrases with all their forms. An unknown word is repaired unless the plan is literal. */
export function seekPlan(plan: SearchPlan, from: SoughtFrom): { sought: SoughtWord[]; repaired: RepairedWord[] } {
  const repaired: RepairedWord[] = [];
  const seek = (word: PlanWord): SoughtWord => {
    if (plan.isLiteral) return sought(word.exact, formsOf(from.words, { ...word, isPrefix: false }));
    const forms = formsOf(from.words, word);
    const used = isKnown(from, word, forms) ? null : chooseRepair(plan, from, word);
    if (used === null) return sought(word.exact, forms);
    repaired.push({ typed: word.exact, used });
    return sought(word.exact, formsOf(from.words, { exact: used, isPrefix: false }, word.exact));
  };
  const words = addSynonyms(from.synonyms, plan.words.map(seek), (word) => sureForms(from.words, word));
  const phrases = plan.phrases.map((phrase) => ({
    typed: phrase.words.map((word) => word.exact).join(' '),
    forms: [phraseForm(phrase)],
    isRequired: true,
  }));
  return { sought: [...words, ...phrases], repaired };
}

function sought(typed: string, forms: SoughtWord['forms']): SoughtWord {
  return { typed, forms, isRequired: false };
}

/** Who asks for one language makes typing errors in it: a word of another one is unknown there, unless it is a name. */
function isKnown({ scope }: SoughtFrom, word: PlanWord, forms: SoughtWord['forms']): boolean {
  if (forms.length === 0) return false;
  return scope.lang === null || scope.isOfName(word.exact) || scope.occursIn(forms, scope.lang);
}

/** The word that was most likely meant, among those that the filters reach; null when there is none. */
function chooseRepair(plan: SearchPlan, from: SoughtFrom, { exact }: PlanWord): string | null {
  const { scope, words } = from;
  const lang = scope.lang === null ? languageOf(plan, from, exact) : null;
  if (!scope.isLimited && lang === null) return findSimilar(words, exact, 1)[0]?.word ?? null;
  const reached = findSimilar(words, exact, mostSimilar).filter(
    ({ word }) => word !== exact && (!scope.isLimited || scope.isReached([wordForm(word)])),
  );
  return (lang === null ? reached : nativesFirst(scope, reached, lang))[0]?.word ?? null;
}

/** The language of the query; its other words tell where its letters and small words do not. */
function languageOf(plan: SearchPlan, { scope }: SoughtFrom, mistyped: string): string | null {
  if (plan.typedLang !== null) return plan.typedLang;
  const others = plan.words.filter((word) => word.exact !== mistyped);
  return mostFrequent(others.flatMap((word) => scope.languageOf(word.exact) ?? []));
}

function nativesFirst(scope: SoughtFrom['scope'], similar: readonly SimilarWord[], lang: string): SimilarWord[] {
  return similar
    .map((one) => ({ ...one, cost: one.cost + (scope.occursIn([wordForm(one.word)], lang) ? 0 : strangerCost) }))
    .sort((one, other) => one.cost - other.cost || other.count - one.count);
}
