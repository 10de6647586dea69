// Saved searches: asking to be told by mail of what is new, confirming that, and leaving.
import { z } from 'zod';
import { searchQuerySchema } from './search.ts';

/** `at-once`: at most one mail an hour. */
export const alertCadenceSchema = z.enum(['at-once', 'daily', 'weekly']);
export type AlertCadence = z.infer<typeof alertCadenceSchema>;

export const alertLangSchema = z.enum(['it', 'en']);
export type AlertLang = z.infer<typeof alertLangSchema>;

/** What is searched for; the same words and filters as `/api/search`. */
export const alertQuerySchema = searchQuerySchema
  .pick({ body: true, from: true, to: true, speaker: true, group: true, term: true, session: true })
  .extend({ q: z.string().trim().max(500), kind: searchQuerySchema.shape.kind, lang: searchQuerySchema.shape.lang });
export type AlertQuery = z.infer<typeof alertQuerySchema>;

export const newAlertSchema = z
  .object({
    email: z.email().max(254),
    cadence: alertCadenceSchema,
    lang: alertLangSchema.describe('language of the mails'),
    query: alertQuerySchema,
  })
  .refine(({ query }) => query.q !== '' || query.speaker !== undefined || query.group !== undefined, {
    error: 'a search for everything cannot be saved: say a word, a speaker or a group',
    path: ['query', 'q'],
  });
export type NewAlert = z.infer<typeof newAlertSchema>;

/** Whether mails can be sent at all. */
export const alertStateSchema = z.object({ mail: z.boolean() });
export type AlertState = z.infer<typeof alertStateSchema>;

export const alertKeySchema = z.object({ key: z.string().min(20).max(100) });
export type AlertKey = z.infer<typeof alertKeySchema>;
