// Stretches of a recording taken out of public view by decision: the public tombstone, and what staff write.
import { z } from 'zod';
import { instantSchema } from './instants.ts';

const words = (longest: number) => z.string().trim().min(1).max(longest);

/** Who decided what; all of it is public. */
export const decisionSchema = z.object({
  reason: words(1000).describe('public: why'),
  decisionNumber: words(120).describe('public: number of the decision'),
  decidedBy: words(200).describe('public: who decided'),
});
export type Decision = z.infer<typeof decisionSchema>;

const seconds = z.number().min(0).max(1_000_000);

/** A stretch by its instants, or by seconds of the playable timeline. It grows to whole segments (about two seconds). */
export const newWithheldRangeSchema = decisionSchema
  .extend({
    from: instantSchema.optional(),
    until: instantSchema.optional(),
    fromSeconds: seconds.optional(),
    untilSeconds: seconds.optional(),
  })
  .describe('either `from` and `until`, or `fromSeconds` and `untilSeconds`');
export type NewWithheldRange = z.infer<typeof newWithheldRangeSchema>;

/** The tombstone: what the public sees in place of the stretch. */
export const tombstoneSchema = decisionSchema.extend({
  id: z.string(),
  kind: z.enum(['withheld', 'redacted']).describe('redacted: the bytes do not exist any more'),
  from: instantSchema,
  until: instantSchema,
  offsetSeconds: z.number().describe('where it begins on the playable timeline, which keeps its length'),
  durationSeconds: z.number(),
  since: instantSchema,
});
export type Tombstone = z.infer<typeof tombstoneSchema>;

const enteredSchema = decisionSchema.extend({ at: instantSchema });

/** The same for staff, lifted ones too. */
export const withheldRangeSchema = tombstoneSchema.extend({
  lifted: enteredSchema.nullable(),
  destruction: enteredSchema
    .extend({ doneAt: instantSchema.nullable().describe('null while the bytes are being overwritten') })
    .nullable(),
});
export type WithheldRange = z.infer<typeof withheldRangeSchema>;

export const withheldRangeListSchema = z.object({ items: z.array(withheldRangeSchema) });
export type WithheldRangeList = z.infer<typeof withheldRangeListSchema>;
