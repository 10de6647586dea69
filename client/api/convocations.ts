// Convocations by mail: subscribing, sending, and the addresses of members; must not know how they are shown.
import { queryOptions } from '@tanstack/react-query';
import type { Contacts, ConvocationState, NewSubscription } from '../../server/contract/convocations.ts';
import { request } from './request.ts';

const bodyPath = (bodyId: string) => `/api/bodies/${encodeURIComponent(bodyId)}`;
const convocationPath = (sessionId: string) => `/api/sessions/${encodeURIComponent(sessionId)}/convocation`;

/** While mails wait, the desk looks again after this many milliseconds. */
const lookAgainMs = 5000;

/** Asks for the convocations of a body; the owner of the address is asked by mail. */
export function askForConvocations(bodyId: string, wish: NewSubscription): Promise<void> {
  return request(`${bodyPath(bodyId)}/subscriptions`, { method: 'POST', body: wish });
}

/** Begins the mails. */
export function confirmConvocations(key: string): Promise<void> {
  return request('/api/convocations/confirm', { method: 'POST', body: { key } });
}

/** Ends the mails; the address is deleted. */
export function leaveConvocations(key: string): Promise<void> {
  return request(`/api/convocations/leave/${encodeURIComponent(key)}`, { method: 'POST' });
}

/** What was sent of a session's convocation. */
export function convocationQuery(sessionId: string) {
  return queryOptions({
    queryKey: ['convocation', sessionId],
    queryFn: ({ signal }) => request<ConvocationState>(convocationPath(sessionId), { signal }),
    refetchInterval: ({ state }) => (state.data?.versions.some(({ waiting }) => waiting > 0) ? lookAgainMs : false),
  });
}

/** Sends it. */
export function publishConvocation(sessionId: string): Promise<ConvocationState> {
  return request(convocationPath(sessionId), { method: 'POST' });
}

/** Where the mail of a body's members goes. */
export function contactsQuery(bodyId: string) {
  return queryOptions({
    queryKey: ['contacts', bodyId],
    queryFn: ({ signal }) => request<Contacts>(`${bodyPath(bodyId)}/contacts`, { signal }),
  });
}

/** Writes the addresses that are named. */
export function writeContacts(bodyId: string, contacts: Contacts): Promise<Contacts> {
  return request(`${bodyPath(bodyId)}/contacts`, { method: 'PUT', body: contacts });
}
