// Search requests and answers.
import { z } from 'zod';

/** Matches in a snippet stand between these two private-use characters; the rest is plain text. */
export const matchStart = '\uE000';
export const matchEnd = '\uE001';

export const searchKinds = ['agenda', 'speech', 'transcript', 'document', 'session'] as const;
export const searchKindSchema = z.enum(searchKinds);
export type SearchKind = z.infer<typeof searchKindSchema>;

export const searchQuerySchema = z.object({
  q: z.string().max(10_000).default(''),
  body: z.string().max(200).optional(),
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
  speaker: z.string().max(200).optional(),
  session: z.string().max(64).optional(),
  kind: searchKindSchema.optional(),
  sort: z.enum(['relevance', 'newest']).default('relevance'),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});
export type SearchQuery = z.infer<typeof searchQuerySchema>;

export const searchHitSchema = z.object({
  kind: searchKindSchema,
  sessionId: z.string(),
  sessionTitle: z.string(),
  body: z.string(),
  scheduledAt: z.string(),
  agendaItemId: z.string().nullable(),
  externalId: z.string().optional(),
  title: z.string(),
  speaker: z.string().nullable(),
  snippet: z.string().describe('plain text; matches between U+E000 and U+E001'),
  at: z.string().nullable().describe('instant, where known'),
  offsetSeconds: z.number().nullable(),
  url: z.string().describe('path beginning with /sessions/'),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

const facetSchema = z.array(z.object({ value: z.string(), count: z.number().int() }));

export const searchResultSchema = z.object({
  total: z.number().int(),
  tookMs: z.number(),
  facets: z.object({ kind: facetSchema, body: facetSchema, speaker: facetSchema, year: facetSchema }),
  items: z.array(searchHitSchema),
  nextCursor: z.string().nullable(),
});
export type SearchResult = z.infer<typeof searchResultSchema>;
