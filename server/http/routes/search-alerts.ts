// Routes of saved searches: ask, confirm, leave. No account, and no answer tells whether an address is known.
import { z } from 'zod';
import { accept } from '../../contract/problems.ts';
import { alertKeySchema, alertStateSchema, newAlertSchema } from '../../contract/search-alerts.ts';
import type { House } from '../../usecases/house.ts';
import type { MailThrottle } from '../../usecases/mail-throttle.ts';
import { askForAlert, confirmAlert, leaveAlert, showAlertState } from '../../usecases/search-alerts.ts';
import { route, type Route } from '../route.ts';

const subject = 'Search';

/** Saved searches by mail. */
export function searchAlertRoutes(house: House, throttle: MailThrottle): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/search/alerts',
      subject,
      summary: 'Whether searches can be saved with alerts by mail on this server',
      access: 'public',
      status: 200,
      answer: alertStateSchema,
      refusals: [],
      handle: () => accept(showAlertState(house)),
    }),
    route({
      method: 'post',
      path: '/api/search/alerts',
      subject,
      summary: 'Save a search with alerts by mail; the address must confirm it within 48 hours',
      access: 'public',
      body: newAlertSchema,
      status: 204,
      refusals: ['invalid-input', 'too-many-attempts', 'unavailable'],
      handle: ({ body }, asker) => askForAlert(house, body, { address: asker.address, throttle }),
    }),
    route({
      method: 'post',
      path: '/api/search/alerts/confirm',
      subject,
      summary: 'Confirm the alerts of a saved search with the key from the mail',
      access: 'public',
      body: alertKeySchema,
      status: 204,
      refusals: ['invalid-input', 'link-not-valid'],
      handle: ({ body }) => confirmAlert(house, body.key),
    }),
    route({
      method: 'post',
      path: '/api/search/alerts/leave/{key}',
      subject,
      summary: 'End the alerts of a saved search and delete the address (one click, RFC 8058)',
      access: 'public',
      params: z.object({ key: alertKeySchema.shape.key }),
      status: 204,
      refusals: [],
      handle: ({ params }) => leaveAlert(house, params.key),
    }),
  ];
}
