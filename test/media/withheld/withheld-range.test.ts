// A stretch of a recording is withheld: its bytes and its words are looked for at every public address, before and after.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { sealTake } from '../../../db/takes.ts';
import { createHlsOrigin, type HlsOrigin } from '../../../media/origin/hls-origin.ts';
import { createTakeReader, readSessionTakes } from '../../../media/takes/take-reader.ts';
import { takeFolder } from '../../../media/takes/take-format.ts';
import { openTakeWriter } from '../../../media/takes/take-writer.ts';
import type { Actor } from '../../../server/contract/accounts.ts';
import type { Session } from '../../../server/contract/sessions.ts';
import type { WithheldRange } from '../../../server/contract/withheld-ranges.ts';
import { destroyRange } from '../../../server/usecases/destroy-range.ts';
import { verifyArchive } from '../../../server/usecases/verify-archive.ts';
import { createWithheldDoor } from '../../../server/visitors.ts';
import { createTestServer, type Answer, type TestServer } from '../../support/test-server.ts';
import { waitFor } from '../../support/wait-for.ts';
import { feed, header, makeRungs, silentLog, startedAtMs } from '../takes/recorded-rungs.ts';

const takeId = 'take-1';
const rungNames = ['source', 'audio'] as const;
const decision = { reason: 'Dati sulla salute di una persona', decisionNumber: '34/2026', decidedBy: 'Presidente' };
const second: Actor = { kind: 'staff', accountId: 'another', email: 'other@example.org', role: 'administrator' };

let server: TestServer;
let origin: HlsOrigin;
let media: Server;
let mediaUrl = '';
let sessionId = '';
let secrets: Buffer[] = [];
const takes: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  server = await createTestServer();
  const { house } = server;
  const body = { title: 'Seduta ordinaria', scheduledAt: '2026-11-22T18:00:00Z' };
  sessionId = (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>().id;
  for (const command of ['go-live', 'adjourn']) {
    await server.askAsStaff('POST', `/api/sessions/${sessionId}/commands`, { body: { command } });
  }
  const root = house.settings.takesRoot;
  const writer = await openTakeWriter({ root, header: { ...header(takeId), sessionId }, log: silentLog });
  feed(writer, await makeRungs(12));
  await sealTake(house.db, await writer.finish('finished', startedAtMs + 12_000));
  const reader = createTakeReader(root);
  takes.push(reader);
  origin = createHlsOrigin({
    monotonicMs: () => performance.now(),
    readRange: (file, offset, length) => reader.readRange(file, offset, length),
    loadSession: (id) => readSessionTakes(root, id),
    authorize: () => ({ kind: 'allow', shared: true }),
    withheld: createWithheldDoor(() => ({ house, cookieName: 'casa_sign_in' })),
    log: silentLog,
  });
  server.live.withhold = (id, pieces) => origin.withhold(id, pieces);
  media = createServer((request, response) => void origin.handle(request, response));
  await new Promise<void>((resolve) => media.listen(0, '127.0.0.1', resolve));
  mediaUrl = `http://127.0.0.1:${(media.address() as AddressInfo).port}`;
  await server.askAsStaff('PUT', `/api/sessions/${sessionId}/transcript`, {
    body: 'WEBVTT\n\n00:00.500 --> 00:02.000\nBuonasera a tutti\n\n00:05.000 --> 00:06.500\nla diagnosi riservatissima\n\n00:10.000 --> 00:11.000\nLa seduta è tolta\n',
    headers: { 'content-type': 'text/vtt' },
  });
  secrets = await hiddenBytes();
}, 60_000);
afterAll(async () => {
  origin.stop();
  media.closeAllConnections();
  await new Promise((resolve) => media.close(resolve));
  for (const take of takes) await take.close();
  await server.close();
});

/** Sixty-four bytes out of the middle of every segment of every rung that lies in seconds 4 to 8. */
async function hiddenBytes(): Promise<Buffer[]> {
  const folder = takeFolder(server.house.settings.takesRoot, { sessionId, takeId });
  const [take] = await readSessionTakes(server.house.settings.takesRoot, sessionId);
  const found: Buffer[] = [];
  for (const rung of take?.rungs ?? []) {
    const file = await readFile(join(folder, `${rung.name}.mp4`));
    for (const { number, offset, length } of rung.segments.filter((one) => one.number === 2 || one.number === 3)) {
      const at = offset + length - 65;
      found.push(file.subarray(at, at + 64));
      expect({ number, rung: rung.name, isUnique: file.indexOf(found.at(-1) ?? '') === at }).toMatchObject({
        isUnique: true,
      });
    }
  }
  expect(found).toHaveLength(4);
  return found;
}

async function fetchMedia(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${mediaUrl}/hls/${sessionId}/${path}`, { headers });
}

/** Every address of the recording that the public can form, with and without ranges. */
function publicAddresses(): { path: string; range?: string }[] {
  const playlists = ['master.m3u8', 'v0.m3u8', 'audio.m3u8', 'v0.m3u8?_HLS_msn=1', 'whole.m3u8', 'whole-v0.m3u8'];
  const numbers = Array.from({ length: 8 }, (_, number) => number);
  const segments = rungNames.flatMap((rung) => [
    `${takeId}/${rung}/init.mp4`,
    ...numbers.flatMap((number) => [
      `${takeId}/${rung}/${number}.m4s`,
      ...[0, 1].map((part) => `${takeId}/${rung}/${number}.${String(part)}.m4s`),
    ]),
  ]);
  const download = ['bytes=0-', 'bytes=1000-999999', 'bytes=-200000'].map((range) => ({ path: 'session.mp4', range }));
  return [...[...playlists, ...segments, 'session.mp4'].map((path) => ({ path })), ...download];
}

/** Where the hidden bytes come out. */
async function leaks(): Promise<string[]> {
  const found: string[] = [];
  for (const { path, range } of publicAddresses()) {
    const answer = await fetchMedia(path, range === undefined ? {} : { range });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (secrets.some((secret) => bytes.includes(secret))) found.push(range === undefined ? path : `${path} ${range}`);
  }
  return found;
}

async function textLeaks(): Promise<string[]> {
  const addresses = [
    `/api/sessions/${sessionId}`,
    `/api/sessions/${sessionId}/transcript`,
    `/api/sessions/${sessionId}/record`,
    `/api/sessions/${sessionId}/log`,
    '/api/search?q=diagnosi',
    '/api/search?q=riservatissima',
    '/api/search?q=buonasera',
    '/api/search/suggestions?q=riservat',
    // In capitals: a feed's title says what was sought, which tells nothing of the recording.
    '/api/search/feed?q=RISERVATISSIMA',
  ];
  const found: string[] = [];
  for (const address of addresses) {
    const { text, status } = await server.ask('GET', address);
    if (status === 200 && /diagnosi|riservatissima/.test(text.replaceAll(/[\uE000\uE001]/g, ''))) found.push(address);
  }
  return found;
}

const rangesUrl = (): string => `/api/sessions/${sessionId}/withheld-ranges`;

async function withhold(): Promise<WithheldRange> {
  const body = { fromSeconds: 4.5, untilSeconds: 7, ...decision };
  const answer = await server.askAsStaff('POST', rangesUrl(), { body });
  expect(answer.status).toBe(201);
  return answer.json<WithheldRange>();
}

async function isSound(): Promise<boolean> {
  const { house } = server;
  return (await verifyArchive(house, { takesRoot: house.settings.takesRoot, onTake: () => undefined })).isSound;
}

const publicSession = async (): Promise<Session> =>
  (await server.ask('GET', `/api/sessions/${sessionId}`)).json<Session>();
const still = (seconds: number): Promise<Answer> =>
  server.ask('GET', `/api/sessions/${sessionId}/still?t=${String(seconds)}`);

describe('a withheld part of a recording', () => {
  it('is out of reach at every public address, is back when it is lifted, and is destroyed for everybody', async () => {
    const before = { media: await leaks(), text: await textLeaks() };
    expect(before.media).toEqual(expect.arrayContaining([`${takeId}/source/2.m4s`, `${takeId}/audio/3.m4s`]));
    expect(before.media).toEqual(expect.arrayContaining(['session.mp4', 'session.mp4 bytes=0-']));
    expect(before.text).toEqual(expect.arrayContaining([`/api/sessions/${sessionId}/transcript`]));
    expect(before.text).toContain('/api/search?q=diagnosi');
    expect(before.text).toContain('/api/search/feed?q=RISERVATISSIMA');

    const range = await withhold();
    expect({ media: await leaks(), text: await textLeaks() }).toEqual({ media: [], text: [] });
    expect(range).toMatchObject({ kind: 'withheld', ...decision, lifted: null });
    expect(range.offsetSeconds).toBeLessThanOrEqual(4.1);
    expect(range.offsetSeconds + range.durationSeconds).toBeGreaterThanOrEqual(7.9);
    const playlist = await (await fetchMedia('v0.m3u8')).text();
    expect(playlist.match(/#EXT-X-GAP\n#EXTINF:[\d.]+,\n\S+\/source\/(\d+)\.m4s/g)).toHaveLength(2);
    expect((await fetchMedia(`${takeId}/source/2.m4s`)).status).toBe(410);
    expect((await still(5)).status).toBe(410);
    expect((await still(1)).status).toBe(200);
    expect(await isSound()).toBe(true);

    const tombstone = { id: range.id, kind: 'withheld', ...decision };
    expect((await publicSession()).withheldRanges).toEqual([expect.objectContaining(tombstone)]);
    expect((await server.ask('GET', `/api/sessions/${sessionId}/transcript`)).text).toContain('decisione 34/2026');
    const { corrections } = (await server.ask('GET', `/api/sessions/${sessionId}/log`)).json<{
      corrections: { note: string }[];
    }>();
    expect(corrections.at(-1)?.note).toContain('34/2026');

    const lifting = { ...decision, decisionNumber: '40/2026', reason: 'Ricorso accolto' };
    const lifted = await server.askAsStaff('POST', `${rangesUrl()}/${range.id}/lift`, { body: lifting });
    expect(lifted.status).toBe(200);
    expect({ media: await leaks(), text: await textLeaks() }).toEqual(before);
    expect((await publicSession()).withheldRanges).toEqual([]);

    const again = await withhold();
    const target = { sessionId, rangeId: again.id };
    const byFirst = await server.askAsStaff('POST', `${rangesUrl()}/${again.id}/destroy`, { body: decision });
    expect(byFirst.json()).toMatchObject({ code: 'second-person-needed' });
    expect((await destroyRange(server.house, second, target, decision)).ok).toBe(true);
    const list = async () => (await server.askAsStaff('GET', rangesUrl())).json<{ items: WithheldRange[] }>().items;
    await waitFor(async () => (await list()).some((one) => one.destruction?.doneAt != null), {
      describe: 'the bytes are destroyed',
    });
    expect({ media: await leaks(), text: await textLeaks() }).toEqual({ media: [], text: [] });
    expect(await isSound()).toBe(true);
    await expectGoneFromDisk();
    const undone = await server.askAsStaff('POST', `${rangesUrl()}/${again.id}/lift`, { body: lifting });
    expect(undone.json()).toMatchObject({ code: 'range-destroyed' });
  }, 60_000);
});

async function expectGoneFromDisk(): Promise<void> {
  const folder = takeFolder(server.house.settings.takesRoot, { sessionId, takeId });
  for (const rung of rungNames) {
    const file = await readFile(join(folder, `${rung}.mp4`));
    expect(secrets.some((secret) => file.includes(secret))).toBe(false);
    expect((await stat(join(folder, `${rung}.mp4`))).mode & 0o222).toBe(0);
  }
}

describe('staff who may withhold', () => {
  it('can play the sealed original, which no cache keeps, and the public cannot', async () => {
    const body = { fromSeconds: 0.5, untilSeconds: 1, ...decision };
    expect((await server.askAsStaff('POST', rangesUrl(), { body })).status).toBe(201);
    const cookie = await server.signIn();
    const address = `${takeId}/source/0.m4s`;
    expect((await fetchMedia(address)).status).toBe(410);
    const forStaff = await fetchMedia(address, { cookie });
    expect(forStaff.status).toBe(200);
    expect(forStaff.headers.get('cache-control')).toBe('private, no-store');
    const whole = await fetchMedia('whole.m3u8', { cookie });
    expect(await whole.text()).toContain('whole-v0.m3u8');
    expect(await (await fetchMedia('whole-v0.m3u8', { cookie })).text()).toMatch(/INF:[\d.]+,\n\S+\/source\/0\.m4s/);
    expect((await fetchMedia('whole.m3u8')).status).toBe(410);
  });

  it('must say why, by which decision and by whom', async () => {
    const body = { fromSeconds: 1, untilSeconds: 2, ...decision, decisionNumber: ' ' };
    expect((await server.askAsStaff('POST', rangesUrl(), { body })).status).toBe(400);
    expect((await server.ask('POST', rangesUrl(), { body: { ...body, ...decision } })).status).toBe(401);
  });
});
