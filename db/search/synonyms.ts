// Words that mean the same: read from the small files of each language and of the town, applied to sought words. Pure.
import { analyseWords, isStopWord } from './analyser.ts';
import { synonymForm, type SoughtWord, type WordForm } from './word-forms.ts';

/** Groups of expressions that mean the same; an expression is one or more folded words without stop words. */
export type SynonymGroups = readonly (readonly (readonly string[])[])[];

const longestExpression = 6;

/** Reads lines like `TARI = tassa rifiuti = tassa sui rifiuti`; everything after `#` is a remark. */
export function readSynonyms(text: string): SynonymGroups {
  return text
    .split(/\r?\n/u)
    .map((line) => (line.split('#')[0] ?? '').split('=').map(expressionOf))
    .map((group) => group.filter((words) => words.length > 0 && words.length <= longestExpression))
    .filter((group) => group.length > 1);
}

/** The sought words, each also in the other words of the groups it belongs to. `inflect` gives the known forms of a word. */
export function addSynonyms(
  groups: SynonymGroups,
  sought: readonly SoughtWord[],
  inflect: (word: string) => readonly WordForm[],
): SoughtWord[] {
  const added = sought.map((): WordForm[] => []);
  for (const group of groups) {
    for (const expression of group) {
      const start = findExpression(expression, sought);
      if (start === -1) continue;
      const others = group.filter((one) => one !== expression).flatMap((words) => formsOfSynonym(words, inflect));
      for (let place = start; place < start + expression.length; place += 1) added[place]?.push(...others);
    }
  }
  return sought.map((one, place) => ({ ...one, forms: [...one.forms, ...(added[place] ?? [])] }));
}

/** One word in all its forms; several words as they are, because they rarely stand there otherwise. */
function formsOfSynonym(words: readonly string[], inflect: (word: string) => readonly WordForm[]): WordForm[] {
  const [only, ...more] = words;
  if (only === undefined || more.length > 0) return [synonymForm(words, 1)];
  return inflect(only).map((form) => synonymForm(form.words, form.level));
}

/** Where the expression stands among the sought words, in any of their own forms; -1 when it does not. */
function findExpression(expression: readonly string[], sought: readonly SoughtWord[]): number {
  return sought.findIndex((_, start) =>
    expression.every((word, step) => {
      const one = sought[start + step];
      return (
        one !== undefined && !one.isRequired && (one.typed === word || one.forms.some((form) => isSame(form, word)))
      );
    }),
  );
}

/** Beginnings do not count: "asi" may become "asilo", but did not mean it yet. */
function isSame(form: WordForm, word: string): boolean {
  return form.form !== 'beginning' && form.words.length === 1 && form.words[0] === word;
}

function expressionOf(text: string): string[] {
  const words = analyseWords(text);
  const meant = words.filter((word) => !isStopWord(word));
  return meant.length === 0 ? words : meant;
}
