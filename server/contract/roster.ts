// The people of a body as outsiders see them: roster, groups, the rule of the quorum, the legal basis of filming.
import { z } from 'zod';
import { lineProblemSchema } from './line-problems.ts';
import { seenFieldsOf, seenRowsSchema } from './seen.ts';

export const memberRoles = ['chair', 'vice-chair', 'mayor', 'member', 'assessor', 'secretary', 'guest'] as const;
export const memberRoleSchema = z.enum(memberRoles);
export type MemberRole = z.infer<typeof memberRoleSchema>;

/** A person with a place in a body. Only those who `mayVote` count for the quorum. */
export const memberSchema = z.object({
  personId: z.string(),
  name: z.string(),
  group: z.string().nullable().describe('political group'),
  role: memberRoleSchema,
  mayVote: z.boolean(),
  photo: z.string().optional().describe('path of the photo; left out: there is none'),
});
export type Member = z.infer<typeof memberSchema>;

export const newMemberSchema = z.object({
  personId: z.string().max(64).optional().describe('of somebody who stays'),
  name: z.string().trim().min(1).max(120),
  group: z.string().trim().max(120).nullish(),
  role: memberRoleSchema.default('member'),
  mayVote: z.boolean().optional().describe('left out: everyone but assessors, secretary and guests'),
});
export type NewMember = z.output<typeof newMemberSchema>;

export const maxMembers = 500;

export const termSchema = z.object({
  name: z.string().trim().min(1).max(120),
  from: z.iso.date(),
  to: z.iso.date().nullable(),
});
export type Term = z.infer<typeof termSchema>;

export const rosterSchema = z.object({
  bodyId: z.string(),
  term: termSchema.nullable(),
  members: z.array(memberSchema).describe('in the order of the roll call'),
});
export type Roster = z.infer<typeof rosterSchema>;

export const replaceRosterSchema = z.object({
  term: termSchema.nullish(),
  members: z.array(newMemberSchema).max(maxMembers),
  seen: seenRowsSchema,
});
export type ReplaceRoster = z.output<typeof replaceRosterSchema>;

/** What was understood of a roster in CSV; nothing is kept yet. */
export const rosterPreviewSchema = z.object({
  members: z.array(newMemberSchema),
  problems: z.array(lineProblemSchema.extend({ text: z.string() })),
});
export type RosterPreview = z.output<typeof rosterPreviewSchema>;

/** How many must be there: a part of the assigned seats, or a number that the regulation names. */
export const quorumShareSchema = z.union([
  z.enum(['more-than-half', 'half', 'third']),
  z.number().int().min(1).max(500),
]);
export type QuorumShare = z.infer<typeof quorumShareSchema>;

export const quorumRuleSchema = z.object({
  seats: z.number().int().min(1).max(500).nullable().describe('assigned seats; null: as many as may vote'),
  firstCall: quorumShareSchema,
  secondCall: quorumShareSchema,
  mayorCounts: z.boolean().describe('TUEL art. 38: for the legal floor of a third the mayor is not counted'),
});
export type QuorumRule = z.infer<typeof quorumRuleSchema>;

/** Why and how a body may be filmed (its own regulation), for the page and for the sign at the door. */
export const legalBasisSchema = z.object({
  regulationUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable(),
  privacyNotice: z.string().trim().max(5000).nullable(),
  whoMaySuspend: z.string().trim().max(500).nullable(),
});
export type LegalBasis = z.infer<typeof legalBasisSchema>;

/** What is still to be settled before a body should be broadcast; empty when all is said. */
export function missingLegalParts(legal: LegalBasis): (keyof LegalBasis)[] {
  const parts = ['regulationUrl', 'whoMaySuspend', 'privacyNotice'] as const;
  return parts.filter((part) => (legal[part] ?? '') === '');
}

/** What of the log the public may read, besides the agenda. */
export const publicLogSchema = z.object({
  votes: z.boolean(),
  attendance: z.boolean(),
  speakers: z.boolean(),
  chat: z.boolean().default(false).describe('the chat of sessions that are over is kept, and found by search'),
});
export type PublicLog = z.infer<typeof publicLogSchema>;

export const bodyRulesSchema = z.object({
  quorum: quorumRuleSchema,
  legal: legalBasisSchema,
  publicLog: publicLogSchema,
});
export type BodyRules = z.infer<typeof bodyRulesSchema>;

/** A body that says nothing: half of the seats and one, a third in second call, everything public. */
export const defaultBodyRules: BodyRules = {
  quorum: { seats: null, firstCall: 'more-than-half', secondCall: 'third', mayorCounts: false },
  legal: { regulationUrl: null, privacyNotice: null, whoMaySuspend: null },
  publicLog: { votes: true, attendance: true, speakers: true, chat: false },
};

export const bodyDetailSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string().nullable(),
  rules: bodyRulesSchema,
});
export type BodyDetail = z.infer<typeof bodyDetailSchema>;

const changedRules = {
  quorum: quorumRuleSchema.optional(),
  legal: legalBasisSchema.optional(),
  publicLog: publicLogSchema.optional(),
};
export const updateBodySchema = z
  .object({ ...changedRules, seen: seenFieldsOf(changedRules) })
  .describe('fields left out stay as they are');
export type UpdateBody = z.infer<typeof updateBodySchema>;
