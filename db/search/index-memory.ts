// What one reader remembers of the index (units, vocabulary, synonyms), brought up to date before each question.
import type { VocabularyWord } from './search-index.ts';
import { languageSynonyms } from './language-synonyms.ts';
import { shelves, shelvesFor, type Shelf } from './shelves.ts';
import type { SqliteShelves } from './sqlite-shelves.ts';
import { readSynonyms, type SynonymGroups } from './synonyms.ts';
import { UnitTable } from './unit-table.ts';
import { Vocabulary } from './vocabulary.ts';
import { loggedGenerations } from './word-counts.ts';
import type { KnownWords } from './word-forms.ts';
import type { RepairSource } from './word-repair.ts';
import { sumSteps } from './work-in-words.ts';

/** Setting with the town's own synonyms, one group a line. */
export const synonymSetting = 'search.synonyms';

/** Reads all words of a shelf: the table, and what is not worked into it yet. */
export function fillVocabulary(vocabulary: Vocabulary, store: SqliteShelves, shelf: Shelf): void {
  vocabulary.fill(store.words(shelf));
  vocabulary.change(sumSteps(store.waitingWords(shelf)));
}

/** Remembers the index. Call `refresh` inside the snapshot that is searched. */
export class IndexMemory {
  readonly table = new UnitTable();
  private readonly vocabularies: Record<Shelf, Vocabulary> = { public: new Vocabulary(), hidden: new Vocabulary() };
  private generation = 0;
  private lastUnit = 0;
  private townText: string | null = null;
  private town: SynonymGroups = [];
  private readonly store: SqliteShelves;

  constructor(store: SqliteShelves) {
    this.store = store;
  }

  /** Takes over what changed since the last time. */
  refresh(): void {
    const townText = this.store.setting(synonymSetting);
    if (townText !== this.townText) {
      this.town = readSynonyms(townText ?? '');
      this.townText = townText;
    }
    // A handful of rows that change without the index.
    this.table.putTerms(this.store.terms());
    const generation = Number(this.store.setting('search.generation') ?? 0);
    if (generation === this.generation) return;
    for (const session of this.store.sessionsSince(this.generation)) this.table.putSession(session);
    for (const unit of this.store.unitsAfter(this.lastUnit)) {
      this.table.putUnit(unit);
      this.lastUnit = unit.no;
    }
    for (const shelf of shelves) this.refreshWords(shelf, generation);
    this.generation = generation;
  }

  /** Goes on by the log, or begins anew where it does not reach back to what is remembered. */
  private refreshWords(shelf: Shelf, generation: number): void {
    if (this.generation > 0 && this.generation >= generation - loggedGenerations) {
      this.vocabularies[shelf].change(sumSteps(this.store.wordChangesSince(shelf, this.generation)));
      return;
    }
    fillVocabulary(this.vocabularies[shelf], this.store, shelf);
  }

  /** Groups of words that mean the same: the languages' and the town's. */
  synonyms(): SynonymGroups {
    return [...this.town, ...languageSynonyms];
  }

  /** The vocabulary as far as this reader may see it. */
  words(visibleTo: 'public' | 'staff'): KnownWords & RepairSource {
    const seen = shelvesFor[visibleTo].map((shelf) => this.vocabularies[shelf]);
    return {
      count: (word) => seen.reduce((sum, one) => sum + one.count(word), 0),
      startingWith: (prefix) => joinCounts(seen.map((one) => one.startingWith(prefix))),
      germanEndingWith: (ending) =>
        this.table.hasLang('de') ? joinCounts(seen.map((one) => one.endingWith(ending))) : [],
      eachAlike: (typed, lengths, mostLetters, visit) => {
        for (const one of seen) one.eachAlike(typed, lengths, mostLetters, visit);
      },
    };
  }

  /** Words of both shelves from `from` on. */
  vocabulary(from: string, limit: number): VocabularyWord[] {
    return joinCounts(shelves.map((shelf) => this.vocabularies[shelf].from(from, limit))).slice(0, limit);
  }
}

/** One list in order of the alphabet; a word of several lists has the sum of its counts. */
function joinCounts(lists: readonly (readonly VocabularyWord[])[]): VocabularyWord[] {
  const [only, ...more] = lists.filter((list) => list.length > 0);
  if (only === undefined || more.length === 0) return [...(only ?? [])];
  const counts = new Map<string, number>();
  for (const { word, count } of [only, ...more].flat()) counts.set(word, (counts.get(word) ?? 0) + count);
  return [...counts].map(([word, count]) => ({ word, count })).sort((a, b) => (a.word < b.word ? -1 : 1));
}
