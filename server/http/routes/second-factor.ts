// Routes of the second factor: one's own, and the rules of this site.
import {
  confirmPasswordSchema,
  confirmSecondFactorSchema,
  recoveryCodesSchema,
  secondFactorOfferSchema,
  signInRulesSchema,
} from '../../contract/accounts.ts';
import type { StaffActor } from '../../contract/accounts.ts';
import { refuse } from '../../contract/problems.ts';
import type { Outcome } from '../../contract/problems.ts';
import type { House } from '../../usecases/house.ts';
import { removeSecondFactorOf } from '../../usecases/remove-second-factor.ts';
import { createSecondFactor } from '../../usecases/set-up-second-factor.ts';
import { changeSignInRules, showSignInRules } from '../../usecases/sign-in-rules.ts';
import type { SignInThrottle } from '../../usecases/sign-in-throttle.ts';
import { route } from '../route.ts';
import type { Asker, Route } from '../route.ts';
import { accountParams } from './answers.ts';

const subject = 'Accounts';
const own = { subject, access: 'own-account', method: 'post', body: confirmPasswordSchema } as const;

/** Set up, confirm, renew codes, remove; rules. */
export function secondFactorRoutes(house: House, throttle: SignInThrottle): Route[] {
  const secondFactor = createSecondFactor(house, throttle);
  return [
    route({
      ...own,
      path: '/api/me/second-factor',
      summary: 'Begin to set up a second factor (RFC 6238); nothing holds before its first code was right',
      status: 200,
      answer: secondFactorOfferSchema,
      refusals: ['wrong-credentials', 'too-many-attempts'],
      handle: ({ body }, asker) => asPerson(asker, (asking) => secondFactor.offer(asking, body.current)),
    }),
    route({
      ...own,
      method: 'put',
      path: '/api/me/second-factor',
      summary: 'Set the second factor up with its first code; the answer carries the recovery codes',
      body: confirmSecondFactorSchema,
      status: 200,
      answer: recoveryCodesSchema,
      refusals: ['wrong-second-factor'],
      handle: ({ body }, asker) => asPerson(asker, (asking) => secondFactor.confirm(asking, body)),
    }),
    route({
      ...own,
      path: '/api/me/second-factor/codes',
      summary: 'New recovery codes; the ones before are void',
      status: 200,
      answer: recoveryCodesSchema,
      refusals: ['wrong-credentials', 'too-many-attempts', 'not-found'],
      handle: ({ body }, asker) => asPerson(asker, (asking) => secondFactor.renewCodes(asking, body.current)),
    }),
    route({
      ...own,
      path: '/api/me/second-factor/remove',
      summary: 'Take the second factor away, where the rules of this site allow it',
      status: 204,
      refusals: ['wrong-credentials', 'too-many-attempts', 'second-factor-demanded'],
      handle: ({ body }, asker) => asPerson(asker, (asking) => secondFactor.remove(asking, body.current)),
    }),
    route({
      method: 'post',
      path: '/api/accounts/{id}/remove-second-factor',
      subject,
      summary: 'Take away the second factor of somebody who has lost theirs',
      access: 'administer-accounts',
      params: accountParams,
      status: 204,
      refusals: ['account-not-found'],
      handle: ({ params }, { actor }) => removeSecondFactorOf(house, actor, params.id),
    }),
    route({
      method: 'get',
      path: '/api/settings/sign-in',
      subject,
      summary: 'The rules of this site for signing in',
      access: 'change-settings',
      status: 200,
      answer: signInRulesSchema,
      refusals: [],
      handle: (_input, { actor }) => showSignInRules(house, actor),
    }),
    route({
      method: 'put',
      path: '/api/settings/sign-in',
      subject,
      summary: 'Change the rules; whoever lacks a demanded second factor can only set one up',
      access: 'change-settings',
      body: signInRulesSchema,
      status: 200,
      answer: signInRulesSchema,
      refusals: [],
      handle: ({ body }, { actor }) => changeSignInRules(house, actor, body),
    }),
  ];
}

/** The door lets only staff in here; the type does not know that. */
function asPerson<T>(
  { actor, address }: Asker,
  act: (asking: { actor: StaffActor; address: string }) => Promise<Outcome<T>>,
): Promise<Outcome<T>> | Outcome<T> {
  return actor.kind === 'staff' ? act({ actor, address }) : refuse('not-signed-in', 'Nobody is signed in.');
}
