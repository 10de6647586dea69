// Recordings sent over real HTTP: the protocol of uploads (tus 1.0.0), who may send what, and what becomes of it.
import { existsSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Recordings } from '../../../media/uploads/recordings.ts';
import { createUploadShelf } from '../../../media/uploads/upload-shelf.ts';
import type { Session } from '../../../server/contract/sessions.ts';
import type { UploadList } from '../../../server/contract/uploads.ts';
import { createUploadWorker, type UploadWorker } from '../../../server/jobs/upload-worker.ts';
import { createTestServer, type Answer, type TestServer } from '../../support/test-server.ts';
import {
  announceUpload,
  base64,
  offsetOf,
  placeOf,
  sendAndBreak,
  sendBytes,
  uploadIdOf,
} from '../../support/tus-client.ts';
import { waitFor } from '../../support/wait-for.ts';

const heldAt = '2025-03-04T20:00:00.000Z';
/** Stands for a film of ten seconds. */
const film = Buffer.from('a film '.repeat(5000));

let server: TestServer;
let worker: UploadWorker;
/** What the makers of takes do; a test may set it. */
let recordings: Recordings;
let kept: string[];

const usable = { kind: 'usable', format: 'mov', durationSeconds: 10, video: 'copy' } as const;

function makesTakes(): Recordings {
  return {
    judge: () => Promise.resolve(usable),
    makeTake: ({ sessionId, takeId, startedAtMs }) =>
      Promise.resolve({
        seal: {
          ...{ format: 1, takeId, sessionId, startedAtMs, endedAtMs: startedAtMs + 10_000, durationSeconds: 10 },
          ...{ endReason: 'finished', anchors: [{ atMs: startedAtMs, seconds: 0 }], files: [] },
        },
        keep: () => Promise.resolve(void kept.push(takeId)),
        discard: () => Promise.resolve(),
      }),
  };
}

beforeEach(async () => {
  kept = [];
  recordings = makesTakes();
  server = await createTestServer({
    recordings: {
      judge: (file) => recordings.judge(file),
      makeTake: (request) => recordings.makeTake(request),
    },
  });
  worker = createUploadWorker(server.house);
  await worker.start();
});
afterEach(async () => {
  await worker.stop();
  await server.close();
});

async function makeSession(scheduledAt = heldAt): Promise<Session> {
  const body = { title: 'An old session', scheduledAt, body: 'Council' };
  return (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>();
}

const announce = (sessionId: string, more: { bytes?: number; metadata?: string; headers?: object } = {}) =>
  announceUpload(server, sessionId, { bytes: film.length, ...more });
const send = (place: string, bytes: Buffer, offset?: number): Promise<Answer> =>
  sendBytes(server, place, bytes, offset);

async function listOf(sessionId: string): Promise<UploadList['items']> {
  return (await server.askAsStaff('GET', `/api/sessions/${sessionId}/uploads`)).json<UploadList>().items;
}

const untilState = (sessionId: string, state: string) =>
  waitFor(async () => (await listOf(sessionId))[0]?.state === state, { describe: `the file is ${state}` });

describe('a recording', () => {
  it('arrives in pieces, becomes the take of its session, and its file is gone then', async () => {
    const { id } = await makeSession();
    const begun = await announce(id);
    expect([begun.status, begun.headers.get('tus-resumable')]).toEqual([201, '1.0.0']);
    expect(Date.parse(begun.headers.get('upload-expires') ?? '')).toBeGreaterThan(Date.now());
    const place = placeOf(begun);
    expect(await offsetOf(server, place)).toBe(0);
    const half = await send(place, film.subarray(0, 20_000));
    expect([half.status, half.headers.get('upload-offset')]).toEqual([204, '20000']);
    expect(await listOf(id)).toMatchObject([
      {
        fileName: 'council.mp4',
        state: 'uploading',
        receivedBytes: 20_000,
        bytes: film.length,
        purpose: 'take',
        heldAt,
      },
    ]);
    expect((await send(place, film.subarray(20_000), 20_000)).status).toBe(204);
    await untilState(id, 'done');

    const session = (await server.ask('GET', `/api/sessions/${id}`)).json<Session>();
    expect(session).toMatchObject({ state: 'ended', takes: [{ durationSeconds: 10 }] });
    expect(kept).toHaveLength(1);
    expect(server.live.calls).toEqual(expect.arrayContaining([`endSession ${id}`, `rereadTakes ${id}`]));
    const isEmpty = async () => (await readdir(join(server.folder, 'uploads'))).length === 0;
    await waitFor(isEmpty, { describe: 'the file is gone' });
    expect((await announce(id)).status).toBe(409);
  });

  it('goes on where a broken connection left it, and after a start of the server', async () => {
    const { id } = await makeSession();
    const place = placeOf(await announce(id));
    await sendAndBreak(server, place, { bytes: film.subarray(0, 12_000), promised: film.length });
    expect(await offsetOf(server, place)).toBe(12_000);
    const onDisk = join(server.folder, 'uploads', uploadIdOf(place));
    expect((await readFile(onDisk)).equals(film.subarray(0, 12_000))).toBe(true);
    const afterStart = createUploadShelf({ folder: join(server.folder, 'uploads') });
    expect(await afterStart.received(uploadIdOf(place))).toBe(12_000);
    expect((await send(place, film.subarray(12_000), 0)).status).toBe(409);
    expect((await send(place, film.subarray(12_000), 12_000)).status).toBe(204);
    await untilState(id, 'done');
  });

  it('whose last byte arrived just before the server died is worked on at the next start', async () => {
    const { id } = await makeSession();
    const place = placeOf(await announce(id));
    await worker.stop();
    await writeFile(join(server.folder, 'uploads', uploadIdOf(place)), film);
    await worker.start();
    await untilState(id, 'done');
  });

  it('is never larger than was announced, nor than the server takes', async () => {
    const { id } = await makeSession();
    expect((await announce(id, { bytes: 2e9 })).json()).toMatchObject({ status: 413, code: 'too-large' });
    const place = placeOf(await announce(id, { bytes: 1000 }));
    expect((await send(place, film)).status).toBe(413);
    expect(await offsetOf(server, place)).toBe(0);
  });

  it('is refused when the disk has no room for it', async () => {
    const { id } = await makeSession();
    const { space } = server.house.uploads;
    Object.assign(server.house.uploads, { space: () => Promise.resolve({ freeBytes: 60_000, totalBytes: 100_000 }) });
    expect((await announce(id, { bytes: 30_000 })).json()).toMatchObject({ status: 507, code: 'disk-full' });
    Object.assign(server.house.uploads, { space });
    expect((await announce(id, { bytes: 30_000 })).status).toBe(201);
  });

  it('needs a past day, and a session that is not going on', async () => {
    const next = await makeSession('2999-01-01T20:00:00Z');
    expect((await announce(next.id)).json()).toMatchObject({ status: 422, code: 'bad-upload' });
    const metadata = `filename ${base64('a.mp4')},heldAt ${base64(heldAt)}`;
    expect((await announce(next.id, { metadata })).status).toBe(201);
    const { id } = await makeSession();
    await server.askAsStaff('POST', `/api/sessions/${id}/commands`, { body: { command: 'go-live' } });
    expect((await announce(id)).json()).toMatchObject({ status: 409, code: 'command-not-allowed' });
  });

  it('is refused with a fault in words when its headers say nothing', async () => {
    const { id } = await makeSession();
    for (const headers of [{ 'upload-length': 'much' }, { 'upload-metadata': 'purpose bm90aGluZw==' }]) {
      expect((await announce(id, { headers })).json()).toMatchObject({ status: 400, code: 'invalid-input' });
    }
  });

  it('has a name that is nobody’s path', async () => {
    const { id } = await makeSession();
    const begun = await announce(id, { metadata: `filename ${base64('../../../../etc/passwd\0.mp4')}` });
    expect(begun.status).toBe(201);
    const names = await readdir(join(server.folder, 'uploads'));
    expect(names.every((name) => /^[0-9a-f-]{36}(\.json)?$/.test(name))).toBe(true);
    for (const name of ['..%2f..%2fcasa.sqlite', '..%5c..%5ccasa.sqlite', 'a%00b', names.at(-1) ?? '']) {
      const answer = await server.askAsStaff('HEAD', `/api/sessions/${id}/uploads/${name}`);
      expect([name, answer.status]).toEqual([name, 404]);
    }
  });

  it('cannot be sent from another site’s page', async () => {
    const { id } = await makeSession();
    const place = placeOf(await announce(id));
    const foreign = { origin: 'https://evil.example' };
    expect((await announce(id, { headers: foreign })).status).toBe(403);
    const answer = await server.askAsStaff('PATCH', place, { headers: foreign, body: 'x' });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    expect(await offsetOf(server, place)).toBe(0);
  });

  it('that fails says why, and can be tried again', async () => {
    const { id } = await makeSession();
    recordings = {
      ...recordings,
      judge: () => Promise.resolve({ kind: 'refused', problem: 'file-lies', fact: 'mov, matroska' }),
    };
    const place = placeOf(await announce(id));
    await send(place, film);
    await untilState(id, 'failed');
    const [failed] = await listOf(id);
    expect(failed?.problem?.detail).toContain('mov, matroska');
    recordings = makesTakes();
    expect((await server.askAsStaff('POST', `${place}/retry`)).status).toBe(204);
    await untilState(id, 'done');
  });

  it('can be given up while its take is made', async () => {
    const { id } = await makeSession();
    recordings = {
      ...recordings,
      makeTake: ({ signal, onProgress }) =>
        new Promise((_resolve, reject) => {
          onProgress(4);
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    };
    const place = placeOf(await announce(id));
    await send(place, film);
    await untilState(id, 'working');
    expect((await listOf(id))[0]?.progress).toBe(0.4);
    expect((await server.askAsStaff('DELETE', place, { headers: { 'tus-resumable': '1.0.0' } })).status).toBe(204);
    expect(await listOf(id)).toEqual([]);
    expect(await readdir(join(server.folder, 'uploads'))).toEqual([]);
    recordings = makesTakes();
    await send(placeOf(await announce(id)), film);
    await untilState(id, 'done');
  });

  it('whose session went on air meanwhile is not mixed into it', async () => {
    const { id } = await makeSession();
    let discarded = 0;
    const makers = makesTakes();
    recordings = {
      ...makers,
      async makeTake(request) {
        await server.askAsStaff('POST', `/api/sessions/${id}/commands`, { body: { command: 'go-live' } });
        const made = await makers.makeTake(request);
        return { ...made, discard: () => Promise.resolve(void (discarded += 1)) };
      },
    };
    await send(placeOf(await announce(id)), film);
    await untilState(id, 'failed');
    expect([kept, discarded]).toEqual([[], 1]);
    expect((await server.ask('GET', `/api/sessions/${id}`)).json<Session>()).toMatchObject({
      state: 'live',
      takes: [],
    });
  });

  it('is played as live when that is what it is for', async () => {
    const { id } = await makeSession('2999-01-01T20:00:00Z');
    const metadata = `filename ${base64('council.mp4')},purpose ${base64('feed')}`;
    const place = placeOf(await announce(id, { metadata }));
    expect((await server.askAsStaff('POST', `${place}/play`)).status).toBe(409);
    await send(place, film);
    await untilState(id, 'ready');
    expect((await server.askAsStaff('POST', `${place}/play`)).status).toBe(204);
    expect(server.live.sources.reports(id)).toMatchObject([{ kind: 'file', from: 'council.mp4' }]);
  });

  it('that nobody touches for a week goes', async () => {
    const { id } = await makeSession();
    const place = placeOf(await announce(id));
    const file = join(server.folder, 'uploads', uploadIdOf(place));
    expect(existsSync(file)).toBe(true);
    await worker.stop();
    server.setNow(Date.now() + 8 * 24 * 3600 * 1000);
    await worker.start();
    expect(existsSync(file)).toBe(false);
    expect((await server.house.uploads.received(uploadIdOf(place))) ?? 'gone').toBe('gone');
  });
});
