// What an agenda item is besides its number and title: for the convocation, the desk and the minutes.
import { z } from 'zod';
import { seenFieldsOf } from './seen.ts';

/** Types that every town shares; the town's own word (interpellanza, surroga …) stands beside it in `type`. */
export const sharedTypes = [
  'opening',
  'roll-call',
  'minutes-approval',
  'communication',
  'question',
  'motion',
  'resolution',
  'appointment',
  'budget',
  'public-question-time',
  'procedural',
  'closing',
] as const;
export const sharedTypeSchema = z.enum(sharedTypes);
export type SharedType = z.infer<typeof sharedTypeSchema>;

/** Why a session that is over and published is changed. */
export const correctionNote = z
  .string()
  .trim()
  .max(1000)
  .optional()
  .describe('needed once the session is over and published, unless a correction is open; public');

/** Fields of an item that may be left out; in a new agenda an item that stays keeps what is left out. */
export const itemDetailFields = {
  description: z.string().trim().max(20_000).nullable().optional(),
  sharedType: sharedTypeSchema.nullable().optional().describe('the type that every town shares'),
  rapporteur: z.string().trim().max(200).nullable().optional().describe('who presents it'),
  matter: z
    .string()
    .trim()
    .max(120)
    .nullable()
    .optional()
    .describe(
      'reference of the act it deals with (file number, Legistar MatterFile, OParl paper), the same in every session',
    ),
  plannedClosed: z.boolean().optional().describe('planned behind closed doors'),
  noBroadcast: z.boolean().optional().describe('must not be broadcast: the desk warns before it begins'),
};
export const itemDetailsSchema = z.object(itemDetailFields);
export type ItemDetails = z.infer<typeof itemDetailsSchema>;

const changedItemFields = {
  title: z.string().trim().min(1).max(2000).optional(),
  number: z.string().trim().max(40).optional(),
  type: z.string().trim().max(80).nullable().optional().describe('the town’s own word'),
  ...itemDetailFields,
};
export const changeItemSchema = z
  .object({ ...changedItemFields, seen: seenFieldsOf(changedItemFields), note: correctionNote })
  .describe('fields left out stay as they are');
export type ChangeItem = z.infer<typeof changeItemSchema>;

/** When and where a session is called. */
export const sessionCallFields = {
  place: z.string().trim().max(300).nullable().optional(),
  call: z
    .union([z.literal(1), z.literal(2)])
    .optional()
    .describe('first or second call: the quorum may differ'),
  convocation: z.string().trim().max(20_000).nullable().optional().describe('text of the convocation'),
};
