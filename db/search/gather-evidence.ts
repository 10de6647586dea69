// Reads the postings of each sought word: which passages hold it in their text, which units in their head.
// Bounded: a word that stands nearly everywhere is read only where a rarer one stands too.
import { matchBoth, matchForms } from './match-expression.ts';
import { isOfLanguage } from './matched-words.ts';
import { SeenNumbers } from './seen-numbers.ts';
import { shelvesFor, type Shelf } from './shelves.ts';
import type { HeadField, SqliteShelves } from './sqlite-shelves.ts';
import type { UnitTable } from './unit-table.ts';
import type { KnownWords, SoughtWord, WordForm } from './word-forms.ts';

/** Where one sought word was found: lists side by side, because there may be ten thousands. */
export interface Evidence {
  /** Passages that hold it, and how surely (0 to 1). */
  readonly passages: readonly number[];
  readonly levels: readonly number[];
  /** Fields of units' heads that hold it: unit number, field, how surely. */
  readonly heads: readonly (readonly [unitNo: number, field: HeadField, level: number])[];
  /** In how many passages the word stands, as far as is known. */
  readonly frequency: number;
}

/** Rows read for one word at most: 20,000 take about 10 ms. */
export const mostRows = 20_000;
/** One thread asks one question at a time. */
const seen = new SeenNumbers();
const headFields: readonly HeadField[] = ['title', 'context', 'speaker', 'faction'];

interface Sources {
  readonly store: SqliteShelves;
  readonly table: UnitTable;
  readonly words: KnownWords;
  readonly visibleTo: 'public' | 'staff';
  /** Units that the filters let through. */
  readonly isWanted: (unitNo: number) => boolean;
}

/** The evidence of each word, in their order. */
export function gatherEvidence(sources: Sources, sought: readonly SoughtWord[]): Evidence[] {
  const frequencies = sought.map((one) => frequencyOf(sources.words, one));
  const rare = sought.filter((_, index) => (frequencies[index] ?? 0) <= mostRows);
  const anchor = rare.filter((one) => one.forms.length > 0).flatMap((one) => one.forms);
  const rarest = Math.min(...frequencies.filter((frequency) => frequency > 0));
  const others = sought.filter((_, index) => frequencies[index] === rarest).flatMap((one) => one.forms);
  return sought.map((one, index) => {
    const frequency = frequencies[index] ?? 0;
    const isCommon = frequency > mostRows;
    // With nothing but common words they are read where the least common one stands.
    const beside = !isCommon ? [] : anchor.length > 0 ? anchor : frequency === rarest ? [] : others;
    return { ...readPassages(sources, one, beside), heads: readHeads(sources, one), frequency };
  });
}

/** Phrases and expressions are at most as frequent as their rarest word. */
function frequencyOf(words: KnownWords, sought: SoughtWord): number {
  return sought.forms.reduce((sum, form) => sum + Math.min(...form.words.map((word) => words.count(word))), 0);
}

function readPassages(
  sources: Sources,
  sought: SoughtWord,
  beside: readonly WordForm[],
): Pick<Evidence, 'passages' | 'levels'> {
  const { isWanted, store, table } = sources;
  const passages: number[] = [];
  const levels: number[] = [];
  seen.clear(table.highestPassage);
  for (const group of groupForms(sought.forms)) {
    const [first] = group;
    if (first === undefined) continue;
    const expression = beside.length === 0 ? matchForms(group) : matchBoth(matchForms(group), matchForms(beside));
    for (const shelf of shelvesFor[sources.visibleTo]) {
      for (const id of store.texts(shelf, expression, mostRows)) {
        const unitNo = table.unitOfPassage(id);
        if (!isWanted(unitNo) || !isOfLanguage(first, table.lang(unitNo)) || !seen.add(id)) continue;
        passages.push(id);
        levels.push(first.level);
      }
    }
  }
  return { passages, levels };
}

function readHeads(sources: Sources, sought: SoughtWord): Evidence['heads'] {
  const { isWanted, store, table } = sources;
  const groups = groupForms(sought.forms);
  const found: [number, HeadField, number][] = [];
  for (const field of headFields) {
    seen.clear(table.highestUnit);
    for (const group of groups) {
      const forms = field === 'speaker' || field === 'faction' ? group.filter((form) => isName(table, form)) : group;
      const [first] = forms;
      if (first === undefined) continue;
      const expression = matchForms(forms);
      for (const shelf of shelvesFor[sources.visibleTo]) {
        for (const unitNo of store.heads(shelf, field, expression, mostRows)) {
          if (!isWanted(unitNo) || !isOfLanguage(first, table.lang(unitNo)) || !seen.add(unitNo)) continue;
          found.push([unitNo, field, first.level]);
        }
      }
    }
  }
  return found;
}

/** Names have no inflections and no synonyms, and most words stand in none. */
function isName(table: UnitTable, form: WordForm): boolean {
  if (form.form === 'inflected' || form.form === 'synonym') return false;
  return form.words.every((word) => table.isOfName(word));
}

/** Forms that are equally sure and hold in the same languages are read together. */
function groupForms(forms: readonly WordForm[]): WordForm[][] {
  const groups = new Map<string, WordForm[]>();
  for (const form of forms) {
    const key = `${form.level} ${form.form} ${form.langs === null ? '' : [...form.langs].join('')}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [form]);
    else group.push(form);
  }
  return [...groups.values()].sort((a, b) => (b[0]?.level ?? 0) - (a[0]?.level ?? 0));
}

export type { Sources as EvidenceSources, Shelf };
