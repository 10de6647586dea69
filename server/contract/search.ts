// Search requests and answers.
import { z } from 'zod';

/** Matches in a snippet stand between these two private-use characters; the rest is plain text. */
export const matchStart = '\uE000';
export const matchEnd = '\uE001';

export const searchKinds = [
  'agenda',
  'speech',
  'transcript',
  'document',
  'session',
  'vote',
  'chat',
  'minutes',
] as const;
export const searchKindSchema = z.enum(searchKinds);
export type SearchKind = z.infer<typeof searchKindSchema>;

/** A day that exists (`YYYY-MM-DD`) or an RFC 3339 instant. */
const dayOrInstant = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: 'must be a day that exists (YYYY-MM-DD) or an RFC 3339 instant',
});

export const searchQuerySchema = z.object({
  q: z.string().max(10_000).default(''),
  body: z.string().max(200).optional(),
  from: dayOrInstant.optional(),
  to: dayOrInstant.optional().describe('inclusive'),
  speaker: z.string().max(200).optional(),
  group: z.string().max(200).optional().describe('political group of the speaker'),
  term: z.string().max(200).optional().describe('name of a term of office'),
  session: z.string().max(64).optional(),
  kind: searchKindSchema.optional(),
  lang: z.string().min(2).max(20).optional().describe('language of what was said or written, two letters'),
  literal: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .describe('true: exactly the typed words, no repair of typing errors'),
  sort: z.enum(['relevance', 'newest']).default('relevance'),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});
export type SearchQuery = z.infer<typeof searchQuerySchema>;

/** What may stand behind what somebody is typing: an agenda item, another title, a person, an act, a word, a common question. */
export const suggestionKinds = ['agenda', 'title', 'speaker', 'matter', 'word', 'common'] as const;
export const suggestionKindSchema = z.enum(suggestionKinds);
export type SuggestionKind = z.infer<typeof suggestionKindSchema>;

/** A question that somebody meant: asked by Enter, not while typing. */
export const askingSchema = z.object({ q: z.string().max(200) });
export type Asking = z.infer<typeof askingSchema>;

export const suggestionQuerySchema = z.object({
  q: z.string().max(10_000).default(''),
  limit: z.coerce.number().int().min(1).max(20).default(8),
});
export type SuggestionQuery = z.infer<typeof suggestionQuerySchema>;

export const suggestionListSchema = z.object({
  items: z.array(z.object({ kind: suggestionKindSchema, text: z.string().describe('to be searched for') })),
});
export type SuggestionList = z.infer<typeof suggestionListSchema>;

const momentShape = {
  snippet: z.string().describe('plain text; matches between U+E000 and U+E001'),
  at: z.string().nullable().describe('instant, where known'),
  offsetSeconds: z.number().nullable(),
  page: z.number().int().nullable().describe('page of a document, from 1'),
  url: z.string().describe('path beginning with /sessions/'),
  file: z.string().nullable().describe('path of the file of a document, at its page; null where there is none'),
};

/** A moment of a hit: where to open it, and what is said there. */
export const searchMomentSchema = z.object(momentShape);
export type SearchMoment = z.infer<typeof searchMomentSchema>;

/** Why a hit is one: a typed word, the form in which it was found, and where. */
export const matchReasonSchema = z.object({
  typed: z.string(),
  found: z.string(),
  form: z.enum(['exact', 'inflected', 'synonym', 'beginning', 'repaired']),
  field: z.enum(['text', 'title', 'speaker']),
});
export type MatchReason = z.infer<typeof matchReasonSchema>;

export const searchHitSchema = z.object({
  kind: searchKindSchema,
  sessionId: z.string(),
  sessionTitle: z.string(),
  body: z.string(),
  scheduledAt: z.string(),
  agendaItemId: z.string().nullable(),
  externalId: z.string().optional(),
  lang: z.string().nullable(),
  title: z.string(),
  speaker: z.string().nullable(),
  group: z.string().nullable().describe('political group of the speaker'),
  thumbnail: z.string().nullable().describe('path of a picture of the moment; null where no second is known'),
  ...momentShape,
  moments: z.array(searchMomentSchema).describe('other places of the same speech or document, best first'),
  reasons: z.array(matchReasonSchema).describe('why it was found'),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

const facetSchema = z.array(z.object({ value: z.string(), count: z.number().int() }));

export const searchResultSchema = z.object({
  total: z.number().int(),
  tookMs: z.number(),
  facets: z.object({
    kind: facetSchema,
    body: facetSchema,
    term: facetSchema,
    speaker: facetSchema,
    group: facetSchema,
    year: facetSchema,
    lang: facetSchema,
  }),
  items: z.array(searchHitSchema),
  nextCursor: z.string().nullable(),
  repaired: z
    .object({
      query: z.string().describe('what was searched for instead'),
      words: z.array(z.object({ typed: z.string(), used: z.string() })),
    })
    .nullable()
    .describe('unknown words were taken for typing errors; literal=true searches for what was typed'),
});
export type SearchResult = z.infer<typeof searchResultSchema>;

/** The town's own synonyms, one group a line: `TARI = tassa rifiuti`; everything after `#` is a remark. */
export const synonymsSchema = z.object({ text: z.string().max(100_000) });
export type Synonyms = z.infer<typeof synonymsSchema>;
