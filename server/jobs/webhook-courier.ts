// Carries webhooks: comes when the bell rings or when the next delivery is due, one round at a time.
import { deliverDueWebhooks } from '../usecases/deliver-webhooks.ts';
import type { Post } from '../usecases/deliver-webhooks.ts';
import type { House } from '../usecases/house.ts';
import { createDueCourier, type DueCourier } from './due-courier.ts';

/** Makes the courier. */
export function createWebhookCourier(house: House, post: Post): DueCourier {
  return createDueCourier(house, {
    look: () => deliverDueWebhooks(house, post),
    failed: 'webhooks could not be delivered',
    bell: house.webhooks,
  });
}
