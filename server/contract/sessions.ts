// Sessions, their agenda, marks, commands and takes as outsiders see them.
import { z } from 'zod';
import {
  correctionNote,
  itemDetailFields,
  itemDetailsSchema,
  sessionCallFields,
  type ItemDetails,
} from './agenda-details.ts';
import { chatRulesSchema } from './chat.ts';
import { instantSchema } from './instants.ts';
import { seenFieldsOf, seenRowsSchema } from './seen.ts';
import { tombstoneSchema } from './withheld-ranges.ts';

export const sessionStates = ['scheduled', 'live', 'recess', 'closed', 'ended', 'cancelled'] as const;
export const sessionStateSchema = z.enum(sessionStates);
export type SessionState = z.infer<typeof sessionStateSchema>;

export const publications = ['private', 'published', 'withheld'] as const;
export const publicationSchema = z.enum(publications);
export type Publication = z.infer<typeof publicationSchema>;

export const commands = [
  'go-live',
  'recess',
  'resume',
  'close-doors',
  'open-doors',
  'adjourn',
  'reopen',
  'cancel',
  'publish',
  'withhold',
] as const;
export const commandSchema = z.enum(commands);
export type Command = z.infer<typeof commandSchema>;

/** An agenda item as staff write it; the tree has at most {@link maxAgendaItems} items and {@link maxAgendaDepth} levels. */
export interface NewAgendaItem extends ItemDetails {
  /** Id of an item that stays, when an agenda is replaced. */
  id?: string | undefined;
  /** Printed number, e.g. `4` or `4.1`; made from the position when left out. */
  number?: string | undefined;
  title: string;
  type?: string | undefined;
  children?: NewAgendaItem[] | undefined;
}
export const maxAgendaItems = 2000;
export const maxAgendaDepth = 6;

export const newAgendaItemSchema: z.ZodType<NewAgendaItem> = z.lazy(() =>
  z.object({
    id: z.string().max(64).optional(),
    number: z.string().trim().max(40).optional(),
    title: z.string().trim().min(1).max(2000),
    type: z.string().trim().max(80).optional(),
    ...itemDetailFields,
    children: z.array(newAgendaItemSchema).optional(),
  }),
);

export const markSchema = z.object({ id: z.string(), at: instantSchema, offsetSeconds: z.number().nullable() });
/** "Item 4 began at this instant". `offsetSeconds` is the place on the playable timeline, null where nothing was recorded. */
export type Mark = z.infer<typeof markSchema>;

/** Details that nobody gave are left out. */
export interface AgendaItem extends ItemDetails {
  id: string;
  externalId?: string | undefined;
  number: string;
  title: string;
  type: string | null;
  marks: Mark[];
  children: AgendaItem[];
}
export const agendaItemSchema: z.ZodType<AgendaItem> = z.lazy(() =>
  z.object({
    id: z.string(),
    externalId: z.string().optional(),
    number: z.string(),
    title: z.string(),
    type: z.string().nullable(),
    ...itemDetailsSchema.shape,
    marks: z.array(markSchema),
    children: z.array(agendaItemSchema),
  }),
);

export const newSessionSchema = z.object({
  title: z.string().trim().min(1).max(300),
  body: z.string().trim().min(1).max(200).optional().describe('name of the council or committee'),
  scheduledAt: instantSchema,
  publication: z.enum(['private', 'published']).optional(),
  review: z.boolean().optional().describe('adjourning makes the session private until `publish`'),
  ...sessionCallFields,
  secondCallAt: instantSchema.nullable().optional(),
  agenda: z.array(newAgendaItemSchema).optional(),
});
export type NewSession = z.infer<typeof newSessionSchema>;

/** One uninterrupted recording of a session, placed on its playable timeline. */
export const takeSchema = z.object({
  id: z.string(),
  startedAt: instantSchema,
  endedAt: instantSchema.nullable().describe('null while it is being recorded'),
  offsetSeconds: z.number().describe('where it begins on the playable timeline'),
  durationSeconds: z.number(),
  sealed: z.boolean(),
});
export type Take = z.infer<typeof takeSchema>;

export const playbackSchema = z.object({
  hls: z.string().describe('path of the multivariant playlist'),
  audio: z.string().describe('path of the sound-only media playlist'),
  mp4: z.string().nullable().describe('path of the whole session as one MP4 file, once it has ended'),
});
export type Playback = z.infer<typeof playbackSchema>;

export const recessSchema = z.object({
  reason: z.string().nullable().describe('why, for everyone to read'),
  expectedAt: instantSchema.nullable().describe('about when it goes on'),
});
/** What is said of a recess that goes on. */
export type Recess = z.infer<typeof recessSchema>;

export const sessionSchema = z.object({
  id: z.string(),
  externalId: z.string().optional(),
  title: z.string(),
  body: z.string().describe('name of the body'),
  bodyId: z.string(),
  scheduledAt: instantSchema,
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  state: sessionStateSchema,
  publication: publicationSchema,
  review: z.boolean(),
  withheldReason: z.string().nullable(),
  recess: recessSchema.nullable().describe('null unless in recess'),
  lang: z.string().nullable(),
  place: z.string().optional().describe('where it is held; left out: not said'),
  call: z.literal(2).optional().describe('left out: first call'),
  secondCallAt: instantSchema.optional(),
  convocation: z.string().optional(),
  durationSeconds: z
    .number()
    .nullable()
    .describe('length of the playable timeline, or the stated length of an imported session'),
  agenda: z.array(agendaItemSchema),
  takes: z.array(takeSchema),
  withheldRanges: z
    .array(tombstoneSchema)
    .describe('parts that are not public; the playable timeline keeps their length'),
  playback: playbackSchema.nullable(),
  hasTranscript: z.boolean(),
  transcriptId: z.string().nullable().describe('changes whenever the transcript is replaced; null: there is none'),
  chat: chatRulesSchema,
});
export type Session = z.infer<typeof sessionSchema>;

/** A session in lists: without agenda and takes. */
export const sessionSummarySchema = sessionSchema.omit({ agenda: true, takes: true, withheldRanges: true }).extend({
  agendaItemCount: z.number().int(),
});
export type SessionSummary = z.infer<typeof sessionSummarySchema>;

export const sessionQuerySchema = z.object({
  state: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(sessionStateSchema))
    .optional()
    .describe('one state or several, separated by commas'),
  body: z.string().max(200).optional(),
  from: z.string().max(40).optional().describe('date or instant; sessions scheduled at or after it'),
  to: z.string().max(40).optional().describe('date (inclusive) or instant'),
  order: z.enum(['newest', 'oldest']).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type SessionQuery = z.infer<typeof sessionQuerySchema>;

export const sessionPageSchema = z.object({ items: z.array(sessionSummarySchema), nextCursor: z.string().nullable() });
export type SessionPage = z.infer<typeof sessionPageSchema>;

export const runCommandSchema = z.object({
  command: commandSchema,
  reason: z.string().trim().max(1000).optional().describe('shown to the public with `withhold` and `recess`'),
  expectedAt: instantSchema
    .nullable()
    .optional()
    .describe(
      'with `recess`: about when it goes on; given again in recess it changes what the public reads, null takes it back',
    ),
});
export type RunCommand = z.infer<typeof runCommandSchema>;

export const commandResultSchema = z.object({
  sessionId: z.string(),
  state: sessionStateSchema,
  publication: publicationSchema,
  at: instantSchema.describe('the instant from which it holds'),
  changed: z.boolean().describe('false when it had already taken effect'),
  warnings: z.array(z.object({ code: z.string(), detail: z.string() })),
});
export type CommandResult = z.infer<typeof commandResultSchema>;

export const newMarkSchema = z.object({
  agendaItemId: z.string().min(1).max(64),
  at: instantSchema.optional(),
  seen: z
    .string()
    .max(64)
    .nullable()
    .optional()
    .describe(
      'the newest mark that was seen (null: none), so that two clerks do not mark twice; left out: not checked',
    ),
});
export type NewMark = z.infer<typeof newMarkSchema>;

export const placedMarkSchema = z.object({
  id: z.string(),
  agendaItemId: z.string(),
  at: instantSchema,
  offsetSeconds: z.number().nullable(),
});
export type PlacedMark = z.infer<typeof placedMarkSchema>;

export const replaceAgendaSchema = z.object({
  agenda: z.array(newAgendaItemSchema),
  seen: seenRowsSchema,
  note: correctionNote,
});
export type ReplaceAgenda = z.infer<typeof replaceAgendaSchema>;

/** Speeches, documents and transcript of a session, for its page. Times are seconds on the playable timeline. */
export const recordSchema = z.object({
  speeches: z.array(
    z.object({
      id: z.string(),
      externalId: z.string().optional(),
      agendaItemId: z.string().nullable(),
      speaker: z.string().nullable(),
      role: z.string().nullable(),
      group: z.string().nullable(),
      lang: z.string().nullable(),
      startSeconds: z.number().nullable(),
      endSeconds: z.number().nullable(),
      timeEstimated: z.boolean(),
      text: z.string(),
    }),
  ),
  documents: z
    .array(
      z.object({
        id: z.string(),
        externalId: z.string().optional(),
        agendaItemId: z.string().nullable(),
        number: z.string().nullable(),
        date: z.string().nullable(),
        title: z.string(),
        text: z.string(),
      }),
    )
    .describe('documents that are only text; those with a file stand at `/api/sessions/{id}/documents`'),
  cues: z.array(
    z.object({ startSeconds: z.number(), endSeconds: z.number(), text: z.string(), speaker: z.string().nullable() }),
  ),
});
export type SessionRecord = z.infer<typeof recordSchema>;

const updatedFields = {
  title: z.string().trim().min(1).max(300).optional(),
  scheduledAt: instantSchema.optional(),
  ...sessionCallFields,
  secondCallAt: instantSchema.nullable().optional(),
};
export const updateSessionSchema = z
  .object({ ...updatedFields, seen: seenFieldsOf(updatedFields), note: correctionNote })
  .describe('fields left out stay as they are');
export type UpdateSession = z.infer<typeof updateSessionSchema>;

export const duplicateSessionSchema = z.object({
  scheduledAt: instantSchema,
  title: z.string().trim().min(1).max(300).optional().describe('left out: the same title'),
});
export type DuplicateSession = z.infer<typeof duplicateSessionSchema>;
