// Whoever signs out, or whose sign-in ends, while a session is on air stops nothing.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Session } from '../../../server/contract/sessions.ts';
import { createTestServer, staff } from '../../support/test-server.ts';
import type { TestServer, TestSocket } from '../../support/test-server.ts';

let server: TestServer;
let session: Session;
let cookie: string;
beforeEach(async () => {
  server = await createTestServer();
  cookie = await server.signIn();
  const body = { title: 'Consiglio', scheduledAt: '2026-11-22T20:00:00Z', publication: 'private' };
  session = (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>();
  expect((await command(cookie, 'go-live')).status).toBe(200);
});
afterEach(() => server.close());

const command = (as: string, name: string) =>
  server.ask('POST', `/api/sessions/${session.id}/commands`, {
    body: { command: name },
    headers: { cookie: as, origin: server.url },
  });
const stateNow = async (): Promise<string> =>
  (await server.house.db.selectFrom('sessions').select('state').executeTakeFirstOrThrow()).state;
async function follow(): Promise<TestSocket> {
  const socket = server.connect({ cookie });
  const joined = await socket.emitWithAck('session:join', { sessionId: session.id });
  expect(joined.ok).toBe(true);
  return socket;
}
function expectStillOnAir(): void {
  expect([...server.live.onAir]).toEqual([session.id]);
}

describe('signing out in mid-session', () => {
  it('leaves the session on air, refuses what the old sign-in still asks, and lets the next one take over', async () => {
    await server.askAsStaff('POST', '/api/sign-out');
    expect(await stateNow()).toBe('live');
    expectStillOnAir();
    expect((await command(cookie, 'adjourn')).json()).toMatchObject({ status: 401, code: 'not-signed-in' });
    expect(await stateNow()).toBe('live');
    const answer = await server.ask('POST', '/api/sign-in', { body: staff });
    const next = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
    expect((await command(next, 'recess')).status).toBe(200);
  });

  it('cuts the connections of that sign-in: what is private is told to it no more', async () => {
    const socket = await follow();
    const cut = new Promise((resolve) => void socket.once('disconnect', resolve));
    await server.askAsStaff('POST', '/api/sign-out');
    await cut;
    expect(server.gateway.viewerCount(session.id)).toBe(0);
    const again = server.connect({ cookie });
    const joined = await again.emitWithAck('session:join', { sessionId: session.id });
    expect(joined).toMatchObject({ ok: false, code: 'session-not-found' });
    expectStillOnAir();
  });
});

describe('a sign-in that runs out in mid-session', () => {
  it('leaves the session on air and asks to sign in again', async () => {
    server.setNow(Date.now() + 13 * 3_600_000);
    expect((await command(cookie, 'adjourn')).json()).toMatchObject({ status: 401, code: 'not-signed-in' });
    expect(await stateNow()).toBe('live');
    expectStillOnAir();
  });

  it('of an account that is disabled meanwhile too', async () => {
    await server.house.db.updateTable('accounts').set({ disabled_at: 1 }).execute();
    expect((await command(cookie, 'adjourn')).status).toBe(401);
    expectStillOnAir();
  });
});

describe('joining', () => {
  it('again and again is slowed down', async () => {
    const socket = await follow();
    const many = Array.from({ length: 60 }, () => socket.emitWithAck('session:join', { sessionId: session.id }));
    const answers = await Promise.all(many);
    expect(answers.filter((answer) => answer.ok).length).toBeGreaterThanOrEqual(29);
    expect(answers.find((answer) => !answer.ok)).toMatchObject({ code: 'slow-down', retryAfterMs: expect.any(Number) });
  });
});
