// Routes of signing in and out, and of the first administrator.
import { meSchema, setupSchema, signInSchema } from '../../contract/accounts.ts';
import { accept, refuse } from '../../contract/problems.ts';
import { completeSetup } from '../../usecases/complete-setup.ts';
import type { House } from '../../usecases/house.ts';
import { createSignIn } from '../../usecases/sign-in.ts';
import { signOut } from '../../usecases/sign-out.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';

const subject = 'Accounts';

/** Sign-in, sign-out, me, setup. */
export function accountRoutes(house: House): Route[] {
  const signIn = createSignIn(house);
  return [
    route({
      method: 'post',
      path: '/api/sign-in',
      subject,
      summary: 'Sign in; the answer carries an HttpOnly cookie',
      access: 'public',
      body: signInSchema,
      status: 204,
      refusals: ['wrong-credentials', 'too-many-attempts'],
      async handle({ body }, asker) {
        const opened = await signIn(body, { address: asker.address, oldToken: asker.signInToken });
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
        if (actor.kind === 'public') return refuse('not-signed-in', 'Nobody is signed in.');
        return accept({ id: actor.accountId, email: actor.email, role: actor.role });
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
      refusals: ['setup-done', 'wrong-credentials'],
      handle: ({ body }) => completeSetup(house, body),
    }),
  ];
}
