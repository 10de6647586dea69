// Routes of convocations by mail: everyone asks, confirms and leaves; staff send, and keep the addresses of a body's members.
import { z } from 'zod';
import { contactsSchema, convocationStateSchema, newSubscriptionSchema } from '../../contract/convocations.ts';
import { alertKeySchema } from '../../contract/search-alerts.ts';
import { askForConvocations, confirmConvocations, leaveConvocations } from '../../usecases/convocation-subscribers.ts';
import type { House } from '../../usecases/house.ts';
import type { MailThrottle } from '../../usecases/mail-throttle.ts';
import { showContacts, writeContacts } from '../../usecases/member-contacts.ts';
import { publishConvocation, showConvocation } from '../../usecases/publish-convocation.ts';
import { route, type Route } from '../route.ts';
import { sessionParams } from './answers.ts';

const subject = 'Convocations';
const bodyParams = sessionParams;

/** For everyone. */
export function subscriptionRoutes(house: House, throttle: MailThrottle): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/bodies/{id}/subscriptions',
      subject,
      summary: 'Ask for the convocations of a body by mail; the address must confirm it within 48 hours',
      access: 'public',
      params: bodyParams,
      body: newSubscriptionSchema,
      status: 204,
      refusals: ['invalid-input', 'body-not-found', 'too-many-attempts', 'unavailable'],
      handle: ({ params, body }, asker) =>
        askForConvocations(house, params.id, body, { address: asker.address, throttle }),
    }),
    route({
      method: 'post',
      path: '/api/convocations/confirm',
      subject,
      summary: 'Confirm a subscription with the key from the mail',
      access: 'public',
      body: alertKeySchema,
      status: 204,
      refusals: ['invalid-input', 'link-not-valid'],
      handle: ({ body }) => confirmConvocations(house, body.key),
    }),
    route({
      method: 'post',
      path: '/api/convocations/leave/{key}',
      subject,
      summary: 'End a subscription and delete the address (one click, RFC 8058)',
      access: 'public',
      params: z.object({ key: alertKeySchema.shape.key }),
      status: 204,
      refusals: [],
      handle: ({ params }) => leaveConvocations(house, params.key),
    }),
  ];
}

/** For staff of the body. */
export function convocationRoutes(house: House): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/sessions/{id}/convocation',
      subject,
      summary: 'What was sent of a convocation, and to how many',
      access: 'create-session',
      params: sessionParams,
      status: 200,
      answer: convocationStateSchema,
      refusals: ['session-not-found', 'not-allowed'],
      handle: ({ params }, asker) => showConvocation(house, asker.actor, params.id),
    }),
    route({
      method: 'post',
      path: '/api/sessions/{id}/convocation',
      subject,
      summary: 'Send the convocation by mail; what was sent and has not changed is not sent again',
      access: 'create-session',
      params: sessionParams,
      status: 200,
      answer: convocationStateSchema,
      refusals: ['session-not-found', 'command-not-allowed', 'not-allowed', 'unavailable'],
      handle: ({ params }, asker) => publishConvocation(house, asker.actor, params.id),
    }),
    route({
      method: 'get',
      path: '/api/bodies/{id}/contacts',
      subject,
      summary: 'Where the mail of the members of a body goes; never public',
      access: 'edit-body',
      params: bodyParams,
      status: 200,
      answer: contactsSchema,
      refusals: ['body-not-found', 'not-allowed'],
      handle: ({ params }, asker) => showContacts(house, asker.actor, params.id),
    }),
    route({
      method: 'put',
      path: '/api/bodies/{id}/contacts',
      subject,
      summary: 'Write the addresses of members that are named; null takes one away',
      access: 'edit-body',
      params: bodyParams,
      body: contactsSchema,
      status: 200,
      answer: contactsSchema,
      refusals: ['invalid-input', 'body-not-found', 'not-allowed'],
      handle: ({ params, body }, asker) => writeContacts(house, asker.actor, params.id, body),
    }),
  ];
}
