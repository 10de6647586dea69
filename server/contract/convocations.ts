// Convocations by mail: asking for those of a body, what was sent of a session's, and where the body's own mail goes.
import { z } from 'zod';
import { instantSchema } from './instants.ts';
import { alertLangSchema } from './search-alerts.ts';

export const newSubscriptionSchema = z.object({
  email: z.email().max(254),
  lang: alertLangSchema.describe('language of the mails'),
});
export type NewSubscription = z.infer<typeof newSubscriptionSchema>;

export const convocationKindSchema = z.enum(['first', 'changed', 'cancelled']);
export type ConvocationKind = z.infer<typeof convocationKindSchema>;

export const sentConvocationSchema = z.object({
  version: z.number().int(),
  kind: convocationKindSchema,
  at: instantSchema,
  waiting: z.number().int().describe('mails that have not left yet'),
  sent: z.number().int().describe('mails that the mail server has taken'),
  refused: z.number().int().describe('mails that could not be sent'),
  refusedMembers: z.array(z.string()).describe('names of members whose address does not work'),
});
export type SentConvocation = z.infer<typeof sentConvocationSchema>;

/** What is known of a session's convocation by mail; numbers only, no address. */
export const convocationStateSchema = z.object({
  mail: z.boolean().describe('false: this server sends no mail'),
  subscribers: z.number().int(),
  members: z.number().int().describe('members of the body with an address'),
  versions: z.array(sentConvocationSchema).describe('newest first; none while it was not sent'),
  changedSince: z.boolean().describe('something was changed after the newest version'),
});
export type ConvocationState = z.infer<typeof convocationStateSchema>;

/** Where the body's own mail goes. Staff only; in no public answer. */
export const contactsSchema = z.object({
  contacts: z.array(z.object({ personId: z.string().max(64), email: z.email().max(254).nullable() })).max(500),
});
export type Contacts = z.infer<typeof contactsSchema>;
