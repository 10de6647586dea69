// Routes of search: hits, suggestions, the feed of a search, the town's own synonyms.
import {
  askingSchema,
  searchQuerySchema,
  searchResultSchema,
  suggestionListSchema,
  suggestionQuerySchema,
  synonymsSchema,
} from '../../contract/search.ts';
import { feedSearch } from '../../usecases/feed-search.ts';
import type { House } from '../../usecases/house.ts';
import { noteAsking } from '../../usecases/note-asking.ts';
import { search } from '../../usecases/search.ts';
import { suggestSearches } from '../../usecases/suggest-searches.ts';
import { replaceSynonyms, showSynonyms } from '../../usecases/town-synonyms.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { atomSchema } from './answers.ts';

const subject = 'Search';

/** What citizens look for, and what staff teach the search. */
export function searchRoutes(house: House): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/search',
      subject,
      summary: 'Search what was said and written; hits lead to the second',
      access: 'public',
      query: searchQuerySchema,
      status: 200,
      answer: searchResultSchema,
      refusals: ['bad-request', 'slow-down'],
      costs: 'search',
      handle: ({ query }, asker) => search(house, asker.actor, query),
    }),
    route({
      method: 'get',
      path: '/api/search/suggestions',
      subject,
      summary:
        'What may be meant by what is being typed: common questions, titles, people, words; only from what is published',
      access: 'public',
      query: suggestionQuerySchema,
      status: 200,
      answer: suggestionListSchema,
      refusals: ['slow-down'],
      costs: 'suggestions',
      handle: ({ query }) => suggestSearches(house, query),
    }),
    route({
      method: 'post',
      path: '/api/search/askings',
      subject,
      summary: 'Count a question that was asked, without who asked; common ones are suggested to others',
      access: 'public',
      body: askingSchema,
      status: 204,
      refusals: ['invalid-input', 'slow-down'],
      costs: 'askings',
      handle: ({ body }) => noteAsking(house, body),
    }),
    route({
      method: 'get',
      path: '/api/search/feed',
      subject,
      summary: 'A search as an Atom feed, the newest sittings first: subscribe to be told of new hits',
      access: 'public',
      query: searchQuerySchema,
      status: 200,
      answer: atomSchema,
      answerType: 'application/atom+xml',
      refusals: ['bad-request', 'slow-down'],
      costs: 'feeds',
      handle: ({ query }) => feedSearch(house, query),
    }),
    route({
      method: 'get',
      path: '/api/search/synonyms',
      subject,
      summary: "The town's own synonyms, one group a line",
      access: 'change-settings',
      status: 200,
      answer: synonymsSchema,
      refusals: ['not-allowed'],
      handle: () => showSynonyms(house),
    }),
    route({
      method: 'put',
      path: '/api/search/synonyms',
      subject,
      summary: "Replace the town's own synonyms; they hold from the next search on",
      access: 'change-settings',
      body: synonymsSchema,
      status: 200,
      answer: synonymsSchema,
      refusals: ['not-allowed', 'invalid-input'],
      handle: ({ body }, asker) => replaceSynonyms(house, asker.actor, body),
    }),
  ];
}
