// API tokens for programs: their scopes, what each scope allows at most, and how a request carries one.
import { z } from 'zod';
import { instantSchema } from './instants.ts';
import type { Action } from './permissions.ts';

export const scopes = [
  'read-unpublished',
  'write-sessions',
  'run-sessions',
  'read-feeds',
  'write-transcripts',
  'moderate-chat',
  'read-audit',
] as const;
export const scopeSchema = z.enum(scopes);
export type Scope = z.infer<typeof scopeSchema>;

/**
 * Scope → what it allows, as far as the account behind the token may do it. What stands in no scope no token may do:
 * accounts, tokens and settings are for people.
 */
export const scopeActions: Readonly<Record<Scope, readonly Action[]>> = {
  'read-unpublished': ['view-unpublished'],
  'write-sessions': ['view-unpublished', 'create-session', 'edit-agenda'],
  'run-sessions': ['view-unpublished', 'run-command', 'place-mark'],
  'read-feeds': ['view-unpublished', 'view-feed'],
  'write-transcripts': ['view-unpublished', 'replace-transcript'],
  'moderate-chat': ['moderate-chat'],
  'read-audit': ['view-unpublished', 'view-audit', 'view-whole-audit'],
};

export const newApiTokenSchema = z.object({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(scopeSchema).min(1).max(scopes.length),
  expiresAt: instantSchema.optional().describe('left out: it holds until it is revoked'),
});
export type NewApiToken = z.infer<typeof newApiTokenSchema>;

export const apiTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string().describe('how the token begins, to recognise it by'),
  scopes: z.array(scopeSchema),
  owner: z.string().describe('e-mail address of the account in whose name it acts'),
  createdAt: instantSchema,
  expiresAt: instantSchema.nullable(),
  lastUsedAt: instantSchema.nullable(),
});
export type ApiToken = z.infer<typeof apiTokenSchema>;

export const apiTokenListSchema = z.object({ items: z.array(apiTokenSchema) });

export const madeApiTokenSchema = apiTokenSchema.extend({
  token: z.string().describe('the token itself, shown this once; send it as `Authorization: Bearer <token>`'),
});
export type MadeApiToken = z.infer<typeof madeApiTokenSchema>;

/** The token in an `Authorization` header, or null; what cannot be one is none. */
export function readBearerToken(authorization: string | undefined): string | null {
  return /^bearer +(cdv_[\w-]{20,100})$/i.exec(authorization ?? '')?.[1] ?? null;
}
