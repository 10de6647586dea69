// The page of a session as programs see it: its status says what stands in place of a session that cannot be shown.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Session } from '../../../server/contract/sessions.ts';
import { createTestServer, type TestServer } from '../../support/test-server.ts';

let server: TestServer;
let clientFolder: string;
beforeAll(async () => {
  clientFolder = await mkdtemp(path.join(tmpdir(), 'casa-pages-'));
  await writeFile(
    path.join(clientFolder, 'index.html'),
    '<!doctype html><title>Casa di Vetro</title><!-- the session -->',
  );
  server = await createTestServer({ clientFolder });
});
afterAll(async () => {
  await server.close();
  await rm(clientFolder, { recursive: true });
});

async function pageOf(more: object): Promise<string> {
  const body = { title: 'Seduta', scheduledAt: '2026-11-22T18:00:00Z', ...more };
  const { id } = (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>();
  return `/sessions/${id}`;
}

describe('the page of a session', () => {
  it('answers 410 for a withheld one, to caches and search engines too, and 200 to staff who may see it', async () => {
    const page = await pageOf({});
    expect((await server.ask('GET', page)).status).toBe(200);
    const body = { command: 'withhold', reason: 'Dati personali' };
    await server.askAsStaff('POST', `/api${page}/commands`, { body });
    const answer = await server.ask('GET', page, {
      headers: { 'if-modified-since': new Date(Date.now() + 1e6).toUTCString() },
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([410, 'text/html; charset=utf-8']);
    expect(answer.text).toContain('Casa di Vetro');
    expect((await server.ask('GET', `${page}/versions/1`)).status).toBe(410);
    expect((await server.askAsStaff('GET', page)).status).toBe(200);
  });

  it('leads whoever has no scripts to what any player shows, on the pages of sessions that there are', async () => {
    const page = await pageOf({});
    expect((await server.ask('GET', page)).text).toContain(
      `<a href="/hls/${page.slice('/sessions/'.length)}/master.m3u8">`,
    );
    for (const other of ['/', '/archive', '/sessions/nothing', '/sessions/%22%3E%3Cscript%3E']) {
      expect((await server.ask('GET', other)).text).not.toContain('/hls/');
    }
  });

  it('answers 404 where there is none, and says no more of a private one', async () => {
    const page = await pageOf({ publication: 'private' });
    const [unknown, hidden] = [await server.ask('GET', '/sessions/nothing'), await server.ask('GET', page)];
    expect([unknown.status, hidden.status]).toEqual([404, 404]);
    expect(hidden.text).toBe(unknown.text);
    expect((await server.askAsStaff('GET', page)).status).toBe(200);
  });
});
