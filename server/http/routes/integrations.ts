// Routes for administrators: API tokens of programs, and the trail of who did what.
import { apiTokenListSchema, madeApiTokenSchema, newApiTokenSchema } from '../../contract/api-tokens.ts';
import { auditPageSchema, auditQuerySchema } from '../../contract/audit.ts';
import { listApiTokens, makeApiToken, revokeApiToken } from '../../usecases/api-tokens.ts';
import type { House } from '../../usecases/house.ts';
import { readAudit } from '../../usecases/read-audit.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { tokenParams } from './answers.ts';

const about = { subject: 'Integrations', access: 'administer-accounts' } as const;

/** Tokens and trail. */
export function integrationRoutes(house: House): Route[] {
  return [
    route({
      ...about,
      method: 'get',
      path: '/api/tokens',
      summary: 'The API tokens that are not revoked',
      status: 200,
      answer: apiTokenListSchema,
      refusals: [],
      handle: (_input, { actor }) => listApiTokens(house, actor),
    }),
    route({
      ...about,
      method: 'post',
      path: '/api/tokens',
      summary: 'Make an API token; it is in the answer this once',
      body: newApiTokenSchema,
      status: 201,
      answer: madeApiTokenSchema,
      refusals: [],
      handle: ({ body }, { actor }) => makeApiToken(house, actor, body),
    }),
    route({
      ...about,
      method: 'delete',
      path: '/api/tokens/{id}',
      summary: 'Revoke an API token, at once and for good',
      params: tokenParams,
      status: 204,
      refusals: [],
      handle: ({ params }, { actor }) => revokeApiToken(house, actor, params.id),
    }),
    route({
      method: 'get',
      path: '/api/audit',
      subject: 'Integrations',
      summary: 'Who did what and when, from which value to which; clerks name a session',
      access: 'view-audit',
      query: auditQuerySchema,
      status: 200,
      answer: auditPageSchema,
      refusals: ['bad-request', 'session-not-found'],
      handle: ({ query }, { actor }) => readAudit(house, actor, query),
    }),
  ];
}
