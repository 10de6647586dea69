// What the server brings to a session by itself, over HTTP: SRT ports, addresses, the test signal. Live media is a double.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Feed } from '../../../server/contract/feeds.ts';
import type { Session } from '../../../server/contract/sessions.ts';
import { resumeSources } from '../../../server/usecases/resume-sources.ts';
import { createTestServer } from '../../support/test-server.ts';
import type { Answer, TestServer } from '../../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

async function create(): Promise<string> {
  const body = { title: 'Seduta', scheduledAt: '2026-11-22T18:30:00Z' };
  return (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>().id;
}
const feedOf = async (id: string): Promise<Feed> =>
  (await server.askAsStaff('GET', `/api/sessions/${id}/feed`)).json<Feed>();
const start = (id: string, body: object): Promise<Answer> =>
  server.askAsStaff('POST', `/api/sessions/${id}/feed/sources`, { body });
const stop = (id: string, kind: string): Promise<Answer> =>
  server.askAsStaff('DELETE', `/api/sessions/${id}/feed/sources/${kind}`);
const command = (id: string, name: string): Promise<Answer> =>
  server.askAsStaff('POST', `/api/sessions/${id}/commands`, { body: { command: name } });

describe('an SRT port', () => {
  it('is a session’s own, with a passphrase that changes with the key, and goes to another once it is over', async () => {
    const [one, two, three] = [await create(), await create(), await create()];
    const first = (await feedOf(one)).srt?.url ?? '';
    expect(first).toMatch(/^srt:\/\/localhost:8890\?passphrase=[a-z2-7]{32}$/);
    expect((await feedOf(one)).srt?.url).toBe(first);
    expect((await feedOf(two)).srt?.url).toContain(':8891?');
    expect((await feedOf(three)).srt).toBeNull();
    await server.askAsStaff('POST', `/api/sessions/${one}/stream-key`);
    const renewed = (await feedOf(one)).srt?.url ?? '';
    expect(renewed).toContain(':8890?');
    expect(renewed).not.toBe(first);
    await command(one, 'go-live');
    await command(one, 'adjourn');
    expect((await feedOf(one)).srt).toBeNull();
    expect((await feedOf(three)).srt?.url).toContain(':8890?');
    const rows = JSON.stringify(await server.house.db.selectFrom('feed_sources').selectAll().execute());
    expect(rows).not.toContain(renewed.split('=')[1]);
    await command(two, 'cancel');
    await command(three, 'cancel');
  });
});

describe('a source', () => {
  it('is fetched from an address, whose credentials are shown and stored nowhere', async () => {
    const id = await create();
    const address = 'rtsp://admin:wonderful@camera.example.org/stream1';
    expect((await start(id, { kind: 'pull', address })).status).toBe(200);
    expect(server.live.calls).toContain(`pull ${id} ${address}`);
    const everything = [
      (await server.askAsStaff('GET', `/api/sessions/${id}/feed`)).text,
      JSON.stringify(await server.house.db.selectFrom('feed_sources').selectAll().execute()),
      JSON.stringify(await server.house.db.selectFrom('audit').selectAll().execute()),
      ...server.log.lines,
    ].join();
    expect(everything).not.toContain('wonderful');
    server.live.calls.length = 0;
    await resumeSources(server.house);
    expect(server.live.calls).toContain(`pull ${id} ${address}`);
    expect((await stop(id, 'pull')).status).toBe(204);
    server.live.calls.length = 0;
    await resumeSources(server.house);
    expect(server.live.calls.join()).not.toContain(`pull ${id}`);
  });

  it.each(['file:///etc/passwd', 'rtmp://example.org/live/a', 'rtsp://10.0.0.7/stream', 'rtsps://10.0.0.7/stream'])(
    'is not fetched from %s',
    async (address) => {
      const answer = await start(await create(), { kind: 'pull', address });
      expect([answer.status, answer.json()['code']]).toEqual([422, 'bad-source']);
    },
  );

  it('may be the test signal, and can be stopped twice', async () => {
    const id = await create();
    await start(id, { kind: 'test' });
    const kinds = async (): Promise<string[]> => (await feedOf(id)).sources.map(({ kind }) => kind);
    expect(await kinds()).toContain('test');
    expect([(await stop(id, 'test')).status, (await stop(id, 'test')).status]).toEqual([204, 204]);
    expect(await kinds()).not.toContain('test');
  });

  it('is not for the public, nor for a session that is over', async () => {
    const id = await create();
    const address = `/api/sessions/${id}/feed/sources`;
    expect((await server.ask('POST', address, { body: { kind: 'test' } })).status).toBe(401);
    expect((await server.ask('DELETE', `${address}/test`)).status).toBe(401);
    await command(id, 'cancel');
    expect((await start(id, { kind: 'test' })).json()).toMatchObject({ code: 'command-not-allowed' });
  });
});
