// What somebody may be typing: titles of agenda items and documents, people, acts, words. Only from the public shelf.
import { analyseWords, isStopWord } from './analyser.ts';
import type { IndexMemory } from './index-memory.ts';
import { matchBoth, matchForms } from './match-expression.ts';
import type { Suggestion } from './search-index.ts';
import type { SqliteShelves } from './sqlite-shelves.ts';
import { formsOf, type KnownWords } from './word-forms.ts';

/** Heads looked at for titles; the newest ones come first. */
const mostTitles = 400;
const mostPeople = 5;
const mostMatters = 3;
const longestTitle = 140;

/** Public suggestions, best first: acts, people, titles, words. */
export function suggest(store: SqliteShelves, memory: IndexMemory, typed: string, limit: number): Suggestion[] {
  const words = analyseWords(typed.slice(0, 200)).slice(0, 12);
  const begun = words.at(-1);
  if (begun === undefined || begun.length < 2) return [];
  const known = memory.words('public');
  const meant = words.filter((word, place) => place === words.length - 1 || !isStopWord(word));
  const expression = expressionOf(known, meant);
  const people = expression === null ? [] : peopleNamed(store, memory, expression);
  const titles = expression === null ? [] : titlesWith(store, expression, limit);
  const completed = known
    .startingWith(begun)
    .filter(({ word }) => !/\d/u.test(word) && !isStopWord(word))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, limit)
    .map(({ word }) => ({ kind: 'word' as const, text: [...words.slice(0, -1), word].join(' ') }));
  const matters = store.matters(typed.slice(0, 200).trim(), mostMatters);
  const acts = matters.map((text) => ({ kind: 'matter' as const, text }));
  return [...acts, ...people, ...titles, ...completed].slice(0, limit);
}

/** All words, the last one also as a beginning; null when one of them stands nowhere. */
function expressionOf(known: KnownWords, words: readonly string[]): string | null {
  const parts = words.map((exact, place) => formsOf(known, { exact, isPrefix: place === words.length - 1 }));
  if (parts.some((forms) => forms.length === 0)) return null;
  return parts.map(matchForms).reduce(matchBoth);
}

function peopleNamed(store: SqliteShelves, memory: IndexMemory, expression: string): Suggestion[] {
  const counts = new Map<string, number>();
  for (const unitNo of store.heads('public', 'speaker', expression, mostTitles)) {
    const name = memory.table.speaker(unitNo);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, mostPeople)
    .map(([text]) => ({ kind: 'speaker', text }));
}

function titlesWith(store: SqliteShelves, expression: string, limit: number): Suggestion[] {
  const numbers = store.heads('public', 'title', expression, mostTitles);
  const titles = new Map<string, Suggestion>();
  for (const { kind, title } of store.units(numbers).values()) {
    const text = title.length > longestTitle ? `${title.slice(0, longestTitle)}…` : title;
    if (!titles.has(text)) titles.set(text, { kind: kind === 'agenda' ? 'agenda' : 'title', text });
  }
  return [...titles.values()].slice(0, limit);
}
