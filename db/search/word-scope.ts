// Where words of the index occur: in which languages, and whether in what a plan's filters let through. Asked only for a mistyped
// word, so it reads the postings of one word at a time.
import { matchForms } from './match-expression.ts';
import type { SearchPlan } from './query-plan.ts';
import { shelvesFor } from './shelves.ts';
import type { SqliteShelves } from './sqlite-shelves.ts';
import type { UnitTable } from './unit-table.ts';
import type { WordForm } from './word-forms.ts';

/** Rows read of a word, the newest first: most words show themselves in a few, and 20,000 take about 10 ms. */
const rowSteps = [64, 20_000];
/** So much of a word's newest passages in one language, and it is a word of that language. */
const ownShare = 0.8;

/** Says where words occur, for one plan. */
export class WordScope {
  /** Do the filters leave anything out, so that a word may not occur in the rest? */
  readonly isLimited: boolean;
  /** The language asked for; null for all. */
  readonly lang: string | null;
  private readonly visibleTo: SearchPlan['visibleTo'];
  private readonly store: SqliteShelves;
  private readonly table: UnitTable;
  private readonly isWanted: (unitNo: number) => boolean;

  constructor(
    { store, table }: { readonly store: SqliteShelves; readonly table: UnitTable },
    plan: SearchPlan,
    isWanted: (unitNo: number) => boolean,
  ) {
    this.isLimited = Object.values(plan.filters).some((limit) => limit !== null);
    this.lang = plan.filters.lang;
    this.visibleTo = plan.visibleTo;
    this.store = store;
    this.table = table;
    this.isWanted = isWanted;
  }

  /** Does any of the forms occur in what the filters let through? */
  isReached(forms: readonly Pick<WordForm, 'words' | 'order'>[]): boolean {
    return this.occurs(forms, this.isWanted);
  }

  /** Does any of the forms occur in a text of this language? */
  occursIn(forms: readonly Pick<WordForm, 'words' | 'order'>[], lang: string): boolean {
    return this.occurs(forms, (unitNo) => this.table.lang(unitNo) === lang);
  }

  /** The language to which a word belongs; null when it occurs in several. */
  languageOf(word: string): string | null {
    const counts = new Map<string | null, number>();
    const units = [...this.unitsWith([wordForm(word)], rowSteps[0] ?? 0)];
    for (const unitNo of units) {
      const lang = this.table.lang(unitNo);
      counts.set(lang, (counts.get(lang) ?? 0) + 1);
    }
    const [first] = [...counts].sort(([, one], [, other]) => other - one);
    return first !== undefined && first[1] >= units.length * ownShare ? first[0] : null;
  }

  /** Does the word stand in the name of anyone? Names are the same in every language. */
  isOfName(word: string): boolean {
    return this.table.isOfName(word);
  }

  private occurs(forms: readonly Pick<WordForm, 'words' | 'order'>[], holds: (unitNo: number) => boolean): boolean {
    if (forms.length === 0) return false;
    return rowSteps.some((rows) => this.unitsWith(forms, rows).some(holds));
  }

  /** Units that hold one of the forms in their texts or heads. */
  private unitsWith(forms: readonly Pick<WordForm, 'words' | 'order'>[], rows: number): number[] {
    const expression = matchForms(forms);
    return shelvesFor[this.visibleTo].flatMap((shelf) => [
      ...this.store.texts(shelf, expression, rows).map((id) => this.table.unitOfPassage(id)),
      ...this.store.heads(shelf, null, expression, rows),
    ]);
  }
}

/** A word as a form. */
export function wordForm(word: string): Pick<WordForm, 'words' | 'order'> {
  return { words: [word], order: 'adjacent' };
}
