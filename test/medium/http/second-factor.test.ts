// Second factors: set up with a first code, asked for at the sign-in, each code once, recovery codes, and the site's rules.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import type { SecondFactorOffer } from '../../../server/contract/accounts.ts';
import { createTestServer, staff } from '../../support/test-server.ts';
import type { Answer, TestServer } from '../../support/test-server.ts';

const minute = 60_000;
let server: TestServer;
let nowMs = Date.now();
let secret = '';
let recoveryCodes: string[] = [];
let cookie = '';

beforeAll(async () => {
  server = await createTestServer();
  server.setNow(nowMs);
  cookie = await server.signIn();
});
afterAll(() => server.close());

const pass = (ms: number): void => server.setNow((nowMs += ms));
const codeOf = (ofSecret: string): string =>
  new TOTP({ secret: Secret.fromBase32(ofSecret) }).generate({ timestamp: nowMs });
const own = (method: string, address: string, body?: object): Promise<Answer> =>
  server.ask(method, address, { headers: { cookie, origin: server.url }, ...(body === undefined ? {} : { body }) });
const signIn = (code?: string): Promise<Answer> =>
  server.ask('POST', '/api/sign-in', { body: { ...staff, ...(code === undefined ? {} : { code }) } });
const offer = async (): Promise<SecondFactorOffer> =>
  (await own('POST', '/api/me/second-factor', { current: staff.password })).json<SecondFactorOffer>();

describe('setting up a second factor', () => {
  it('asks for the password first', async () => {
    const refused = await own('POST', '/api/me/second-factor', { current: 'not the password' });
    expect(refused.json()).toMatchObject({ code: 'wrong-credentials' });
  });

  it('keeps nothing before the first code was right, and not after ten minutes', async () => {
    const offered = await offer();
    expect(offered.uri).toMatch(/^otpauth:\/\/totp\/Casa%20di%20Vetro:clerk%40example.org\?/);
    expect(offered.enrolment).not.toContain(offered.secret);
    const wrong = codeOf(offered.secret) === '000000' ? '000001' : '000000';
    const confirm = (code: string) => own('PUT', '/api/me/second-factor', { enrolment: offered.enrolment, code });
    expect((await confirm(wrong)).json()).toMatchObject({ code: 'wrong-second-factor' });
    expect((await signIn()).status).toBe(204);
    pass(11 * minute);
    expect((await confirm(codeOf(offered.secret))).status).toBe(400);
    expect((await own('PUT', '/api/me/second-factor', { enrolment: 'made-up', code: '000000' })).status).toBe(400);
  });

  it('gives ten recovery codes, and stores neither secret nor codes in the clear', async () => {
    const offered = await offer();
    const code = codeOf(offered.secret);
    const done = await own('PUT', '/api/me/second-factor', { enrolment: offered.enrolment, code });
    expect(done.status).toBe(200);
    recoveryCodes = done.json<{ codes: string[] }>().codes;
    secret = offered.secret;
    expect(recoveryCodes).toHaveLength(10);
    expect(recoveryCodes[0]).toMatch(/^([a-z2-7]{4}-){3}[a-z2-7]{4}$/);
    const rows = JSON.stringify([
      await server.house.db.selectFrom('accounts').selectAll().execute(),
      await server.house.db.selectFrom('recovery_codes').selectAll().execute(),
    ]);
    expect(rows).not.toContain(secret);
    expect(rows).not.toContain(recoveryCodes[0]?.replaceAll('-', ''));
    expect((await own('GET', '/api/me')).json()).toMatchObject({ secondFactor: 'on' });
    expect((await signIn(code)).json()).toMatchObject({ code: 'wrong-second-factor' });
  });
});

describe('signing in with a second factor', () => {
  it('asks for the code after the right password only', async () => {
    expect((await signIn()).json()).toMatchObject({ status: 401, code: 'second-factor-needed' });
    const wrong = await server.ask('POST', '/api/sign-in', { body: { ...staff, password: 'wrong' } });
    expect(wrong.json()).toMatchObject({ code: 'wrong-credentials' });
  });

  it('takes each code once, one step of a clock that is off included', async () => {
    pass(minute);
    const code = codeOf(secret);
    pass(30_000);
    expect((await signIn(`${code.slice(0, 3)} ${code.slice(3)}`)).status).toBe(204);
    expect((await signIn(code)).json()).toMatchObject({ code: 'wrong-second-factor' });
    pass(2 * minute);
    expect((await signIn(code)).json()).toMatchObject({ code: 'wrong-second-factor' });
  });

  it('takes each recovery code once, however it is typed, and writes it into the trail', async () => {
    const typed = recoveryCodes[3]?.toUpperCase().replaceAll('-', ' ');
    expect((await signIn(typed)).status).toBe(204);
    expect((await signIn(typed)).status).toBe(401);
    const used = await server.house.db
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'account.recovery-code-used')
      .execute();
    expect(used).toHaveLength(1);
  });

  it('makes the recovery codes before void when new ones are made', async () => {
    const renewed = await own('POST', '/api/me/second-factor/codes', { current: staff.password });
    const [first] = renewed.json<{ codes: string[] }>().codes;
    expect((await signIn(recoveryCodes[4])).status).toBe(401);
    expect((await signIn(first)).status).toBe(204);
  });
});

describe('the rules of the site', () => {
  it('forbid taking away a second factor that they demand', async () => {
    await own('PUT', '/api/settings/sign-in', { secondFactor: 'administrators' });
    const kept = await own('POST', '/api/me/second-factor/remove', { current: staff.password });
    expect(kept.json()).toMatchObject({ status: 409, code: 'second-factor-demanded' });
    await own('PUT', '/api/settings/sign-in', { secondFactor: 'nobody' });
    expect((await own('POST', '/api/me/second-factor/remove', { current: staff.password })).status).toBe(204);
    expect((await signIn()).status).toBe(204);
  });

  it('let somebody without a demanded one do nothing but set it up', async () => {
    expect((await own('PUT', '/api/settings/sign-in', { secondFactor: 'everybody' })).status).toBe(200);
    expect((await own('GET', '/api/me')).json()).toMatchObject({ secondFactor: 'missing' });
    expect((await own('GET', '/api/accounts')).status).toBe(403);
    const session = { title: 'x', scheduledAt: '2026-11-22T20:00:00Z' };
    expect((await own('POST', '/api/sessions', session)).json()).toMatchObject({ code: 'not-allowed' });
    const offered = await offer();
    const code = codeOf(offered.secret);
    expect((await own('PUT', '/api/me/second-factor', { enrolment: offered.enrolment, code })).status).toBe(200);
    expect((await own('POST', '/api/sessions', session)).status).toBe(201);
  });
});
