// What staff look at before a session is published, and the versions that corrections leave behind.
import { z } from 'zod';
import { councilLogSchema, openCorrectionSchema } from './council-log.ts';
import { documentSchema } from './documents.ts';
import { instantSchema } from './instants.ts';
import { sessionSchema } from './sessions.ts';

export const checkCodes = ['captions', 'documents', 'closed-parts', 'marks', 'votes', 'withheld'] as const;

/** One point of the checklist. `forbidden`: the law keeps the session from being published until it is cured. */
export const checkPointSchema = z.object({
  code: z.enum(checkCodes),
  state: z.enum(['ok', 'open', 'forbidden']),
  count: z.number().int().describe('how many things are amiss, or are there'),
  names: z.array(z.string()).describe('what they are called; at most ten'),
});
export type CheckPoint = z.infer<typeof checkPointSchema>;

export const publishCheckSchema = z.object({
  points: z.array(checkPointSchema),
  mayPublish: z.boolean(),
});
export type PublishCheck = z.infer<typeof publishCheckSchema>;

export const sessionVersionSchema = z.object({
  version: z.number().int(),
  replacedAt: instantSchema,
  session: sessionSchema,
  log: councilLogSchema,
  documents: z.array(documentSchema).describe('as they were; without those that are not public any more'),
  transcript: z.string().nullable().describe('path of the transcript of that version (WebVTT); null: there was none'),
});
/** A published session as it was before a correction, as the public read it. */
export type SessionVersion = z.infer<typeof sessionVersionSchema>;

export const versionListSchema = z.object({
  items: z.array(
    z.object({
      version: z.number().int(),
      at: instantSchema.nullable().describe('since when it holds; null for the first one'),
      note: z.string().nullable(),
      isReadable: z.boolean().describe('an earlier one can be read as it was; the newest is the session itself'),
    }),
  ),
});
export type VersionList = z.infer<typeof versionListSchema>;

export const correctionAnswerSchema = z.object({ open: openCorrectionSchema.nullable() });
export type CorrectionAnswer = z.infer<typeof correctionAnswerSchema>;

export const closeCorrectionSchema = z.object({
  note: z.string().trim().max(1000).optional().describe('public; needed when something was edited'),
});
