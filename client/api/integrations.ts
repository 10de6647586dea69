// What administrators ask about programs and about the trail; must not know how it is shown.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ApiToken, MadeApiToken, NewApiToken } from '../../server/contract/api-tokens.ts';
import type { AuditPage } from '../../server/contract/audit.ts';
import type { Delivery, MadeWebhook, NewWebhook, Webhook } from '../../server/contract/webhooks.ts';
import { request, withQuery } from './request.ts';

/** The API tokens that are not revoked. */
export const apiTokensQuery = queryOptions({
  queryKey: ['api-tokens'],
  queryFn: ({ signal }) => request<{ items: ApiToken[] }>('/api/tokens', { signal }),
  select: (answer) => answer.items,
});

/** Makes an API token; it is in the answer this once. */
export function makeApiToken(token: NewApiToken): Promise<MadeApiToken> {
  return request('/api/tokens', { method: 'POST', body: token });
}

/** Revokes an API token for good. */
export function revokeApiToken(id: string): Promise<void> {
  return request(`/api/tokens/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

/** Which entries of the trail are wanted; empty values say nothing. Instants as RFC 3339. */
export interface AuditFilter {
  readonly action: string;
  readonly actor: string;
  readonly from: string;
  readonly to: string;
}

/** The trail, page by page, newest first. */
export function auditQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      request<AuditPage>(withQuery('/api/audit', { ...filter, cursor: pageParam }), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** The webhooks. */
export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => request<{ items: Webhook[] }>('/api/webhooks', { signal }),
  select: (answer) => answer.items,
});

const webhookPath = (id: string) => `/api/webhooks/${encodeURIComponent(id)}`;

/** Deliveries are looked at again this often while they are shown. */
const deliveriesEveryMs = 5_000;

/** The newest deliveries of a webhook. */
export function deliveriesQuery(id: string) {
  return queryOptions({
    queryKey: ['webhook-deliveries', id],
    queryFn: ({ signal }) => request<{ items: Delivery[] }>(`${webhookPath(id)}/deliveries`, { signal }),
    select: (answer) => answer.items,
    refetchInterval: deliveriesEveryMs,
  });
}

/** Makes a webhook; its secret is in the answer this once. */
export function makeWebhook(webhook: NewWebhook): Promise<MadeWebhook> {
  return request('/api/webhooks', { method: 'POST', body: webhook });
}

/** Sends a test event. */
export function tryWebhook(id: string): Promise<void> {
  return request(`${webhookPath(id)}/test`, { method: 'POST' });
}

/** Removes a webhook. */
export function removeWebhook(id: string): Promise<void> {
  return request(webhookPath(id), { method: 'DELETE' });
}
