// Which entries of the trail are events for webhooks, and when a delivery that failed is tried again. Pure.
import type { WebhookEvent } from '../contract/webhooks.ts';

/** Action in the trail → event. */
const eventOfAction: Readonly<Record<string, WebhookEvent>> = {
  'session.go-live': 'session.live',
  'session.resume': 'session.live',
  'session.open-doors': 'session.live',
  'session.recess': 'session.recess',
  'session.reopen': 'session.recess',
  'session.close-doors': 'session.closed',
  'session.adjourn': 'session.ended',
  'session.cancel': 'session.cancelled',
  'session.publish': 'session.published',
  'session.withhold': 'session.withheld',
};

/** The event of an action, or null. */
export function webhookEventOf(action: string): WebhookEvent | null {
  return Object.hasOwn(eventOfAction, action) ? (eventOfAction[action] ?? null) : null;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Waits after the first, second … failure; after the last one the delivery is given up. */
const waitsMs = [5 * second, 30 * second, 2 * minute, 10 * minute, hour, 6 * hour, 24 * hour];

/** How long to wait after this many failed attempts (1 or more), or null to give up. */
export function retryAfterMs(failedAttempts: number): number | null {
  return waitsMs[failedAttempts - 1] ?? null;
}
