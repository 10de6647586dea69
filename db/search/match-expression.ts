// Translates forms into FTS5's query language. Every word stands in double quotes, so that nothing typed is ever read as an
// operator.
import type { WordForm } from './word-forms.ts';

/** Words that may stand between the words of a `near` form. */
export const nearDistance = 3;

/** Any of the forms. */
export function matchForms(forms: readonly Pick<WordForm, 'words' | 'order'>[]): string {
  return `(${forms.map(matchForm).join(' OR ')})`;
}

/** Both expressions. */
export function matchBoth(one: string, other: string): string {
  return `(${one} AND ${other})`;
}

function matchForm({ order, words }: Pick<WordForm, 'words' | 'order'>): string {
  if (order === 'adjacent') return quote(words.join(' '));
  return words.length === 1 ? quote(words.join('')) : `NEAR(${words.map(quote).join(' ')}, ${nearDistance})`;
}

function quote(words: string): string {
  return `"${words.replaceAll('"', '')}"`;
}
