// Routes by which administrators keep webhooks.
import { deliveryListSchema, madeWebhookSchema, newWebhookSchema, webhookListSchema } from '../../contract/webhooks.ts';
import type { House } from '../../usecases/house.ts';
import { listDeliveries, listWebhooks, makeWebhook, removeWebhook, tryWebhook } from '../../usecases/keep-webhooks.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { webhookParams } from './answers.ts';

const about = { subject: 'Integrations', access: 'change-settings' } as const;

/** List, make, try, deliveries, remove. */
export function webhookRoutes(house: House): Route[] {
  return [
    route({
      ...about,
      method: 'get',
      path: '/api/webhooks',
      summary: 'The webhooks',
      status: 200,
      answer: webhookListSchema,
      refusals: [],
      handle: (_input, { actor }) => listWebhooks(house, actor),
    }),
    route({
      ...about,
      method: 'post',
      path: '/api/webhooks',
      summary: 'Make a webhook; the secret that signs its deliveries is in the answer this once',
      body: newWebhookSchema,
      status: 201,
      answer: madeWebhookSchema,
      refusals: [],
      handle: ({ body }, { actor }) => makeWebhook(house, actor, body),
    }),
    route({
      ...about,
      method: 'delete',
      path: '/api/webhooks/{id}',
      summary: 'Remove a webhook',
      params: webhookParams,
      status: 204,
      refusals: [],
      handle: ({ params }, { actor }) => removeWebhook(house, actor, params.id),
    }),
    route({
      ...about,
      method: 'post',
      path: '/api/webhooks/{id}/test',
      summary: 'Send a test event; its delivery is seen in the list of deliveries',
      params: webhookParams,
      status: 204,
      refusals: ['webhook-not-found'],
      handle: ({ params }, { actor }) => tryWebhook(house, actor, params.id),
    }),
    route({
      ...about,
      method: 'get',
      path: '/api/webhooks/{id}/deliveries',
      summary: 'The newest deliveries of a webhook (they are kept for 30 days)',
      params: webhookParams,
      status: 200,
      answer: deliveryListSchema,
      refusals: ['webhook-not-found'],
      handle: ({ params }, { actor }) => listDeliveries(house, actor, params.id),
    }),
  ];
}
