// Makes a plan's words into what has to be looked for in this index: forms, synonyms, repairs. Pure; words are handed in.
import type { PlanWord, SearchPlan } from './query-plan.ts';
import type { RepairedWord } from './search-index.ts';
import { addSynonyms, type SynonymGroups } from './synonyms.ts';
import { formsOf, phraseForm, sureForms, type KnownWords, type SoughtWord } from './word-forms.ts';
import { findSimilar, type RepairSource } from './word-repair.ts';

/** What is known of the index. */
export interface SoughtFrom {
  readonly words: KnownWords & RepairSource;
  readonly synonyms: SynonymGroups;
}

/** A plan's words and phrases with all their forms. An unknown word is repaired unless the plan is literal. */
export function seekPlan(plan: SearchPlan, from: SoughtFrom): { sought: SoughtWord[]; repaired: RepairedWord[] } {
  const repaired: RepairedWord[] = [];
  const seek = (word: PlanWord): SoughtWord => {
    if (plan.isLiteral) return sought(word.exact, formsOf(from.words, { ...word, isPrefix: false }));
    const forms = formsOf(from.words, word);
    const used = forms.length > 0 ? null : findSimilar(from.words, word.exact);
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
