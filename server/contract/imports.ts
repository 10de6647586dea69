// Lines of an archive that is moved in (JSON Lines). Unknown fields are kept aside, not refused.
import { z } from 'zod';

const seconds = z.number().min(0).max(10_000_000);
const id = z.string().min(1).max(200);
const lang = z.string().min(2).max(20);

export const importedSessionSchema = z.looseObject({
  kind: z.literal('session'),
  id,
  title: z.string().min(1).max(1000),
  body: z.string().min(1).max(300),
  bodyType: z.string().max(80).nullish(),
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}(T.*)?$/)
    .nullish()
    .describe('left out where nobody knows it'),
  lang: lang.nullish(),
  durationSeconds: seconds.nullish(),
  publication: z.enum(['published', 'private']).nullish(),
  agenda: z
    .array(
      z.looseObject({
        id,
        number: z.union([z.string().max(80), z.number().transform(String)]).nullish(),
        title: z.string().max(4000),
        start: seconds.nullish(),
        matter: z.string().max(120).nullish().describe('reference of the act, the same in every session'),
        documentIds: z.array(z.string()).nullish(),
      }),
    )
    .default([]),
});
export type ImportedSession = z.infer<typeof importedSessionSchema>;

export const importedSpeechSchema = z.looseObject({
  kind: z.literal('speech'),
  id,
  sessionId: id,
  agendaItemId: z.string().max(200).nullish(),
  order: z.number(),
  speaker: z.string().max(400).nullish(),
  role: z.string().max(400).nullish(),
  group: z.string().max(400).nullish(),
  lang: lang.nullish(),
  start: seconds.nullish(),
  end: seconds.nullish(),
  timeEstimated: z.boolean().nullish(),
  text: z.string().max(2_000_000),
  cues: z.array(z.tuple([z.number().int().min(0), seconds, seconds])).nullish(),
});
export type ImportedSpeech = z.infer<typeof importedSpeechSchema>;

export const importedDocumentSchema = z.looseObject({
  kind: z.literal('document'),
  id,
  sessionId: id,
  agendaItemId: z.string().max(200).nullish(),
  number: z.union([z.string().max(80), z.number().transform(String)]).nullish(),
  date: z.string().max(40).nullish(),
  documentKind: z.string().max(80).nullish().describe('`minutes` (or `verbale`) are found as minutes'),
  title: z.string().max(4000),
  text: z.string().max(5_000_000),
});
export type ImportedDocument = z.infer<typeof importedDocumentSchema>;

export const importedLineSchema = z.discriminatedUnion('kind', [
  importedSessionSchema,
  importedSpeechSchema,
  importedDocumentSchema,
]);
export type ImportedLine = z.infer<typeof importedLineSchema>;
