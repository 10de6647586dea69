// The preview over HTTP: who may ask for it and watch it, and in which states. Live media is a double.
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signInCookieName } from '../../../server/contract/sign-in-cookie.ts';
import type { Session } from '../../../server/contract/sessions.ts';
import { createVisitorCheck } from '../../../server/visitors.ts';
import { createTestServer } from '../../support/test-server.ts';
import type { TestServer } from '../../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

async function create(): Promise<string> {
  const body = { title: 'Seduta', scheduledAt: '2026-11-22T18:30:00Z' };
  return (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>().id;
}
const command = async (id: string, name: string): Promise<number> =>
  (await server.askAsStaff('POST', `/api/sessions/${id}/commands`, { body: { command: name } })).status;
const keep = async (id: string): Promise<unknown> =>
  (await server.askAsStaff('POST', `/api/sessions/${id}/preview`)).json();

describe('the preview', () => {
  it('plays before the session and in recess, and not on air, behind closed doors or afterwards', async () => {
    const id = await create();
    const plays = { hls: `/hls/preview-${id}/master.m3u8` };
    expect(await keep(id)).toEqual(plays);
    for (const [name, answer] of [
      ['go-live', { hls: null }],
      ['recess', plays],
      ['close-doors', { hls: null }],
      ['adjourn', { hls: null }],
    ] as const) {
      expect(await command(id, name)).toBe(200);
      server.live.calls.length = 0;
      expect(await keep(id)).toEqual(answer);
      expect(server.live.calls.length).toBe(answer === plays ? 1 : 0);
    }
  });

  it('is asked for and watched by staff only; to others there is no such thing', async () => {
    const id = await create();
    expect((await server.ask('POST', `/api/sessions/${id}/preview`)).status).toBe(401);
    const check = createVisitorCheck(server.house, signInCookieName({ secure: false }));
    const ask = (cookie?: string): unknown =>
      check(`preview-${id}`, { headers: cookie === undefined ? {} : { cookie } } as IncomingMessage);
    expect(await ask()).toEqual({ kind: 'not-found' });
    expect(await ask('cdv_sign_in=forged')).toEqual({ kind: 'not-found' });
    expect(await ask(await server.signIn())).toEqual({ kind: 'allow', shared: false });
  });
});
