// Where sought words stand in a text, and how close together. Pure; the analyser decides what a word is.
import { isStopWord, rowOfWords, type TextWord, type WordRow } from './analyser.ts';
import { nearDistance } from './match-expression.ts';
import type { SoughtWord, WordForm } from './word-forms.ts';

/** A word of the text that was looked for. */
export interface MatchedWord extends TextWord {
  /** Index of the sought word it matches. */
  readonly sought: number;
  /** Place among the words of the text; those that say nothing are not counted ("tratta di esseri" is two in a row). */
  readonly place: number;
  readonly form: WordForm;
}

/** Looks for sought words in texts; made once for a query. */
export class WordFinder {
  private readonly byFirst = new Map<string, { sought: number; form: WordForm }[]>();

  constructor(sought: readonly SoughtWord[]) {
    for (const [index, one] of sought.entries()) {
      for (const form of one.forms) {
        // Words that stand near each other may come in any order: each of them may be the first.
        const firsts = form.order === 'near' ? form.words : form.words.slice(0, 1);
        for (const first of firsts) {
          const known = this.byFirst.get(first);
          if (known === undefined) this.byFirst.set(first, [{ sought: index, form }]);
          else known.push({ sought: index, form });
        }
      }
    }
  }

  /** Every place of the text where one of the words stands, in order. */
  find(text: string, lang: string | null): MatchedWord[] {
    const row = rowOfWords(text);
    const found = new Map<number, MatchedWord>();
    for (const [place, word] of row.words.entries()) {
      const firsts = this.byFirst.get(word);
      if (firsts === undefined) continue;
      for (const { form, sought } of firsts) {
        if (!isOfLanguage(form, lang)) continue;
        for (const at of placesOf(form, row.words, place)) {
          const isBetter = at < row.words.length && (found.get(at)?.form.level ?? 0) < form.level;
          if (isBetter) found.set(at, matchedWord(row, at, sought, form));
        }
      }
    }
    return withMeantPlaces(
      [...found.values()].sort((a, b) => a.place - b.place),
      row.words,
    );
  }
}

/** The same with places that leave out stop words. `matches` stand in order. */
function withMeantPlaces(matches: readonly MatchedWord[], words: readonly string[]): MatchedWord[] {
  let [read, meant] = [0, 0];
  return matches.map((match) => {
    for (; read < match.place; read += 1) if (!isStopWord(words[read] ?? '')) meant += 1;
    return { ...match, place: meant };
  });
}

/** Is it this form in a text of this language? A text without a language may be in any. */
export function isOfLanguage(form: WordForm, lang: string | null): boolean {
  return form.langs === null || lang === null || form.langs.has(lang.slice(0, 2).toLowerCase());
}

function matchedWord(row: WordRow, place: number, sought: number, form: WordForm): MatchedWord {
  const [word, start, end] = [row.words[place] ?? '', row.starts[place] ?? 0, row.ends[place] ?? 0];
  return { word, start, end, sought, place, form };
}

/** Places of a form's words when it begins at `place`; empty when it does not. */
function placesOf(form: WordForm, words: readonly string[], place: number): number[] {
  if (form.words.length === 1) return [place];
  if (form.order === 'adjacent') {
    const stands = form.words.every((word, step) => words[place + step] === word);
    return stands ? form.words.map((_, step) => place + step) : [];
  }
  const reach = words.slice(place, place + form.words.length + nearDistance);
  const steps = form.words.map((word) => reach.indexOf(word));
  return steps.includes(-1) ? [] : steps.map((step) => place + step);
}

/** The shortest stretch of words that holds as many different sought words as the text has. */
export interface MatchWindow {
  readonly matches: readonly MatchedWord[];
  /** How many different sought words stand in it. */
  readonly covered: number;
  /** Its length in words that say something. */
  readonly length: number;
}

/** The best window: most different words first, then shortest, then surest, then earliest. Null without a match. */
export function bestWindow(matches: readonly MatchedWord[]): MatchWindow | null {
  const wanted = new Set(matches.map((match) => match.sought)).size;
  let best: (MatchWindow & { level: number }) | null = null;
  let from = 0;
  const inside = new Map<number, number>();
  for (const [to, match] of matches.entries()) {
    inside.set(match.sought, (inside.get(match.sought) ?? 0) + 1);
    for (let first = matches[from]; first !== undefined && (inside.get(first.sought) ?? 0) > 1; first = matches[from]) {
      inside.set(first.sought, (inside.get(first.sought) ?? 0) - 1);
      from += 1;
    }
    const first = matches[from];
    if (inside.size < wanted || first === undefined) continue;
    const length = match.place - first.place + 1;
    const window = matches.slice(from, to + 1);
    const level = window.reduce((sum, one) => sum + one.form.level, 0) / window.length;
    const isBetter = best === null || length < best.length || (length === best.length && level > best.level);
    if (isBetter) best = { matches: window, covered: wanted, length, level };
  }
  return best;
}
