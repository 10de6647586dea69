// The log of a session as the desk keeps it and the pages show it: who was there, who spoke, how it was voted, what became of items.
import { z } from 'zod';
import { instantSchema } from './instants.ts';
import { memberSchema } from './roster.ts';

const id = z.string().min(1).max(64);

export const attendanceSchema = z.object({
  kind: z.literal('attendance'),
  personId: id,
  isPresent: z.boolean(),
});

export const speechKinds = [
  'contribution',
  'pro',
  'contra',
  'question',
  'answer',
  'point-of-order',
  'declaration-of-vote',
] as const;
export const speechKindSchema = z.enum(speechKinds);

/** A speech begins at `at`; it ends at `until`, or when the next speech or item begins, or the session pauses. */
export const speechSchema = z.object({
  kind: z.literal('speech'),
  personId: id.nullable().describe('null: somebody who is not on the roster'),
  speaker: z.string().trim().min(1).max(120),
  group: z.string().trim().max(120).nullable(),
  speechKind: speechKindSchema,
});

export const itemStatuses = ['suspended', 'concluded', 'deferred', 'withdrawn', 'planned'] as const;
/** What becomes of an item; that it begins (or goes on) is a mark. `planned` takes a deferral or withdrawal back. */
export const itemStatusSchema = z.object({ kind: z.literal('item'), status: z.enum(itemStatuses) });
export type ItemStatus = (typeof itemStatuses)[number];

export const voteMethods = ['show-of-hands', 'roll-call', 'electronic', 'secret-ballot', 'unanimous'] as const;
export const voteMajorities = ['simple', 'absolute', 'two-thirds'] as const;
export const ballotChoices = ['for', 'against', 'abstained', 'not-voting'] as const;
const count = z.number().int().min(0).max(1000);
export const voteCountsSchema = z.object({
  present: count,
  for: count,
  against: count,
  abstained: count,
  blank: count.describe('blank and void papers of a secret ballot; they count as voting'),
});
export type VoteCounts = z.infer<typeof voteCountsSchema>;
export const ballotSchema = z.object({ personId: id, choice: z.enum(ballotChoices) });
export type Ballot = z.infer<typeof ballotSchema>;

/** A vote; a secret one has counts only and never a row for a person. */
export const voteSchema = z.object({
  kind: z.literal('vote'),
  subject: z.string().trim().min(1).max(500),
  method: z.enum(voteMethods),
  majority: z.enum(voteMajorities),
  counts: voteCountsSchema,
  ballots: z.array(ballotSchema).max(500),
  note: z.string().trim().max(1000).nullable(),
});
export type VoteData = z.infer<typeof voteSchema>;

export const noteSchema = z.object({ kind: z.literal('note'), text: z.string().trim().min(1).max(2000) });

export const entryDataSchema = z.discriminatedUnion('kind', [
  attendanceSchema,
  speechSchema,
  itemStatusSchema,
  voteSchema,
  noteSchema,
]);
/** What an entry says; `kind` tells which. */
export type EntryData = z.infer<typeof entryDataSchema>;

/** A new entry. Repeating the same `commandId` answers the entry that is there and changes nothing. */
export const newEntrySchema = z.object({
  commandId: id.optional(),
  at: instantSchema.optional().describe('left out: the server’s instant'),
  agendaItemId: id.nullish().describe('left out: the item that is on'),
  data: entryDataSchema,
  note: z.string().trim().max(1000).optional().describe('public note; needed once the session is published and over'),
});
export type NewEntry = z.infer<typeof newEntrySchema>;

/** Changes of an entry; `version` is the one that was seen. */
export const changeEntrySchema = z.object({
  version: z.number().int(),
  at: instantSchema.optional(),
  until: instantSchema.nullish(),
  isOver: z.literal(true).optional().describe('it ends at the server’s instant'),
  agendaItemId: id.nullish(),
  data: entryDataSchema.optional(),
  note: z.string().trim().max(1000).optional(),
});
export type ChangeEntry = z.infer<typeof changeEntrySchema>;

export const logEntrySchema = z.object({
  id: z.string(),
  at: instantSchema,
  until: instantSchema.nullable().describe('when it ended, also where that follows from what came next; null: not yet'),
  offsetSeconds: z.number().nullable().describe('place on the playable timeline'),
  agendaItemId: z.string().nullable(),
  version: z.number().int(),
  by: z.string().nullable().describe('who wrote it; staff only'),
  data: entryDataSchema,
  result: z
    .object({ voting: z.number().int(), isPassed: z.boolean(), required: z.number().int() })
    .nullable()
    .describe('of a vote'),
});
export type LogEntry = z.infer<typeof logEntrySchema>;

export const intermissionSchema = z.object({
  kind: z.enum(['recess', 'closed']),
  from: instantSchema,
  to: instantSchema.nullable(),
});
export type Intermission = z.infer<typeof intermissionSchema>;

export const quorumStateSchema = z.object({
  present: z.number().int(),
  needed: z.number().int(),
  isReached: z.boolean(),
});
export type QuorumState = z.infer<typeof quorumStateSchema>;

export const openCorrectionSchema = z.object({
  since: instantSchema,
  by: z.string().nullable().describe('e-mail address of who opened it, for staff'),
  hasChanges: z.boolean().describe('closing it will make a version'),
});
/** A correction of a published session that is open: what is read may still change, and becomes one version. */
export type OpenCorrection = z.infer<typeof openCorrectionSchema>;

/** The log as the public may read it, and what holds this moment. */
export const councilLogSchema = z.object({
  sessionId: z.string(),
  entries: z.array(logEntrySchema).describe('in order of their instants'),
  intermissions: z.array(intermissionSchema),
  members: z.array(memberSchema.extend({ isPresent: z.boolean().nullable() })),
  quorum: quorumStateSchema.nullable().describe('null where nobody’s presence is known'),
  currentItemId: z.string().nullable(),
  currentSpeechId: z.string().nullable(),
  corrections: z.array(z.object({ version: z.number().int(), at: instantSchema, note: z.string() })),
  correction: openCorrectionSchema.optional().describe('left out: none is open'),
});
export type CouncilLog = z.infer<typeof councilLogSchema>;

export const writtenEntrySchema = z.object({
  entry: logEntrySchema,
  warnings: z.array(z.object({ code: z.string(), detail: z.string() })),
});
export type WrittenEntry = z.infer<typeof writtenEntrySchema>;

/** A mark moved to an instant, or by seconds. */
export const moveMarkSchema = z
  .object({
    at: instantSchema.optional(),
    bySeconds: z.number().min(-86_400).max(86_400).optional(),
    seen: instantSchema
      .optional()
      .describe('where the mark was seen; 409 when somebody has moved it since; left out: not checked'),
    note: z.string().trim().max(1000).optional(),
  })
  .describe('one of `at` and `bySeconds`');
export type MoveMark = z.infer<typeof moveMarkSchema>;

export const auditLineSchema = z.object({
  id: z.string(),
  at: instantSchema,
  who: z.string(),
  what: z.string(),
  from: z.unknown(),
  to: z.unknown(),
  reason: z.string().nullable(),
});
export const auditPageSchema = z.object({ items: z.array(auditLineSchema) });
export type AuditLine = z.infer<typeof auditLineSchema>;

/** A clerk at the desk of a session. */
export const clerkPresenceSchema = z.object({ accountId: z.string(), email: z.string() });
export type ClerkPresence = z.infer<typeof clerkPresenceSchema>;

export const allPresentSchema = z.object({
  note: z.string().trim().max(1000).optional().describe('needed once the session is over and published; public'),
});
export const allPresentResultSchema = z.object({ count: z.number().int().describe('how many were written down') });
export type AllPresentResult = z.infer<typeof allPresentResultSchema>;
