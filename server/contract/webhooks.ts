// Webhooks: which events go out, what they carry, and how deliveries are seen. Signed after standardwebhooks.com, version 1:
// headers `webhook-id`, `webhook-timestamp` (seconds), `webhook-signature` = `v1,` + Base64 of HMAC-SHA256 over
// `id.timestamp.body` with the Base64-decoded secret behind `whsec_`.
import { z } from 'zod';
import { instantSchema } from './instants.ts';

export const webhookEvents = [
  'session.live',
  'session.recess',
  'session.closed',
  'session.ended',
  'session.cancelled',
  'session.published',
  'session.withheld',
  'feed.lost',
  'feed.back',
  'guardian.alarm',
  'guardian.clear',
] as const;
export const webhookEventSchema = z.enum(webhookEvents);
export type WebhookEvent = z.infer<typeof webhookEventSchema>;

/** The body of a delivery. */
export const webhookPayloadSchema = z.object({
  type: z.union([webhookEventSchema, z.literal('webhook.test')]),
  timestamp: instantSchema,
  data: z.object({
    sessionId: z.string().nullable(),
    title: z.string().nullable(),
    body: z.string().nullable(),
    state: z.string().nullable(),
    publication: z.string().nullable(),
    reason: z.string().nullable(),
    code: z.string().nullable().describe('of an alarm: the same when it begins and when it ends'),
  }),
});
export type WebhookPayload = z.infer<typeof webhookPayloadSchema>;

export const newWebhookSchema = z.object({
  url: z
    .url({ protocol: /^https?$/ })
    .max(1000)
    .refine((text) => !URL.canParse(text) || new URL(text).username === '', 'must not carry a user name or password'),
  events: z.array(webhookEventSchema).min(1).max(webhookEvents.length),
});
export type NewWebhook = z.infer<typeof newWebhookSchema>;

export const webhookSchema = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(webhookEventSchema),
  createdAt: instantSchema,
});
export type Webhook = z.infer<typeof webhookSchema>;

export const webhookListSchema = z.object({ items: z.array(webhookSchema) });

export const madeWebhookSchema = webhookSchema.extend({
  secret: z.string().describe('signs the deliveries; shown this once'),
});
export type MadeWebhook = z.infer<typeof madeWebhookSchema>;

export const deliverySchema = z.object({
  id: z.string(),
  event: z.string(),
  state: z.enum(['waiting', 'delivered', 'given-up']),
  createdAt: instantSchema,
  attempts: z.number().int(),
  nextAt: instantSchema.nullable(),
  deliveredAt: instantSchema.nullable(),
  lastStatus: z.number().int().nullable().describe('HTTP status of the last answer'),
  lastError: z.string().nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;

export const deliveryListSchema = z.object({ items: z.array(deliverySchema) });
