// Signs staff in through the operator's provider of identities. It opens no accounts: an administrator has invited the
// person before, and the provider vouches for that very e-mail address. From then on the account belongs to the person as
// the provider names them (issuer and subject): an address may change, or be given to somebody else, a subject may not
// (OpenID Connect Core 1.0, section 5.7).
import { findAccount, findAccountByEmail, type Account } from '../../db/accounts.ts';
import { bindIdentity, findAccountOfIdentity } from '../../db/identities.ts';
import { inTransaction } from '../../db/open.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { House, OpenIdChecks, VouchedPerson } from './house.ts';
import { openText, sealText } from './sealed-text.ts';
import { openSignIn } from './sign-in.ts';
import type { OpenedSignIn, SignInFrom } from './sign-in.ts';
import { writeAudit } from './write-audit.ts';
import { toActor } from './who-is.ts';

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
  back: SignInFrom & { search: string; flow: string | null },
): Promise<Outcome<{ to: string; opened: OpenedSignIn }>> {
  const flow = readFlow(house, back.flow);
  if (house.openId === null || flow === null)
    return refuse('wrong-credentials', 'This sign-in is too old; begin again.');
  const person = await house.openId.finish(back.search, flow).catch((error: unknown) => {
    house.log.warn({ err: error, address: back.address }, 'a sign-in through the provider of identities was refused');
    return null;
  });
  if (person === null) return refuse('wrong-credentials', 'The provider of identities did not vouch for you.');
  const account = await findPersonsAccount(house, person);
  if (!account.ok) return account;
  return accept({ to: flow.to, opened: await openSignIn(house, account.value, { ...back, method: 'openid' }) });
}

/** The account bound to the person; the first time, the one that was invited by a verified address. */
async function findPersonsAccount(house: House, person: VouchedPerson): Promise<Outcome<Account>> {
  const boundId = await findAccountOfIdentity(house.db, person);
  const bound = boundId === null ? null : await findAccount(house.db, boundId);
  if (bound !== null) return bound.disabledAtMs === null ? accept(bound) : nobodyInvited();
  if (person.email === null || !person.isVerified) {
    return refuse('account-not-found', 'The provider of identities does not vouch for an e-mail address of yours.');
  }
  const invited = await findAccountByEmail(house.db, person.email);
  if (invited === null || invited.disabledAtMs !== null) return nobodyInvited();
  return (await bind(house, person, invited)) ? accept(invited) : nobodyInvited();
}

/** False when the account belongs to another person of this provider already: their address was given to somebody else. */
async function bind(house: House, { issuer, subject }: VouchedPerson, account: Account): Promise<boolean> {
  const atMs = house.now();
  const isBound = await inTransaction(house.db, async (db) => {
    const accountId = account.id;
    if (!(await bindIdentity(db, { issuer, subject, accountId, createdAtMs: atMs }))) return false;
    const after = { accountId, issuer, subject };
    await writeAudit(house, db, toActor(account), { action: 'account.identity-bound', sessionId: null, atMs, after });
    return true;
  });
  if (!isBound) house.log.warn({ accountId: account.id }, 'another person came with the address of a bound account');
  return isBound;
}

function nobodyInvited(): Outcome<never> {
  return refuse('account-not-found', 'Nobody with your e-mail address has been invited.');
}

function readFlow(house: House, sealed: string | null): (OpenIdChecks & { to: string }) | null {
  const text = sealed === null ? null : openText(house.secrets.streamKeySecret, 'openid-flow', sealed);
  if (text === null) return null;
  const flow = JSON.parse(text) as OpenIdChecks & { to: string; untilMs: number };
  return house.now() < flow.untilMs ? flow : null;
}
