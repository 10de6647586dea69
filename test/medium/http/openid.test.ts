// Signing in through a provider of identities: a real one (oidc-provider) on a free port, walked through like a browser does.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Provider from 'oidc-provider';
import type { AccountLink } from '../../../server/contract/accounts.ts';
import { createOpenIdDoor } from '../../../server/openid.ts';
import { createTestServer } from '../../support/test-server.ts';
import type { Answer, TestServer } from '../../support/test-server.ts';

const publicOrigin = 'https://streaming.example.it';
const redirectUri = `${publicOrigin}/api/sign-in/openid/callback`;

/** Whom the provider knows: the id is what is typed into its form. */
const people: Record<string, { email?: string; email_verified?: boolean }> = {
  anna: { email: 'Anna@Comune.example', email_verified: true },
  unverified: { email: 'anna@comune.example', email_verified: false },
  stranger: { email: 'stranger@example.org', email_verified: true },
  nameless: {},
  successor: { email: 'anna@comune.example', email_verified: true },
};

let provider: Server;
let issuer: string;
let server: TestServer;

beforeAll(async () => {
  provider = createServer();
  provider.listen(0, '127.0.0.1');
  await once(provider, 'listening');
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const answer = createProvider(issuer).callback();
  provider.on('request', (request, response) => void answer(request, response));
  const settings = { issuer, clientId: 'casa', clientSecret: 'a secret of the two', name: 'Comune', redirectUri };
  server = await createTestServer({ publicOrigin, openId: createOpenIdDoor({ ...settings, trustsEmail: false }) });
});
afterAll(async () => {
  provider.closeAllConnections();
  provider.close();
  await server.close();
});

function createProvider(at: string): Provider {
  return new Provider(at, {
    clients: [{ client_id: 'casa', client_secret: 'a secret of the two', redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    cookies: { keys: ['only for this test'] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    async loadExistingGrant(context) {
      const { client, session, provider: own } = context.oidc;
      const grant = new own.Grant({ clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
}

/** A browser: keeps cookies of the provider, follows it until it leads away from there. */
async function walkThrough(start: string, login: string): Promise<string> {
  const cookies = new Map<string, string>();
  let address = start;
  for (let step = 0; step < 10; step += 1) {
    const isForm = new URL(address).pathname.startsWith('/interaction/');
    const answer = await fetch(address, {
      redirect: 'manual',
      method: isForm ? 'POST' : 'GET',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(isForm ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(isForm ? { body: new URLSearchParams({ prompt: 'login', login, password: 'x' }).toString() } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';', 1);
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const location = answer.headers.get('location');
    if (location === null)
      throw new Error(`the provider stopped at ${address}: ${answer.status} ${await answer.text()}`);
    address = new URL(location, address).href;
    if (!address.startsWith(issuer)) return address;
  }
  throw new Error('the provider leads in circles');
}

const cookieOf = (answer: Answer, name: RegExp): string =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0] ?? '')
    .find((pair) => name.test(pair)) ?? '';

async function begin(to = '/desk/sessions/1'): Promise<{ url: string; flow: string }> {
  const answer = await server.ask('GET', `/api/sign-in/openid?to=${encodeURIComponent(to)}`);
  expect(answer.status).toBe(302);
  return { url: answer.headers.get('location') ?? '', flow: cookieOf(answer, /_flow=./) };
}
const comeBack = (address: string, flow: string): Promise<Answer> => {
  const { pathname, search } = new URL(address);
  return server.ask('GET', `${pathname}${search}`, { headers: { cookie: flow } });
};
async function signInAs(login: string): Promise<Answer> {
  const { url, flow } = await begin();
  return comeBack(await walkThrough(url, login), flow);
}
const invite = async (email: string): Promise<AccountLink> =>
  (await server.askAsStaff('POST', '/api/accounts', { body: { email, role: 'clerk' } })).json<AccountLink>();
const refused = (answer: Answer, code: string): void => {
  expect([answer.status, answer.headers.get('location')]).toEqual([302, `/sign-in?refused=${code}`]);
  expect(cookieOf(answer, /casa_sign_in=./)).toBe('');
};

describe('signing in through a provider of identities', () => {
  it('is offered by name', async () => {
    const ways = await server.ask('GET', '/api/sign-in/ways');
    expect(ways.json()).toEqual({ password: true, openId: { name: 'Comune' } });
  });

  it('asks with PKCE, state and nonce, and keeps what must come back out of sight', async () => {
    const { url, flow } = await begin();
    const query = new URL(url).searchParams;
    expect(query.get('code_challenge_method')).toBe('S256');
    expect(query.get('state')).toMatch(/^[\w-]{20,}$/);
    expect(query.get('nonce')).toMatch(/^[\w-]{20,}$/);
    expect(flow).not.toContain(query.get('state'));
  });

  it('opens no account: nobody comes in who was not invited', async () => {
    refused(await signInAs('stranger'), 'account-not-found');
    refused(await signInAs('anna'), 'account-not-found');
  });

  it('lets an invited person in, without a password, even where a second factor is demanded', async () => {
    await invite('anna@comune.example');
    const answer = await signInAs('anna');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/desk/sessions/1']);
    const cookie = cookieOf(answer, /^__Host-casa_sign_in=./);
    await server.askAsStaff('PUT', '/api/settings/sign-in', { body: { secondFactor: 'everybody' } });
    const me = await server.ask('GET', '/api/me', { headers: { cookie } });
    expect(me.json()).toMatchObject({ email: 'anna@comune.example', role: 'clerk', secondFactor: 'off' });
    await server.house.db.deleteFrom('settings').where('name', 'like', 'sign-in%').execute();
    const trail = await server.house.db
      .selectFrom('audit')
      .selectAll()
      .where('actor', '=', 'anna@comune.example')
      .execute();
    expect(trail.map((row) => [row.action, row.after_json])).toContainEqual([
      'account.signed-in',
      expect.stringContaining('"method":"openid"'),
    ]);
  });

  it('does not believe an address that the provider has not verified, nor one it does not name', async () => {
    refused(await signInAs('unverified'), 'account-not-found');
    refused(await signInAs('nameless'), 'account-not-found');
  });

  it('knows a person again whose address has changed, and not somebody else who was given it', async () => {
    refused(await signInAs('successor'), 'account-not-found');
    const anna = people['anna'] ?? {};
    people['anna'] = { email: 'anna.married@comune.example', email_verified: false };
    expect((await signInAs('anna')).headers.get('location')).toBe('/desk/sessions/1');
    people['anna'] = anna;
    const trail = await server.house.db
      .selectFrom('audit')
      .select('after_json')
      .where('action', '=', 'account.identity-bound')
      .execute();
    expect(trail.map((row) => JSON.parse(row.after_json ?? '') as object)).toEqual([
      expect.objectContaining({ issuer, subject: 'anna' }),
    ]);
  });

  it('is bound anew after an administrator has reset the account', async () => {
    const { id } = await server.house.db
      .selectFrom('accounts')
      .select('id')
      .where('email', 'like', 'anna%')
      .executeTakeFirstOrThrow();
    expect((await server.askAsStaff('POST', `/api/accounts/${id}/reset`)).status).toBe(200);
    expect((await signInAs('successor')).headers.get('location')).toBe('/desk/sessions/1');
    refused(await signInAs('anna'), 'account-not-found');
    await server.askAsStaff('POST', `/api/accounts/${id}/reset`);
  });

  it('does not let a disabled account in', async () => {
    await server.house.db.updateTable('accounts').set({ disabled_at: 1 }).where('email', 'like', 'anna%').execute();
    refused(await signInAs('anna'), 'account-not-found');
    await server.house.db.updateTable('accounts').set({ disabled_at: null }).execute();
  });

  it('refuses to come back without the flow it began, with that of another, too late, or twice', async () => {
    const { url, flow } = await begin();
    const back = await walkThrough(url, 'anna');
    refused(await comeBack(back, ''), 'wrong-credentials');
    refused(await comeBack(back, (await begin()).flow), 'wrong-credentials');
    server.setNow(Date.now() + 11 * 60_000);
    refused(await comeBack(back, flow), 'wrong-credentials');
    server.setNow(Date.now());
    expect((await comeBack(back, flow)).headers.get('location')).toBe('/desk/sessions/1');
    refused(await comeBack(back, flow), 'wrong-credentials');
  });

  it('refuses a made-up code and what the provider refused', async () => {
    const { url, flow } = await begin();
    const state = new URL(url).searchParams.get('state') ?? '';
    refused(await comeBack(`${redirectUri}?code=made-up&state=${state}&iss=${issuer}`, flow), 'wrong-credentials');
    refused(
      await comeBack(`${redirectUri}?error=access_denied&state=${state}&iss=${issuer}`, flow),
      'wrong-credentials',
    );
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'never leads to %s afterwards',
    async (to) => {
      const answer = await server.ask('GET', `/api/sign-in/openid?to=${encodeURIComponent(to)}`);
      expect(answer.status).toBe(400);
    },
  );

  it('says so when the provider does not answer, and asks it again the next time', async () => {
    const lost = createOpenIdDoor({
      issuer: 'http://127.0.0.1:1',
      clientId: 'x',
      clientSecret: 'y',
      name: 'Away',
      trustsEmail: true,
      redirectUri,
    });
    const away = await createTestServer({ publicOrigin, openId: lost });
    try {
      refused(await away.ask('GET', '/api/sign-in/openid'), 'unavailable');
      refused(await away.ask('GET', '/api/sign-in/openid'), 'unavailable');
    } finally {
      await away.close();
    }
  });
});
