// The origin over real HTTP: what each address answers, with which headers, and when.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHlsOrigin, type HlsOrigin, type Verdict } from '../../../media/origin/hls-origin.ts';
import type { Schedule } from '../../../media/origin/waiting-line.ts';
import type { TakeRecord } from '../../../media/takes/take-record.ts';
import { fetchRaw, textOf, type Fetched, type FetchOptions } from '../../support/hls-client.ts';
import {
  feedStartMs,
  fileOf,
  initOf,
  partText,
  recordOf,
  segmentText,
  TakeFeed,
  usualRungs,
} from '../../support/hls-feed.ts';

const archivedSegments = 12;
let nowMs = 0;
let timers: (() => void)[] = [];
let verdict: Verdict | Promise<Verdict> = { kind: 'allow', shared: true };
let logged: unknown[] = [];
let readable = true;
let origin: HlsOrigin;
let server: Server;
let base = '';

const schedule: Schedule = (_delayMs, run) => {
  timers.push(run);
  return () => {
    timers = timers.filter((other) => other !== run);
  };
};

beforeEach(async () => {
  [nowMs, timers, logged, readable, verdict] = [0, [], [], true, { kind: 'allow', shared: true }];
  origin = createHlsOrigin({
    monotonicMs: () => nowMs,
    schedule,
    loadSession: (sessionId) => Promise.resolve(archive(sessionId)),
    readRange: ({ rung }, offset, length) =>
      readable
        ? Promise.resolve(fileOf(rung, archivedSegments).subarray(offset, offset + length))
        : Promise.reject(new Error('disk gone')),
    authorize: () => verdict,
    log: { error: (facts) => void logged.push(facts) },
  });
  server = createServer((request, response) => {
    if (!origin.handle(request, response)) response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  origin.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function archive(sessionId: string): TakeRecord[] | null {
  if (sessionId === 'empty') return [];
  return sessionId === 'old'
    ? [recordOf({ sessionId, takeId: 't1', startedAtMs: feedStartMs }, archivedSegments)]
    : null;
}

function get(path: string, options?: FetchOptions): Promise<Fetched> {
  return fetchRaw(base, path, options);
}

function problemOf(answer: Fetched): { status: number; code: string; reason?: string } {
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.headers['access-control-allow-origin']).toBe('*');
  return JSON.parse(answer.body.toString()) as { status: number; code: string; reason?: string };
}

async function goLive(segments: number, parts = 0): Promise<TakeFeed> {
  await origin.openSession('s1');
  const sinks = origin.beginTake('s1', { takeId: 't1', startedAtMs: feedStartMs, rungs: usualRungs });
  const feed = new TakeFeed(sinks, usualRungs, feedStartMs);
  feed.pushSegments(segments);
  for (let left = parts; left > 0; left -= 1) feed.pushPart();
  return feed;
}

/** Starts a request that must wait, and comes back when the server has taken it up. */
async function waitingGet(path: string): Promise<{ answer: Promise<Fetched> }> {
  const taken = new Promise<void>((resolve) => server.once('request', () => setImmediate(resolve)));
  const answer = get(path);
  await taken;
  return { answer };
}

function passTime(ms: number): void {
  nowMs += ms;
  for (const run of timers.splice(0)) run();
}

describe('addresses', () => {
  it('leaves to others what is not below /hls/', async () => {
    expect((await get('/api/sessions')).status).toBe(418);
    expect((await get('/hls')).status).toBe(418);
  });

  it.each(['/hls/../package.json', '/hls/s1/%2e%2e/x', '/hls/s1/t1/..%2f..%2f/init.mp4', '/hls/s1/v0.m3u8/../../x'])(
    'finds nothing at %s',
    async (path) => {
      expect(problemOf(await get(path))).toMatchObject({ status: 404, code: 'not-found' });
    },
  );

  it('knows no session that nobody has heard of', async () => {
    expect(problemOf(await get('/hls/who/master.m3u8'))).toMatchObject({ status: 404, code: 'session-not-found' });
  });

  it('answers GET, HEAD and OPTIONS, and refuses the rest', async () => {
    await goLive(1);
    expect(problemOf(await get('/hls/s1/master.m3u8', { method: 'POST' }))).toMatchObject({
      code: 'method-not-allowed',
    });
    const preflight = await get('/hls/s1/master.m3u8', { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-methods']).toContain('GET');
    const [head, whole] = [await get('/hls/s1/v0.m3u8', { method: 'HEAD' }), await get('/hls/s1/v0.m3u8')];
    expect(head.body).toHaveLength(0);
    expect(head.headers['content-length']).toBe(`${whole.body.length}`);
  });

  it('asks to try again while a live session has no pictures, and says so when an ended one has none', async () => {
    await origin.openSession('s1');
    const live = await get('/hls/s1/master.m3u8');
    expect(problemOf(live)).toMatchObject({ status: 404 });
    expect(live.headers['retry-after']).toBe('1');
    const ended = await get('/hls/empty/master.m3u8');
    expect(problemOf(ended)).toMatchObject({ status: 404 });
    expect(ended.headers['retry-after']).toBeUndefined();
  });
});

describe('who may see', () => {
  it('answers 410 with the public reason when a session is withheld, whatever is asked for', async () => {
    await goLive(1);
    verdict = { kind: 'withheld', reason: 'Dati personali' };
    for (const file of ['master.m3u8', 'v0.m3u8', 't1/720p/init.mp4', 't1/720p/0.m4s', 'session.mp4']) {
      const answer = await get(`/hls/s1/${file}`);
      expect(problemOf(answer)).toMatchObject({ status: 410, code: 'withheld', reason: 'Dati personali' });
      expect(answer.body.toString()).not.toContain('720p 0.0');
    }
  });

  it('hides what a viewer must not know of', async () => {
    await goLive(1);
    verdict = Promise.resolve({ kind: 'not-found' });
    expect(problemOf(await get('/hls/s1/v0.m3u8'))).toMatchObject({ code: 'session-not-found' });
  });

  it('keeps private sessions out of shared caches', async () => {
    await goLive(1);
    verdict = Promise.resolve({ kind: 'allow', shared: false });
    for (const file of ['master.m3u8', 'v0.m3u8', 'v0.m3u8?_HLS_msn=0', 't1/720p/0.m4s', 't1/720p/init.mp4']) {
      expect((await get(`/hls/s1/${file}`)).headers['cache-control']).toMatch(/^private, /);
    }
  });

  it('answers 500 and logs when the question itself fails', async () => {
    verdict = Promise.reject(new Error('database gone'));
    const answer = await get('/hls/s1/v0.m3u8');
    expect(problemOf(answer)).toMatchObject({ status: 500, code: 'internal' });
    expect(answer.body.toString()).not.toContain('database');
    expect(logged).toHaveLength(1);
  });
});

describe('headers', () => {
  it('says how long each kind may be kept', async () => {
    await goLive(1, 1);
    const kept = async (file: string) => (await get(`/hls/s1/${file}`)).headers['cache-control'];
    expect(await kept('v0.m3u8')).toBe('no-cache');
    expect(await kept('v0.m3u8?_HLS_msn=0&_HLS_part=1')).toBe('public, max-age=6');
    expect(await kept('t1/720p/1.0.m4s')).toBe('public, max-age=31536000, s-maxage=600, immutable');
    origin.endSession('s1');
    expect(await kept('v0.m3u8')).toBe('public, max-age=60');
  });

  it('states types, lengths and open access on everything', async () => {
    await goLive(1);
    const types = {
      'master.m3u8': 'application/vnd.apple.mpegurl',
      't1/720p/0.m4s': 'video/mp4',
      't1/audio/0.m4s': 'audio/mp4',
    };
    for (const [file, type] of Object.entries(types)) {
      const { headers, body } = await get(`/hls/s1/${file}`);
      expect(headers).toMatchObject({
        'content-type': type,
        'content-length': `${body.length}`,
        'access-control-allow-origin': '*',
        'x-content-type-options': 'nosniff',
      });
    }
  });

  it.each([false, true])('gzips playlists for those who take it (ended: %s)', async (ended) => {
    await goLive(40, 2);
    if (ended) origin.endSession('s1');
    const zipped = await get('/hls/s1/v0.m3u8', { headers: { 'accept-encoding': 'br, gzip' } });
    expect(zipped.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    const plain = await get('/hls/s1/v0.m3u8', { headers: { 'accept-encoding': 'gzip;q=0' } });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(textOf(zipped)).toBe(plain.body.toString());
    expect(zipped.body.length).toBeLessThan(plain.body.length / 5);
  });
});

describe('bytes', () => {
  it('serves initialisation, segments and parts of a live session', async () => {
    await goLive(1, 2);
    const body = async (file: string) => (await get(`/hls/s1/t1/${file}`)).body.toString();
    expect(await body('720p/init.mp4')).toBe(initOf({ name: '720p', kind: 'video' }).bytes.toString());
    expect(await body('720p/0.m4s')).toBe(segmentText('720p', 0));
    expect(await body('audio/0.3.m4s')).toBe(partText('audio', 0, 3));
    expect(await body('240p/1.1.m4s')).toBe(partText('240p', 1, 1));
  });

  it('reads older segments of a live session, and all of an archived one, from the file', async () => {
    await goLive(archivedSegments);
    expect((await get('/hls/s1/t1/720p/0.m4s')).body.toString()).toBe(segmentText('720p', 0));
    expect((await get('/hls/old/t1/audio/11.m4s')).body.toString()).toBe(segmentText('audio', 11));
    expect((await get('/hls/old/t1/720p/init.mp4')).body.toString()).toBe('init of 720p;');
  });

  it('asks to try again when the file cannot be read, and logs it', async () => {
    readable = false;
    expect(problemOf(await get('/hls/old/t1/720p/3.m4s'))).toMatchObject({ status: 503, code: 'unavailable' });
    expect(logged).toHaveLength(1);
  });

  it.each(['t1/720p/1.m4s', 't1/720p/1.1.m4s', 't1/720p/5.0.m4s', 't1/source/0.m4s', 't9/720p/0.m4s'])(
    'has no %s before it is made',
    async (file) => {
      await goLive(1);
      expect(problemOf(await get(`/hls/s1/${file}`))).toMatchObject({ status: 404 });
    },
  );

  it('holds the request for the hinted part until the part is there', async () => {
    const feed = await goLive(1);
    expect((await get('/hls/s1/v0.m3u8')).body.toString()).toContain('PRELOAD-HINT:TYPE=PART,URI="t1/720p/1.0.m4s"');
    const { answer } = await waitingGet('/hls/s1/t1/720p/1.0.m4s');
    feed.pushPart();
    expect((await answer).body.toString()).toBe(partText('720p', 1, 0));
  });

  it('answers 404 for a hinted part that the end of its take prevents', async () => {
    await goLive(1, 2);
    const { answer } = await waitingGet('/hls/s1/t1/720p/1.2.m4s');
    origin.finishTake('s1', 't1');
    expect(problemOf(await answer)).toMatchObject({ status: 404 });
    expect((await get('/hls/s1/t1/720p/1.m4s')).body.toString()).toBe(partText('720p', 1, 0) + partText('720p', 1, 1));
  });
});

describe('blocking reload', () => {
  it('answers when the asked part is there, not before', async () => {
    const feed = await goLive(1, 1);
    const { answer } = await waitingGet('/hls/s1/v0.m3u8?_HLS_msn=1&_HLS_part=1');
    feed.pushPart();
    expect((await answer).body.toString()).toContain('URI="t1/720p/1.1.m4s"\n#EXT-X-PRELOAD-HINT');
  });

  it('shows a segment whole together with its last part, and hints at the next segment', async () => {
    const feed = await goLive(1, 5);
    const { answer } = await waitingGet('/hls/s1/v0.m3u8?_HLS_msn=1&_HLS_part=5');
    feed.pushPart();
    const text = (await answer).body.toString();
    expect(text).toContain('#EXTINF:2.00000,\nt1/720p/1.m4s\n#EXT-X-PRELOAD-HINT:TYPE=PART,URI="t1/720p/2.0.m4s"');
  });

  it.each(['_HLS_msn=4', '_HLS_msn=99&_HLS_part=0', '_HLS_msn=x', '_HLS_part=2', '_HLS_msn=1&_HLS_part=-1'])(
    'refuses %s after two segments',
    async (query) => {
      await goLive(2);
      expect(problemOf(await get(`/hls/s1/v0.m3u8?${query}`))).toMatchObject({ status: 400, code: 'bad-request' });
    },
  );

  it('gives up after three target durations with 503', async () => {
    await goLive(1);
    const { answer } = await waitingGet('/hls/s1/v0.m3u8?_HLS_msn=1&_HLS_part=0');
    passTime(6000);
    const late = await answer;
    expect(problemOf(late)).toMatchObject({ status: 503, code: 'unavailable' });
    expect(late.headers['retry-after']).toBe('1');
  });

  it('wakes everyone with ENDLIST when the session ends', async () => {
    await goLive(1, 2);
    const waiting = await Promise.all([
      waitingGet('/hls/s1/v0.m3u8?_HLS_msn=2'),
      waitingGet('/hls/s1/audio.m3u8?_HLS_msn=1&_HLS_part=2&_HLS_skip=YES'),
    ]);
    origin.endSession('s1');
    for (const { answer } of waiting) {
      const { status, body } = await answer;
      expect(status).toBe(200);
      expect(body.toString()).toMatch(/#EXT-X-PLAYLIST-TYPE:VOD\n[^]*#EXTINF:0.66667,\n.*\n#EXT-X-ENDLIST\n$/);
    }
    expect(timers).toHaveLength(0);
  });

  it('ignores directives when the session has ended', async () => {
    expect((await get('/hls/old/v0.m3u8?_HLS_msn=500')).body.toString()).toContain('#EXT-X-ENDLIST');
  });

  it('answers everyone when the server stops, and leaves no timer', async () => {
    await goLive(1);
    const { answer } = await waitingGet('/hls/s1/v0.m3u8?_HLS_msn=1');
    origin.stop();
    expect(problemOf(await answer)).toMatchObject({ status: 503 });
    expect(timers).toHaveLength(0);
    expect(problemOf(await get('/hls/s1/v0.m3u8'))).toMatchObject({ status: 503 });
  });
});

describe('the download', () => {
  it('exists only when the session has ended', async () => {
    await goLive(2);
    expect(problemOf(await get('/hls/s1/session.mp4'))).toMatchObject({ status: 404 });
    expect(problemOf(await get('/hls/empty/session.mp4'))).toMatchObject({ status: 404 });
  });
});

describe('a session', () => {
  it('is live from opening to its end', async () => {
    await origin.openSession('s1');
    expect(origin.isLive('s1')).toBe(true);
    origin.endSession('s1');
    expect(origin.isLive('s1')).toBe(false);
    expect(() => origin.beginTake('s1', { takeId: 't9', startedAtMs: 0, rungs: usualRungs })).toThrow('not live');
  });

  it('just ended is answered from memory, and read from disk when nobody has asked for a while', async () => {
    await goLive(1);
    nowMs += 3_600_000;
    origin.endSession('s1');
    await get('/hls/old/v0.m3u8');
    expect((await get('/hls/s1/v0.m3u8')).status).toBe(200);
    nowMs += 3_600_000;
    await get('/hls/empty/v0.m3u8');
    expect((await get('/hls/s1/v0.m3u8')).status).toBe(404);
  });

  it('is opened once however many ask', async () => {
    await Promise.all([origin.openSession('s1'), origin.openSession('s1')]);
    const sinks = origin.beginTake('s1', { takeId: 't1', startedAtMs: feedStartMs, rungs: usualRungs });
    new TakeFeed(sinks, usualRungs, feedStartMs).pushPart();
    await origin.openSession('s1');
    expect((await get('/hls/s1/v0.m3u8')).status).toBe(200);
  });

  it('opened again goes on after the takes it had', async () => {
    await origin.openSession('old');
    const sinks = origin.beginTake('old', { takeId: 't2', startedAtMs: feedStartMs + 60_000, rungs: usualRungs });
    new TakeFeed(sinks, usualRungs, feedStartMs + 60_000).pushPart();
    const text = (await get('/hls/old/v0.m3u8')).body.toString();
    expect(text).toContain('t1/720p/11.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI="t2/720p/init.mp4"');
    expect(text).not.toContain('ENDLIST');
  });
});
