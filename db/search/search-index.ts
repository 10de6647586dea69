// The one interface of every search engine behind this product, and the shapes that pass through it.
// Adapters translate plans and store what the analyser made; they never analyse text themselves.
import type { SearchKind, SuggestionKind } from '../../server/contract/search.ts';
import type { Db } from '../open.ts';
import type { SearchPlan } from './query-plan.ts';

/** A place in a passage's text whose second is known: `[offset in text, second]`. */
export type Moment = readonly [offset: number, seconds: number];

/** A stretch of about a hundred words of a unit. */
export interface UnitPassage {
  readonly text: string;
  readonly startSeconds: number | null;
  /** Page of a document, from 1. */
  readonly page: number | null;
  /** Places in `text` whose seconds are known, in order. */
  readonly moments: readonly Moment[];
}

/** What one hit is: a speech, a document, an item … with its passages in order. */
export interface SearchUnit {
  readonly kind: SearchKind;
  readonly unitId: string;
  readonly externalId: string | null;
  readonly agendaItemId: string | null;
  readonly lang: string | null;
  /** Its own title (an item's, a document's); a speech has the title of its item, which says what it is about. */
  readonly title: string;
  readonly speaker: string | null;
  /** Political group of the speaker. */
  readonly faction: string | null;
  readonly startSeconds: number | null;
  readonly passages: readonly UnitPassage[];
}

/** The session that units belong to. `isPublic`: everyone may find it. */
export interface IndexedSession {
  readonly id: string;
  readonly externalId: string | null;
  readonly title: string;
  readonly bodyId: string;
  readonly body: string;
  readonly scheduledAtMs: number;
  readonly isPublic: boolean;
}

/** Which hits are asked for. */
export interface SearchPage {
  readonly limit: number;
  /** From the page before; null for the first page. */
  readonly cursor: string | null;
}

/** Where a sought word was found, and in which form. */
export interface MatchReason {
  /** As it was typed (folded). */
  readonly typed: string;
  readonly found: string;
  readonly form: 'exact' | 'inflected' | 'synonym' | 'beginning' | 'repaired';
  readonly field: 'text' | 'title' | 'speaker';
}

/** A moment of a hit. `snippet` is plain text with matches between `matchStart` and `matchEnd` of contract/search. */
export interface SearchMoment {
  readonly snippet: string;
  /** Second on the playable timeline of the sentence with the match; null where none is known. */
  readonly offsetSeconds: number | null;
  /** Page of a document, from 1; null for everything else. */
  readonly page: number | null;
}

/** A hit: one unit with its best moment, and the others. */
export interface SearchRow extends SearchMoment {
  readonly kind: SearchKind;
  readonly sessionId: string;
  readonly sessionTitle: string;
  readonly body: string;
  readonly scheduledAtMs: number;
  readonly unitId: string;
  readonly agendaItemId: string | null;
  readonly externalId: string | null;
  /** Id of the session given by the outside. */
  readonly sessionExternalId: string | null;
  readonly lang: string | null;
  readonly title: string;
  readonly speaker: string | null;
  readonly group: string | null;
  readonly moments: readonly SearchMoment[];
  readonly reasons: readonly MatchReason[];
  readonly score: number;
}

/** Values of a facet with the number of hits, most frequent first. */
export type FacetValues = readonly { readonly value: string; readonly count: number }[];

/** How many hits there are of each kind, body, term of office, speaker, group, year and language. */
export interface SearchFacets {
  readonly kind: FacetValues;
  readonly body: FacetValues;
  readonly term: FacetValues;
  readonly speaker: FacetValues;
  readonly group: FacetValues;
  readonly year: FacetValues;
  readonly lang: FacetValues;
}

/** A word that was unknown, and what was searched for in its place. */
export interface RepairedWord {
  readonly typed: string;
  readonly used: string;
}

/** The answer to a plan. A cursor that does not belong to the plan is answered with `bad-cursor`. */
export type SearchAnswer =
  | {
      readonly kind: 'found';
      readonly total: number;
      readonly items: readonly SearchRow[];
      readonly facets: SearchFacets;
      readonly nextCursor: string | null;
      readonly repaired: readonly RepairedWord[];
    }
  | { readonly kind: 'bad-cursor' };

/** What may be typed on. */
export interface Suggestion {
  readonly kind: SuggestionKind;
  readonly text: string;
}

/** A word of the index's vocabulary and the number of passages that hold it. */
export interface VocabularyWord {
  readonly word: string;
  readonly count: number;
}

/** How much of a session is written at once. */
export interface WritingPace {
  /** Units are added until this many passages are; at least one unit is. */
  readonly mostPassages: number;
  /** What is outdated stays findable until its successor is written. Never where something must leave at once. */
  readonly keepsOutdated: boolean;
  /** What is outdated leaves no faster than new units enter. Never where something must leave at once. */
  readonly leavesInSteps: boolean;
  /** Does somebody wait meanwhile, so that upkeep has to be done in small pieces? */
  readonly isServing: boolean;
}

/** Units of a session; `kinds` are all that are looked at. */
export interface SessionContent {
  readonly session: IndexedSession;
  readonly units: readonly SearchUnit[];
  readonly kinds: readonly SearchKind[];
}

/** The writing half: it runs in the transaction that changes what can be found. */
export interface SearchWriter {
  /**
   * Puts these units in the place of what the index has of their kinds, as far as the pace allows; false: something is to be
   * done yet, and calling it again does more of it.
   */
  replaceSession(transaction: Db, content: SessionContent, pace: WritingPace): Promise<boolean>;
  /** Takes a session out of the index. */
  removeSession(transaction: Db, sessionId: string): Promise<void>;
}

/** The reading half: it may live in another thread. Nothing here throws because of what somebody typed. */
export interface SearchReader {
  search(plan: SearchPlan, page: SearchPage): Promise<SearchAnswer>;
  facets(plan: SearchPlan): Promise<SearchFacets>;
  /** Public titles, people and words that what was typed may become, best first. */
  complete(typed: string, limit: number): Promise<readonly Suggestion[]>;
  /** Words from `from` on in alphabetical order. Staff only: it is not filtered by publication. */
  vocabulary(from: string, limit: number): Promise<readonly VocabularyWord[]>;
  close(): Promise<void>;
}

/** A search engine. */
export interface SearchIndex extends SearchWriter, Omit<SearchReader, 'close'> {}
