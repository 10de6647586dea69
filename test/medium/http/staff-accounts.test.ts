// Administrators keep accounts: invite, change, disable, reset, sign out; and people their own.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Account, AccountLink } from '../../../server/contract/accounts.ts';
import { createTestServer, staff } from '../../support/test-server.ts';
import type { Ask, TestServer } from '../../support/test-server.ts';

const password = 'un gatto sul registro';
let server: TestServer;
const mails: { to: string; subject: string; text: string }[] = [];
beforeAll(async () => {
  server = await createTestServer();
  server.onMail = (mail) => {
    mails.push(mail);
    return Promise.resolve();
  };
});
afterAll(() => server.close());

const invite = async (email: string, rights: object = { role: 'clerk' }): Promise<AccountLink> => {
  const answer = await server.askAsStaff('POST', '/api/accounts', { body: { email, ...rights } });
  expect(answer.status).toBe(201);
  return answer.json<AccountLink>();
};
const codeOf = (link: AccountLink): string => link.path.split('#code=')[1] ?? '';
const choose = (code: string, chosen = password) =>
  server.ask('POST', '/api/choose-password', { body: { code, password: chosen } });
async function signIn(email: string, with_ = password): Promise<string> {
  const answer = await server.ask('POST', '/api/sign-in', { body: { email, password: with_ } });
  return answer.status === 204
    ? (answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '')
    : `refused ${answer.status}`;
}
const as = (cookie: string, more: Ask = {}): Ask => ({ ...more, headers: { cookie, origin: server.url } });
const me = async (cookie: string) => (await server.ask('GET', '/api/me', as(cookie))).status;
async function member(email: string, rights?: object): Promise<{ account: Account; cookie: string }> {
  const link = await invite(email, rights);
  expect((await choose(codeOf(link))).status).toBe(204);
  return { account: link.account, cookie: await signIn(email) };
}
const listed = async (id: string): Promise<Account | undefined> =>
  (await server.askAsStaff('GET', '/api/accounts')).json<{ items: Account[] }>().items.find((one) => one.id === id);

describe('an invitation', () => {
  it('lets its owner choose a password once, by a link that is mailed and stored only as a hash', async () => {
    const link = await invite('invited@example.org');
    expect(link).toMatchObject({ mailed: true, account: { state: 'invited', role: 'clerk', bodies: null } });
    expect(mails.at(-1)).toMatchObject({ to: 'invited@example.org' });
    expect(mails.at(-1)?.text).toContain(`https://streaming.example.it${link.path}`);
    const stored = await server.house.db.selectFrom('account_links').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(codeOf(link));
    expect(await signIn('invited@example.org', 'anything at all')).toBe('refused 401');
    expect((await choose(codeOf(link), 'Password123456')).json()).toMatchObject({ code: 'weak-password' });
    expect((await choose(codeOf(link))).status).toBe(204);
    expect((await choose(codeOf(link))).json()).toMatchObject({ status: 410, code: 'link-not-valid' });
    expect(await me(await signIn('invited@example.org'))).toBe(200);
    expect(await listed(link.account.id)).toMatchObject({ state: 'active', lastSignedInAt: expect.any(String) });
  });

  it('is shown even when it cannot be mailed', async () => {
    const before = server.onMail;
    server.onMail = () => Promise.reject(new Error('the mail server is away'));
    expect(await invite('unmailed@example.org')).toMatchObject({ mailed: false });
    server.onMail = before;
  });

  it('is refused for an address that has an account, for no rights, and for a body that does not exist', async () => {
    const ask = (body: object) => server.askAsStaff('POST', '/api/accounts', { body });
    expect((await ask({ email: staff.email.toUpperCase(), role: 'clerk' })).json()).toMatchObject({
      code: 'email-taken',
    });
    expect((await ask({ email: 'x@example.org' })).status).toBe(400);
    expect((await ask({ email: 'x@example.org', bodies: { nowhere: 'clerk' } })).status).toBe(400);
    expect((await ask({ email: 'x@example.org', bodies: { nowhere: 'administrator' } })).status).toBe(400);
  });
});

describe('a change', () => {
  it('of the role holds at once in open sign-ins, and stands in the trail with before and after', async () => {
    const { account, cookie } = await member('changed@example.org');
    const made = await server.askAsStaff('POST', '/api/sessions', {
      body: { title: 'One', scheduledAt: '2026-11-22T20:00:00Z' },
    });
    const { bodyId } = made.json<{ bodyId: string }>();
    const bodies = { [bodyId]: 'reader' };
    const answer = await server.askAsStaff('PATCH', `/api/accounts/${account.id}`, { body: { bodies } });
    expect(answer.json()).toMatchObject({ role: 'reader', bodies });
    const create = { body: { title: 'Two', scheduledAt: '2026-11-22T20:00:00Z' } };
    expect((await server.ask('POST', '/api/sessions', as(cookie, create))).status).toBe(403);
    const trail = await server.house.db
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'account.changed')
      .execute();
    expect(trail.at(-1)).toMatchObject({ actor: staff.email });
    expect(trail.at(-1)?.before_json).toContain('"role":"clerk"');
    expect(trail.at(-1)?.after_json).toContain('"role":"reader"');
  });

  it('that disables ends every sign-in and cuts its connections; enabling lets it in again', async () => {
    const { account, cookie } = await member('disabled@example.org');
    const socket = server.connect({ cookie });
    const cut = new Promise((resolve) => void socket.once('disconnect', resolve));
    await new Promise((resolve) => void socket.once('connect', () => resolve(null)));
    await server.askAsStaff('PATCH', `/api/accounts/${account.id}`, { body: { disabled: true } });
    await cut;
    expect(await me(cookie)).toBe(401);
    expect(await signIn('disabled@example.org')).toBe('refused 401');
    await server.askAsStaff('PATCH', `/api/accounts/${account.id}`, { body: { disabled: false } });
    expect(await me(await signIn('disabled@example.org'))).toBe(200);
  });

  it('is refused when nobody could administer afterwards', async () => {
    const own = (await server.askAsStaff('GET', '/api/me')).json<{ id: string }>().id;
    const ask = (method: string, address: string, body?: object) =>
      server.askAsStaff(method, address, body === undefined ? {} : { body });
    const last = { status: 409, code: 'last-administrator' };
    expect((await ask('PATCH', `/api/accounts/${own}`, { role: 'clerk' })).json()).toMatchObject(last);
    expect((await ask('PATCH', `/api/accounts/${own}`, { disabled: true })).json()).toMatchObject(last);
    expect((await ask('POST', `/api/accounts/${own}/reset`)).json()).toMatchObject(last);
    // Somebody invited cannot administer yet.
    await invite('second-administrator@example.org', { role: 'administrator' });
    expect((await ask('PATCH', `/api/accounts/${own}`, { role: 'clerk' })).json()).toMatchObject(last);
  });
});

describe('a reset', () => {
  it('makes the password void, ends every sign-in and gives a new link; the link before it is void', async () => {
    const { account, cookie } = await member('reset@example.org');
    const reset = async () =>
      (await server.askAsStaff('POST', `/api/accounts/${account.id}/reset`)).json<AccountLink>();
    const [first, second] = [await reset(), await reset()];
    expect(await me(cookie)).toBe(401);
    expect(await signIn('reset@example.org')).toBe('refused 401');
    expect((await choose(codeOf(first))).status).toBe(410);
    expect((await choose(codeOf(second), 'un altro gatto qui')).status).toBe(204);
    expect(await signIn('reset@example.org', 'un altro gatto qui')).toMatch(/^casa_sign_in=/);
  });

  it('of an account that does not exist is a 404', async () => {
    expect((await server.askAsStaff('POST', '/api/accounts/none/reset')).json()).toMatchObject({
      code: 'account-not-found',
    });
  });
});

describe('one’s own account', () => {
  it('changes its password with the current one; the other sign-ins end, this one stays', async () => {
    const { cookie } = await member('own@example.org');
    const other = await signIn('own@example.org');
    const change = (current: string, chosen: string) =>
      server.ask('PUT', '/api/me/password', as(cookie, { body: { current, password: chosen } }));
    expect((await change('not the password', 'un terzo gatto grigio')).json()).toMatchObject({
      code: 'wrong-credentials',
    });
    expect((await change(password, 'Password123456')).json()).toMatchObject({ code: 'weak-password' });
    expect((await change(password, 'un terzo gatto grigio')).status).toBe(204);
    expect([await me(cookie), await me(other)]).toEqual([200, 401]);
    expect(await signIn('own@example.org')).toBe('refused 401');
  });

  it('signs out everywhere', async () => {
    const { cookie } = await member('everywhere@example.org');
    const other = await signIn('everywhere@example.org');
    const answer = await server.ask('POST', '/api/me/sign-out-everywhere', as(cookie));
    expect(answer.headers.get('set-cookie')).toContain('casa_sign_in=;');
    expect([await me(cookie), await me(other)]).toEqual([401, 401]);
  });

  it('is signed out everywhere by an administrator too', async () => {
    const { account, cookie } = await member('by-admin@example.org');
    expect((await server.askAsStaff('POST', `/api/accounts/${account.id}/sign-out`)).status).toBe(204);
    expect(await me(cookie)).toBe(401);
  });

  it('finds refused sign-ins in the trail, without what was typed', async () => {
    await member('tried@example.org');
    await signIn('tried@example.org', 'a typed secret');
    const rows = await server.house.db
      .selectFrom('audit')
      .selectAll()
      .where('actor', '=', 'tried@example.org')
      .execute();
    expect(rows.map((row) => row.action)).toContain('account.sign-in-refused');
    expect(JSON.stringify(rows)).not.toContain('a typed secret');
  });
});
