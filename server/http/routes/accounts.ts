// Routes of signing in and out, of one's own account, and of the first administrator.
import {
  changePasswordSchema,
  choosePasswordSchema,
  meSchema,
  openSignInListSchema,
  setupSchema,
  signInSchema,
  whoSchema,
} from '../../contract/accounts.ts';
import { accept, refuse } from '../../contract/problems.ts';
import type { Outcome } from '../../contract/problems.ts';
import { toMe } from '../../usecases/account-view.ts';
import { changePassword } from '../../usecases/change-password.ts';
import { choosePassword } from '../../usecases/choose-password.ts';
import { completeSetup } from '../../usecases/complete-setup.ts';
import { endSignIns } from '../../usecases/end-sign-ins.ts';
import type { House } from '../../usecases/house.ts';
import type { SignInThrottle } from '../../usecases/sign-in-throttle.ts';
import { createSignIn } from '../../usecases/sign-in.ts';
import { endOwnSignIn, listOwnSignIns } from '../../usecases/own-sign-ins.ts';
import { signOut } from '../../usecases/sign-out.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { signInParams } from './answers.ts';

const subject = 'Accounts';

/** Sign-in, sign-out, me, setup. */
export function accountRoutes(house: House, throttle: SignInThrottle): Route[] {
  const signIn = createSignIn(house, throttle);
  return [
    route({
      method: 'post',
      path: '/api/sign-in',
      subject,
      summary: 'Sign in; the answer carries an HttpOnly cookie',
      access: 'public',
      body: signInSchema,
      status: 204,
      refusals: ['wrong-credentials', 'second-factor-needed', 'wrong-second-factor', 'too-many-attempts'],
      async handle({ body }, asker) {
        const { address, agent, signInToken: oldToken } = asker;
        const opened = await signIn(body, { address, agent, oldToken });
        if (!opened.ok) return opened;
        asker.keepSignIn(opened.value);
        return accept(null);
      },
    }),
    route({
      method: 'post',
      path: '/api/sign-out',
      subject,
      summary: 'End this sign-in',
      access: 'public',
      status: 204,
      refusals: [],
      async handle(_input, asker) {
        if (asker.signInToken !== null) await signOut(house, asker.signInToken);
        asker.forgetSignIn();
        return accept(null);
      },
    }),
    route({
      method: 'get',
      path: '/api/me',
      subject,
      summary: 'Who is signed in',
      access: 'any-staff',
      status: 200,
      answer: meSchema,
      refusals: [],
      handle(_input, { actor }) {
        if (actor.kind === 'public') return nobodyIsSignedIn();
        return accept(toMe(actor));
      },
    }),
    route({
      method: 'get',
      path: '/api/sign-in/me',
      subject,
      summary: 'Who is signed in, or null: for pages that everybody may open',
      access: 'public',
      status: 200,
      answer: whoSchema,
      refusals: [],
      handle: (_input, { actor }) => accept({ me: actor.kind === 'public' ? null : toMe(actor) }),
    }),
    route({
      method: 'get',
      path: '/api/me/sign-ins',
      subject,
      summary: 'One’s own open sign-ins, the newest first',
      access: 'own-account',
      status: 200,
      answer: openSignInListSchema,
      refusals: [],
      handle(_input, { actor, signInToken: token }) {
        if (actor.kind === 'public') return nobodyIsSignedIn();
        return listOwnSignIns(house, { actor, token });
      },
    }),
    route({
      method: 'delete',
      path: '/api/me/sign-ins/{id}',
      subject,
      summary: 'End one of one’s own sign-ins; one that has ended already stays so',
      access: 'own-account',
      params: signInParams,
      status: 204,
      refusals: [],
      handle({ params }, { actor, signInToken: token }) {
        if (actor.kind === 'public') return nobodyIsSignedIn();
        return endOwnSignIn(house, { actor, token }, params.id);
      },
    }),
    route({
      method: 'post',
      path: '/api/setup',
      subject,
      summary: 'Create the first administrator with the one-time code',
      access: 'public',
      body: setupSchema,
      status: 204,
      refusals: ['setup-done', 'wrong-credentials', 'weak-password'],
      handle: ({ body }) => completeSetup(house, body),
    }),
    route({
      method: 'post',
      path: '/api/choose-password',
      subject,
      summary: 'Choose a password with the code of a one-time link',
      access: 'public',
      body: choosePasswordSchema,
      status: 204,
      refusals: ['link-not-valid', 'weak-password'],
      handle: ({ body }) => choosePassword(house, body),
    }),
    route({
      method: 'put',
      path: '/api/me/password',
      subject,
      summary: 'Change one’s own password; every other sign-in ends',
      access: 'own-account',
      body: changePasswordSchema,
      status: 204,
      refusals: ['wrong-credentials', 'weak-password', 'too-many-attempts'],
      handle({ body }, { actor, address, signInToken: token }) {
        if (actor.kind === 'public' || token === null) return nobodyIsSignedIn();
        return changePassword(house, throttle, { actor, address, token }, body);
      },
    }),
    route({
      method: 'post',
      path: '/api/me/sign-out-everywhere',
      subject,
      summary: 'End every sign-in of one’s own account, this one too',
      access: 'own-account',
      status: 204,
      refusals: [],
      async handle(_input, asker) {
        if (asker.actor.kind === 'public') return nobodyIsSignedIn();
        const ended = await endSignIns(house, asker.actor, asker.actor.accountId);
        if (ended.ok) asker.forgetSignIn();
        return ended;
      },
    }),
  ];
}

function nobodyIsSignedIn(): Outcome<never> {
  return refuse('not-signed-in', 'Nobody is signed in.');
}
