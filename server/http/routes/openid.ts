// Routes of signing in through the operator's provider of identities: a browser walks through them, so they answer with
// ways on, never with problem documents.
import { z } from 'zod';
import { returnToSchema, signInWaysSchema } from '../../contract/accounts.ts';
import { accept } from '../../contract/problems.ts';
import type { House } from '../../usecases/house.ts';
import { beginOpenIdSignIn, finishOpenIdSignIn, openIdFlowMs } from '../../usecases/openid-sign-in.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { redirectSchema } from './answers.ts';

const about = { method: 'get', subject: 'Accounts', access: 'public', refusals: [] } as const;

/** What a provider sends back (RFC 6749 section 4.1.2, RFC 9207), and whatever else it adds. */
const callbackQuery = z.looseObject({
  code: z.string().max(4000).optional(),
  state: z.string().max(1000).optional(),
  error: z.string().max(1000).optional(),
});

/** Ways to sign in, begin, and back again. */
export function openIdRoutes(house: House): Route[] {
  return [
    route({
      ...about,
      path: '/api/sign-in/ways',
      summary: 'How staff can sign in here',
      status: 200,
      answer: signInWaysSchema,
      handle: () =>
        accept({ password: true as const, openId: house.openId === null ? null : { name: house.openId.name } }),
    }),
    route({
      ...about,
      path: '/api/sign-in/openid',
      summary: 'Leads to the provider of identities',
      query: returnToSchema,
      status: 302,
      answer: redirectSchema,
      async handle({ query }, asker) {
        const begun = await beginOpenIdSignIn(house, query.to);
        if (!begun.ok) return accept({ location: refusedAt(begun.refusal.code) });
        asker.keepFlow(begun.value.flow, openIdFlowMs);
        return accept({ location: begun.value.url });
      },
    }),
    route({
      ...about,
      path: '/api/sign-in/openid/callback',
      summary: 'Where the provider of identities leads back to; the answer carries the sign-in cookie',
      query: callbackQuery,
      status: 302,
      answer: redirectSchema,
      async handle({ query }, asker) {
        const texts = Object.entries(query).flatMap(([name, value]): [string, string][] =>
          typeof value === 'string' ? [[name, value]] : [],
        );
        const search = new URLSearchParams(texts).toString();
        const { flow, address, agent, signInToken: oldToken } = asker;
        const finished = await finishOpenIdSignIn(house, { search, flow, address, agent, oldToken });
        asker.forgetFlow();
        if (!finished.ok) return accept({ location: refusedAt(finished.refusal.code) });
        asker.keepSignIn(finished.value.opened);
        return accept({ location: finished.value.to });
      },
    }),
  ];
}

/** The sign-in page says why in words. */
function refusedAt(code: string): string {
  return `/sign-in?refused=${code}`;
}
