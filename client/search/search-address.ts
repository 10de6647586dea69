// A search and its place in the address, so that every search can be shared; pure.
import type { SearchKind } from '../../server/contract/search.ts';
import type { SearchRequest } from '../api/search.ts';
import { daysOfYear } from '../archive/archive-filters.ts';

/** What the reader asks; empty for "all". */
export interface SearchWish {
  readonly q: string;
  readonly kind: SearchKind | '';
  readonly body: string;
  readonly year: string;
  readonly session: string;
  readonly speaker: string;
  readonly group: string;
  readonly term: string;
  readonly lang: string;
  /** Exactly the typed words. */
  readonly literal: boolean;
  readonly sort: 'relevance' | 'newest';
}

// Held by its type: importing the contract's own list would put the whole validator on the page.
const kinds: readonly SearchKind[] = [
  'agenda',
  'speech',
  'transcript',
  'document',
  'session',
  'vote',
  'chat',
  'minutes',
];

/** Reads a wish from the address; what makes no sense is left out. */
export function readWish(query: URLSearchParams): SearchWish {
  const year = query.get('year') ?? '';
  return {
    q: query.get('q') ?? '',
    kind: kinds.find((kind) => kind === query.get('kind')) ?? '',
    body: query.get('body') ?? '',
    year: /^\d{4}$/.test(year) ? year : '',
    session: query.get('session') ?? '',
    speaker: query.get('speaker') ?? '',
    group: query.get('group') ?? '',
    term: query.get('term') ?? '',
    lang: query.get('lang') ?? '',
    literal: query.get('literal') === '1',
    sort: query.get('sort') === 'newest' ? 'newest' : 'relevance',
  };
}

/** The address of a wish; defaults are left out. */
export function writeWish(wish: SearchWish): Record<string, string> {
  const { sort, literal, ...rest } = wish;
  const given = Object.entries(rest).filter(([, value]) => value !== '');
  return { ...Object.fromEntries(given), ...(sort === 'newest' && { sort }), ...(literal && { literal: '1' }) };
}

/** What to ask of the API. */
export function searchRequestOf(wish: SearchWish): SearchRequest {
  const { q, kind, body, year, session, speaker, group, term, lang, sort } = wish;
  return {
    q: q.trim(),
    sort,
    ...(kind !== '' && { kind }),
    ...(body !== '' && { body }),
    ...(session !== '' && { session }),
    ...(speaker !== '' && { speaker }),
    ...(group !== '' && { group }),
    ...(term !== '' && { term }),
    ...(lang !== '' && { lang }),
    ...(wish.literal && { literal: 'true' as const }),
    ...daysOfYear(year),
  };
}

/** Words and filters without order and spelling: what a saved search keeps. */
export function savedRequestOf(wish: SearchWish): Omit<SearchRequest, 'sort' | 'literal'> {
  const request = searchRequestOf(wish);
  delete request.sort;
  delete request.literal;
  return request;
}

/** Whether anything but the words narrows the search. */
export function isFiltered(wish: SearchWish): boolean {
  return Object.keys(noFilters).some((name) => wish[name as keyof typeof noFilters] !== '');
}

/** The same words without anything that narrows them. */
export const noFilters = {
  kind: '',
  body: '',
  term: '',
  year: '',
  session: '',
  speaker: '',
  group: '',
  lang: '',
} as const;
