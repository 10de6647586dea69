// Pictures of recordings over HTTP: who gets one, and who must not.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session } from '../../../server/contract/sessions.ts';
import { createTestServer } from '../../support/test-server.ts';
import type { TestServer } from '../../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

async function recorded(more: object = {}): Promise<string> {
  const body = { title: 'Seduta ordinaria', scheduledAt: '2026-11-22T18:30:00Z', ...more };
  const { id } = (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>();
  server.live.openTakes.set(id, { takeId: 'take-1', startedAtMs: 0, durationSeconds: 60, anchors: [] });
  return id;
}

describe('a picture of a recording', () => {
  it('is a JPEG that browsers may keep for a moment', async () => {
    const answer = await server.ask('GET', `/api/sessions/${await recorded()}/still?t=12&w=640`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('cache-control')).toBe('private, max-age=60');
  });

  it('is not there where nothing was recorded', async () => {
    const body = { title: 'Seduta futura', scheduledAt: '2026-11-22T18:30:00Z' };
    const { id } = (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>();
    expect((await server.ask('GET', `/api/sessions/${id}/still`)).status).toBe(404);
  });

  it('of a private session is for staff only', async () => {
    const id = await recorded({ publication: 'private' });
    expect((await server.ask('GET', `/api/sessions/${id}/still`)).status).toBe(404);
    expect((await server.askAsStaff('GET', `/api/sessions/${id}/still`)).status).toBe(200);
  });

  it('of a withheld session is gone for the public', async () => {
    const id = await recorded();
    const body = { command: 'withhold', reason: 'Dati personali' };
    expect((await server.askAsStaff('POST', `/api/sessions/${id}/commands`, { body })).status).toBe(200);
    expect((await server.ask('GET', `/api/sessions/${id}/still`)).status).toBe(410);
  });

  it('comes in two sizes, so that nobody can have a thousand made of one moment', async () => {
    expect((await server.ask('GET', `/api/sessions/${await recorded()}/still?w=333`)).status).toBe(400);
  });
});
