// Reads the postings of each sought word: which passages hold it in their text, which units in their head.
// Bounded: a word that stands nearly everywhere is read only where a rarer one stands too.
import { matchBoth, matchForms } from './match-expression.ts';
import { isOfLanguage } from './matched-words.ts';
import { shelvesFor, type Shelf } from './shelves.ts';
import type { HeadField, SqliteShelves } from './sqlite-shelves.ts';
import type { UnitTable } from './unit-table.ts';
import type { KnownWords, SoughtWord, WordForm } from './word-forms.ts';

/** How well a unit's head holds a word, by field: 0 to 1. */
export type HeadEvidence = Readonly<Record<HeadField, number>>;

/** Where one sought word was found. */
export interface Evidence {
  /** Passage id → how surely (0 to 1). */
  readonly passages: ReadonlyMap<number, number>;
  /** Unit number → its head. */
  readonly heads: ReadonlyMap<number, HeadEvidence>;
  /** In how many passages the word stands, as far as is known. */
  readonly frequency: number;
}

/** Rows read for one word at most: 20,000 take about 10 ms. */
export const mostRows = 20_000;
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
    return { passages: readPassages(sources, one, beside), heads: readHeads(sources, one), frequency };
  });
}

/** Phrases and expressions are at most as frequent as their rarest word. */
function frequencyOf(words: KnownWords, sought: SoughtWord): number {
  return sought.forms.reduce((sum, form) => sum + Math.min(...form.words.map((word) => words.count(word))), 0);
}

function readPassages(sources: Sources, sought: SoughtWord, beside: readonly WordForm[]): Map<number, number> {
  const { isWanted, store, table } = sources;
  const found = new Map<number, number>();
  for (const group of groupForms(sought.forms)) {
    const [first] = group;
    if (first === undefined) continue;
    const expression = beside.length === 0 ? matchForms(group) : matchBoth(matchForms(group), matchForms(beside));
    for (const shelf of shelvesFor[sources.visibleTo]) {
      for (const id of store.words(shelf, expression, mostRows)) {
        if ((found.get(id) ?? 0) >= first.level) continue;
        const unitNo = table.unitOfPassage(id);
        if (isWanted(unitNo) && isOfLanguage(first, table.lang(unitNo))) found.set(id, first.level);
      }
    }
  }
  return found;
}

function readHeads(sources: Sources, sought: SoughtWord): Map<number, HeadEvidence> {
  const { isWanted, store, table } = sources;
  const found = new Map<number, Record<HeadField, number>>();
  for (const group of groupForms(sought.forms)) {
    const [first] = group;
    if (first === undefined) continue;
    const expression = matchForms(group);
    for (const field of headFields) {
      // Names have no inflections and no synonyms.
      if ((field === 'speaker' || field === 'faction') && (first.form === 'inflected' || first.form === 'synonym'))
        continue;
      for (const shelf of shelvesFor[sources.visibleTo]) {
        for (const unitNo of store.heads(shelf, field, expression, mostRows)) {
          if (!isWanted(unitNo) || !isOfLanguage(first, table.lang(unitNo))) continue;
          const head = found.get(unitNo) ?? { title: 0, context: 0, speaker: 0, faction: 0 };
          head[field] = Math.max(head[field], first.level);
          found.set(unitNo, head);
        }
      }
    }
  }
  return found;
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
