// API tokens: made once, stored as hashes, bound to their scopes, and the trail of what programs and people did.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MadeApiToken, Scope } from '../../../server/contract/api-tokens.ts';
import type { AuditPage } from '../../../server/contract/audit.ts';
import { createTestServer, staff } from '../../support/test-server.ts';
import type { Answer, TestServer } from '../../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

async function make(scopes: Scope[], more: object = {}): Promise<MadeApiToken> {
  const answer = await server.askAsStaff('POST', '/api/tokens', { body: { name: 'Sito del comune', scopes, ...more } });
  expect(answer.status).toBe(201);
  return answer.json<MadeApiToken>();
}
const ask = (token: string, method: string, address: string, body?: object): Promise<Answer> =>
  server.ask(method, address, {
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body }),
  });
const session = { title: 'Una seduta', scheduledAt: '2026-11-22T20:00:00Z', publication: 'private' };

describe('an API token', () => {
  it('needs no Origin, acts in its maker’s name, and is stored only as a hash', async () => {
    const { token, prefix } = await make(['write-sessions']);
    expect(token.startsWith(prefix)).toBe(true);
    expect((await ask(token, 'POST', '/api/sessions', session)).status).toBe(201);
    const rows = await server.house.db.selectFrom('api_tokens').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
    const listed = (await server.askAsStaff('GET', '/api/tokens')).text;
    expect(listed).not.toContain(token);
    expect(listed).toContain('"lastUsedAt":"2');
    const created = await server.askAsStaff('GET', '/api/audit?action=session.created');
    const { items, names } = created.json<AuditPage>();
    const made = (await server.askAsStaff('GET', `/api/sessions/${items[0]?.sessionId}`)).json<{ title: string }>();
    expect(names[items[0]?.sessionId ?? '']).toBe(made.title);
    expect(items[0]?.actor).toBe(`${staff.email} (token Sito del comune)`);
  });

  it('does only what its scopes name, and never what is for people', async () => {
    const { token } = await make(['read-unpublished']);
    expect((await ask(token, 'GET', '/api/sessions')).json<{ items: unknown[] }>().items.length).toBeGreaterThan(0);
    expect((await ask(token, 'POST', '/api/sessions', session)).json()).toMatchObject({ code: 'not-allowed' });
    const all = await make([
      'read-unpublished',
      'write-sessions',
      'run-sessions',
      'read-feeds',
      'write-transcripts',
      'moderate-chat',
      'read-audit',
    ]);
    for (const [method, address] of [
      ['GET', '/api/accounts'],
      ['POST', '/api/accounts'],
      ['POST', '/api/tokens'],
      ['PUT', '/api/settings/sign-in'],
      ['PUT', '/api/me/password'],
      ['POST', '/api/me/sign-out-everywhere'],
    ] as const) {
      expect([address, (await ask(all.token, method, address)).status]).toEqual([address, 403]);
    }
  });

  it('holds until its last instant, until it is revoked, and no longer than its maker’s account', async () => {
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const [short, long] = [await make(['read-unpublished'], { expiresAt }), await make(['read-unpublished'])];
    const me = async (token: string) => (await ask(token, 'GET', '/api/me')).status;
    expect([await me(short.token), await me(long.token)]).toEqual([200, 200]);
    server.setNow(Date.now() + 61_000);
    expect([await me(short.token), await me(long.token)]).toEqual([401, 200]);
    expect((await server.askAsStaff('DELETE', `/api/tokens/${long.id}`)).status).toBe(204);
    expect((await server.askAsStaff('DELETE', `/api/tokens/${long.id}`)).status).toBe(204);
    expect(await me(long.token)).toBe(401);
    const last = await make(['read-unpublished']);
    await server.house.db.updateTable('accounts').set({ disabled_at: 1 }).execute();
    expect(await me(last.token)).toBe(401);
    await server.house.db.updateTable('accounts').set({ disabled_at: null }).execute();
  });

  it('that is made up is nobody’s, whatever cookie comes with it', async () => {
    const headers = { authorization: 'Bearer cdv_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', cookie: await server.signIn() };
    expect((await server.ask('GET', '/api/me', { headers })).status).toBe(401);
  });
});

describe('the trail', () => {
  const read = async (query: string): Promise<AuditPage> =>
    (await server.askAsStaff('GET', `/api/audit?${query}`)).json<AuditPage>();

  it('is filtered by action, by who, and by time, and read page by page', async () => {
    const made = await read('action=token.');
    expect(made.items.length).toBeGreaterThan(3);
    expect(new Set(made.items.map((item) => item.action))).toEqual(new Set(['token.made', 'token.revoked']));
    const first = await read('action=token.&limit=2');
    const second = await read(`action=token.&limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map((item) => item.id)).toEqual(
      made.items.slice(0, 4).map((item) => item.id),
    );
    expect((await read('actor=CLERK%40')).items.length).toBeGreaterThan(0);
    expect((await read('actor=%25')).items).toEqual([]);
    expect((await read('to=2020-01-01T00:00:00Z')).items).toEqual([]);
    expect((await read('action=account.sign')).items[0]).toMatchObject({
      action: 'account.signed-in',
      actor: staff.email,
    });
    expect((await server.askAsStaff('GET', '/api/audit?cursor=x')).status).toBe(400);
  });

  it('of one session is for the clerks of its body, all of it for administrators', async () => {
    const { items } = (await server.askAsStaff('GET', '/api/sessions')).json<{ items: { id: string }[] }>();
    const id = items[0]?.id ?? '';
    expect((await read(`session=${id}`)).items.map((item) => item.action)).toEqual(['session.created']);
    const { token } = await make(['read-unpublished']);
    expect((await ask(token, 'GET', '/api/audit')).status).toBe(403);
    await server.house.db.updateTable('accounts').set({ role: 'clerk' }).execute();
    expect((await server.askAsStaff('GET', '/api/audit')).status).toBe(403);
    expect((await server.askAsStaff('GET', `/api/audit?session=${id}`)).status).toBe(200);
  });
});
