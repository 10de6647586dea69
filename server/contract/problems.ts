// Every refusal the product can give, with its HTTP status. Client, HTTP and sockets share these codes (RFC 9457).
import { z } from 'zod';

/** The table of refusals: code → HTTP status. Codes never change their meaning once published. */
export const problemStatus = {
  'bad-request': 400,
  'invalid-input': 400,
  'not-signed-in': 401,
  'wrong-credentials': 401,
  'second-factor-needed': 401,
  'wrong-second-factor': 401,
  'foreign-origin': 403,
  'not-allowed': 403,
  'not-found': 404,
  'account-not-found': 404,
  'webhook-not-found': 404,
  'method-not-allowed': 405,
  'session-not-found': 404,
  'agenda-item-not-found': 404,
  'mark-not-found': 404,
  'message-not-found': 404,
  'body-not-found': 404,
  'entry-not-found': 404,
  'document-not-found': 404,
  'range-not-found': 404,
  'upload-not-found': 404,
  'command-not-allowed': 409,
  'no-feed': 409,
  'mark-not-on-air': 409,
  'agenda-in-use': 409,
  'log-not-open': 409,
  'entry-changed': 409,
  'changed-by-other': 409,
  'stamped-by-other': 409,
  'closed-part-recorded': 409,
  'range-not-sealed': 409,
  'range-destroyed': 409,
  'second-person-needed': 409,
  'setup-done': 409,
  'email-taken': 409,
  'last-administrator': 409,
  'second-factor-demanded': 409,
  'link-not-valid': 410,
  'not-recorded': 410,
  withheld: 410,
  'too-large': 413,
  'unsupported-media-type': 415,
  'reason-required': 422,
  'weak-password': 422,
  'bad-transcript': 422,
  'bad-agenda': 422,
  'bad-document': 422,
  'bad-picture': 422,
  'empty-file': 422,
  'misnamed-document': 422,
  'document-with-macros': 422,
  'vote-does-not-add-up': 422,
  'bad-source': 422,
  'bad-upload': 422,
  'camera-taken': 409,
  'doors-closed': 409,
  'chat-closed': 409,
  'slow-down': 429,
  'too-many-attempts': 429,
  internal: 500,
  unavailable: 503,
  'disk-full': 507,
} as const;

/** A refusal's code. */
export type ProblemCode = keyof typeof problemStatus;

/** The RFC 9457 problem document of this product (`application/problem+json`). */
export const problemSchema = z.object({
  type: z.string().describe('a URI reference that names the kind of problem'),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().describe('what happened and what to do, in words for a person'),
  code: z.string(),
  reason: z.string().optional().describe('the public reason, when a session is withheld'),
  retryAfterMs: z.number().optional(),
  errors: z.array(z.object({ path: z.string(), detail: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** An expected refusal as a value: what use cases return instead of throwing. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly reason?: string;
  readonly retryAfterMs?: number;
  readonly errors?: readonly { path: string; detail: string }[];
}

/** What a use case answers: a value, or an expected refusal. Bugs throw. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** Wraps a success. */
export function accept<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** Wraps a refusal. */
export function refuse(code: ProblemCode, detail: string, more: Omit<Refusal, 'code' | 'detail'> = {}): Outcome<never> {
  return { ok: false, refusal: { code, detail, ...more } };
}
