// Signing in and out over HTTP: cookies, throttling, expiry, the first administrator.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeSetupLink } from '../../../server/usecases/make-setup-link.ts';
import { createTestServer, staff } from '../../support/test-server.ts';
import type { TestServer } from '../../support/test-server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await createTestServer();
});
afterEach(() => server.close());

const me = (cookie: string) => server.ask('GET', '/api/me', { headers: { cookie } });

describe('signing in', () => {
  it('answers 204 with an HttpOnly cookie that works', async () => {
    const answer = await server.ask('POST', '/api/sign-in', { body: { ...staff, email: ' CLERK@example.org ' } });
    expect(answer.status).toBe(204);
    const header = answer.headers.get('set-cookie') ?? '';
    expect(header).toMatch(/^casa_sign_in=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/);
    const shown = await me(header.split(';', 1)[0] ?? '');
    expect(shown.json()).toMatchObject({ email: staff.email, role: 'administrator' });
    expect(shown.text).not.toContain('hash');
  });

  it('binds the cookie to the host over https', async () => {
    const secure = await createTestServer({ publicOrigin: 'https://streaming.example.it' });
    try {
      const answer = await secure.ask('POST', '/api/sign-in', { body: staff });
      expect(answer.headers.get('set-cookie')).toMatch(/^__Host-casa_sign_in=.*; HttpOnly; Secure; SameSite=Lax$/);
      expect((await secure.askAsStaff('POST', '/api/sign-out')).status).toBe(204);
    } finally {
      await secure.close();
    }
  });

  it('answers a wrong password and an unknown account alike', async () => {
    const wrong = await server.ask('POST', '/api/sign-in', { body: { ...staff, password: 'wrong' } });
    const unknown = await server.ask('POST', '/api/sign-in', { body: { email: 'who@example.org', password: 'wrong' } });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(unknown.text).toBe(wrong.text);
    expect(wrong.headers.get('set-cookie')).toBeNull();
  });

  it('is throttled by account, and that ends no open sign-in', async () => {
    const cookie = await server.signIn();
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const body = { email: 'victim@example.org', password: `guess ${attempt}` };
      statuses.push((await server.ask('POST', '/api/sign-in', { body })).status);
    }
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
    const throttled = await server.ask('POST', '/api/sign-in', {
      body: { email: 'victim@example.org', password: 'x' },
    });
    expect(throttled.status).toBe(429);
    expect(throttled.json<{ retryAfterMs: number }>().retryAfterMs).toBeGreaterThan(0);
    expect(Number(throttled.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await me(cookie)).status).toBe(200);
  });

  it('is throttled by address, whatever the account', async () => {
    let status = 401;
    for (let attempt = 0; attempt < 40 && status !== 429; attempt += 1) {
      const body = { email: `nobody${attempt}@example.org`, password: 'guess' };
      status = (await server.ask('POST', '/api/sign-in', { body })).status;
    }
    expect(status).toBe(429);
    // Each of the 30 guesses costs a whole Argon2id hash.
  }, 60_000);

  it('does not believe an address that a client makes up', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 11; attempt += 1) {
      const headers = { 'x-forwarded-for': `10.0.0.${attempt}` };
      const body = { email: 'victim@example.org', password: 'guess' };
      statuses.push((await server.ask('POST', '/api/sign-in', { body, headers })).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('an open sign-in', () => {
  it('ends by signing out, at once and for good', async () => {
    const cookie = await server.signIn();
    const out = await server.askAsStaff('POST', '/api/sign-out');
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toContain('casa_sign_in=;');
    expect((await me(cookie)).status).toBe(401);
    expect((await server.ask('POST', '/api/sign-out')).status).toBe(204);
  });

  it('ends after twelve idle hours, but lasts while it is used, up to seven days', async () => {
    const hour = 3_600_000;
    const start = Date.now();
    server.setNow(start);
    const cookie = await server.signIn();
    for (let hours = 10; hours < 7 * 24; hours += 10) {
      server.setNow(start + hours * hour);
      expect((await me(cookie)).status).toBe(200);
    }
    server.setNow(start + 7 * 24 * hour + 1);
    expect((await me(cookie)).status).toBe(401);
  });

  it('ends after twelve idle hours', async () => {
    server.setNow(Date.now());
    const cookie = await server.signIn();
    server.setNow(Date.now() + 12 * 3_600_000 + 120_000);
    expect((await me(cookie)).status).toBe(401);
  });

  it('is stored only as a hash', async () => {
    const cookie = await server.signIn();
    const rows = await server.house.db.selectFrom('sign_ins').selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(cookie.split('=')[1]);
  });
});

describe('the first administrator', () => {
  it('is created once with the one-time code', async () => {
    await server.house.db.deleteFrom('accounts').execute();
    const link = await makeSetupLink(server.house);
    const code = link?.split('code=')[1] ?? '';
    const setup = { email: 'first@example.org', password: 'a long enough password' };
    const wrong = await server.ask('POST', '/api/setup', { body: { ...setup, code: 'made up' } });
    expect(wrong.status).toBe(401);
    const done = await server.ask('POST', '/api/setup', { body: { ...setup, code } });
    expect(done.status).toBe(204);
    const again = await server.ask('POST', '/api/setup', { body: { ...setup, email: 'second@example.org', code } });
    expect(again.status).toBe(409);
    expect((await server.ask('POST', '/api/sign-in', { body: setup })).status).toBe(204);
    expect(await makeSetupLink(server.house)).toBeNull();
  });

  it('needs a password of twelve characters', async () => {
    const answer = await server.ask('POST', '/api/setup', {
      body: { code: 'x', email: 'a@example.org', password: 'short' },
    });
    expect(answer.status).toBe(400);
  });

  it('has a link that a newer one makes void, and that ends after a day', async () => {
    await server.house.db.deleteFrom('accounts').execute();
    const codeOf = async (): Promise<string> => (await makeSetupLink(server.house))?.split('code=')[1] ?? '';
    const body = { email: 'first@example.org', password: 'a long enough password' };
    const old = await codeOf();
    const late = await codeOf();
    expect((await server.ask('POST', '/api/setup', { body: { ...body, code: old } })).status).toBe(401);
    server.setNow(Date.now() + 25 * 3_600_000);
    expect((await server.ask('POST', '/api/setup', { body: { ...body, code: late } })).status).toBe(401);
  });
});
