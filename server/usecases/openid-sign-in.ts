// Signs staff in through the operator's provider of identities. It opens no accounts: an administrator has invited the
// person before, and the provider vouches for that very e-mail address.
import { findAccountByEmail } from '../../db/accounts.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { House, OpenIdChecks } from './house.ts';
import { openText, sealText } from './sealed-text.ts';
import { openSignIn } from './sign-in.ts';
import type { OpenedSignIn } from './sign-in.ts';

const patienceMs = 10 * 60 * 1000;

/** How long the browser keeps what must come back. */
export const openIdFlowMs = patienceMs;

/** Where to send the browser, and the sealed flow that it must bring back. */
export async function beginOpenIdSignIn(house: House, to: string): Promise<Outcome<{ url: string; flow: string }>> {
  if (house.openId === null) return refuse('not-found', 'This site has no provider of identities.');
  try {
    const { url, checks } = await house.openId.begin();
    const flow = JSON.stringify({ ...checks, to, untilMs: house.now() + patienceMs });
    return accept({ url, flow: sealText(house.secrets.streamKeySecret, 'openid-flow', flow) });
  } catch (error) {
    house.log.warn({ err: error }, 'the provider of identities does not answer');
    return refuse(
      'unavailable',
      'The provider of identities does not answer; sign in with your password, or try later.',
    );
  }
}

/** The browser is back. Refuses with `wrong-credentials`, or `account-not-found` when nobody was invited. */
export async function finishOpenIdSignIn(
  house: House,
  back: { search: string; flow: string | null; address: string; oldToken: string | null },
): Promise<Outcome<{ to: string; opened: OpenedSignIn }>> {
  const flow = readFlow(house, back.flow);
  if (house.openId === null || flow === null)
    return refuse('wrong-credentials', 'This sign-in is too old; begin again.');
  const person = await house.openId.finish(back.search, flow).catch((error: unknown) => {
    house.log.warn({ err: error, address: back.address }, 'a sign-in through the provider of identities was refused');
    return null;
  });
  if (person === null) return refuse('wrong-credentials', 'The provider of identities did not vouch for you.');
  if (person.email === null || !person.isVerified) {
    return refuse('account-not-found', 'The provider of identities does not vouch for an e-mail address of yours.');
  }
  const account = await findAccountByEmail(house.db, person.email);
  if (account === null || account.disabledAtMs !== null) {
    return refuse('account-not-found', 'Nobody with your e-mail address has been invited.');
  }
  return accept({ to: flow.to, opened: await openSignIn(house, account, { ...back, method: 'openid' }) });
}

function readFlow(house: House, sealed: string | null): (OpenIdChecks & { to: string }) | null {
  const text = sealed === null ? null : openText(house.secrets.streamKeySecret, 'openid-flow', sealed);
  if (text === null) return null;
  const flow = JSON.parse(text) as OpenIdChecks & { to: string; untilMs: number };
  return house.now() < flow.untilMs ? flow : null;
}
