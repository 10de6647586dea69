// The one interface of every search engine behind this product, and the shapes that pass through it.
// Adapters translate plans and store what the analyser made; they never analyse text themselves.
import type { SearchKind } from '../../server/contract/search.ts';
import type { Db } from '../open.ts';
import type { SearchPlan } from './query-plan.ts';

/** A place in a passage's text whose second is known: `[offset in text, second]`. */
export type Moment = readonly [offset: number, seconds: number];

/** One passage of a unit (a speech, a document, an item …) as it is indexed. */
export interface SearchUnit {
  readonly kind: SearchKind;
  /** Id of what it is a passage of; hits of one unit are folded into one. */
  readonly unitId: string;
  /** Place among the passages of its unit. */
  readonly position: number;
  readonly externalId: string | null;
  readonly agendaItemId: string | null;
  readonly lang: string | null;
  readonly title: string;
  readonly speaker: string | null;
  /** Political group of the speaker. */
  readonly faction: string | null;
  readonly startSeconds: number | null;
  readonly endSeconds: number | null;
  readonly text: string;
  /** Places in `text` whose seconds are known, in order. */
  readonly moments: readonly Moment[];
}

/** Which hits are asked for. */
export interface SearchPage {
  readonly limit: number;
  /** From the page before; null for the first page. */
  readonly cursor: string | null;
}

/** A hit; `snippet` is plain text with matches between `matchStart` and `matchEnd` of contract/search. */
export interface SearchRow {
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
  readonly title: string;
  readonly speaker: string | null;
  readonly snippet: string;
  /** Second on the playable timeline of the sentence with the match; null where none is known. */
  readonly offsetSeconds: number | null;
  readonly score: number;
}

/** Values of a facet with the number of hits, most frequent first. */
export type FacetValues = readonly { readonly value: string; readonly count: number }[];

/** How many hits there are of each kind, body, speaker and year. */
export interface SearchFacets {
  readonly kind: FacetValues;
  readonly body: FacetValues;
  readonly speaker: FacetValues;
  readonly year: FacetValues;
}

/** The answer to a plan. A cursor that does not belong to the plan is answered with `bad-cursor`. */
export type SearchAnswer =
  | {
      readonly kind: 'found';
      readonly total: number;
      readonly items: readonly SearchRow[];
      readonly facets: SearchFacets;
      readonly nextCursor: string | null;
      /** Words that were unknown, and what was searched for in their place. */
      readonly repaired: readonly { readonly typed: string; readonly used: string }[];
    }
  | { readonly kind: 'bad-cursor' };

/** A word of the index's vocabulary and the number of passages that hold it. */
export interface VocabularyWord {
  readonly word: string;
  readonly count: number;
}

/** The writing half: it runs in the transaction that changes what can be found. */
export interface SearchWriter {
  /** Puts these passages in the place of everything that the index has of the session. */
  replaceSession(transaction: Db, sessionId: string, units: readonly SearchUnit[]): Promise<void>;
  /** Takes a session out of the index. */
  removeSession(transaction: Db, sessionId: string): Promise<void>;
}

/** The reading half: it may live in another thread. Nothing here throws because of what somebody typed. */
export interface SearchReader {
  search(plan: SearchPlan, page: SearchPage): Promise<SearchAnswer>;
  facets(plan: SearchPlan): Promise<SearchFacets>;
  /** Words that begin with `prefix` and are found in something published, most frequent first. */
  complete(prefix: string, limit: number): Promise<readonly string[]>;
  /** Words from `from` on in alphabetical order. Staff only: it is not filtered by publication. */
  vocabulary(from: string, limit: number): Promise<readonly VocabularyWord[]>;
  close(): Promise<void>;
}

/** A search engine. */
export interface SearchIndex extends SearchWriter, Omit<SearchReader, 'close'> {}
