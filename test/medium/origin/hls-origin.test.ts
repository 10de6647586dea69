// The origin over real HTTP: what each address answers, and with which headers.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { textOf } from '../../support/hls-client.ts';
import { feedStartMs, initOf, partText, segmentText, TakeFeed, usualRungs } from '../../support/hls-feed.ts';
import { archivedSegments, problemOf, setOriginStage, type OriginStage } from '../../support/origin-stage.ts';

let stage: OriginStage;
beforeEach(async () => void (stage = await setOriginStage()));
afterEach(() => stage.close());

describe('addresses', () => {
  it('leaves to others what is not below /hls/', async () => {
    expect((await stage.get('/api/sessions')).status).toBe(418);
    expect((await stage.get('/hls')).status).toBe(418);
  });

  it.each(['/hls/../package.json', '/hls/s1/%2e%2e/x', '/hls/s1/t1/..%2f..%2f/init.mp4', '/hls/s1/v0.m3u8/../../x'])(
    'finds nothing at %s',
    async (path) => {
      expect(problemOf(await stage.get(path))).toMatchObject({ status: 404, code: 'not-found' });
    },
  );

  it('knows no session that nobody has heard of', async () => {
    expect(problemOf(await stage.get('/hls/who/master.m3u8'))).toMatchObject({
      status: 404,
      code: 'session-not-found',
    });
  });

  it('answers GET, HEAD and OPTIONS, and refuses the rest', async () => {
    await stage.goLive(1);
    expect(problemOf(await stage.get('/hls/s1/master.m3u8', { method: 'POST' }))).toMatchObject({
      code: 'method-not-allowed',
    });
    const preflight = await stage.get('/hls/s1/master.m3u8', { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-methods']).toContain('GET');
    const [head, whole] = [await stage.get('/hls/s1/v0.m3u8', { method: 'HEAD' }), await stage.get('/hls/s1/v0.m3u8')];
    expect(head.body).toHaveLength(0);
    expect(head.headers['content-length']).toBe(`${whole.body.length}`);
  });

  it('asks to try again while a live session has no pictures, and says so when an ended one has none', async () => {
    await stage.origin.openSession('s1');
    const live = await stage.get('/hls/s1/master.m3u8');
    expect(problemOf(live)).toMatchObject({ status: 404 });
    expect(live.headers['retry-after']).toBe('1');
    const ended = await stage.get('/hls/empty/master.m3u8');
    expect(problemOf(ended)).toMatchObject({ status: 404 });
    expect(ended.headers['retry-after']).toBeUndefined();
  });
});

describe('who may see', () => {
  it('answers 410 with the public reason when a session is withheld, whatever is asked for', async () => {
    await stage.goLive(1);
    stage.verdict = { kind: 'withheld', reason: 'Dati personali' };
    for (const file of ['master.m3u8', 'v0.m3u8', 't1/720p/init.mp4', 't1/720p/0.m4s', 'session.mp4']) {
      const answer = await stage.get(`/hls/s1/${file}`);
      expect(problemOf(answer)).toMatchObject({ status: 410, code: 'withheld', reason: 'Dati personali' });
      expect(answer.body.toString()).not.toContain('720p 0.0');
    }
  });

  it('hides what a viewer must not know of', async () => {
    await stage.goLive(1);
    stage.verdict = Promise.resolve({ kind: 'not-found' });
    expect(problemOf(await stage.get('/hls/s1/v0.m3u8'))).toMatchObject({ code: 'session-not-found' });
  });

  it('keeps private sessions out of shared caches', async () => {
    await stage.goLive(1);
    stage.verdict = Promise.resolve({ kind: 'allow', shared: false });
    for (const file of ['master.m3u8', 'v0.m3u8', 'v0.m3u8?_HLS_msn=0', 't1/720p/0.m4s', 't1/720p/init.mp4']) {
      expect((await stage.get(`/hls/s1/${file}`)).headers['cache-control']).toMatch(/^private, /);
    }
  });

  it('answers 500 and logs when the question itself fails', async () => {
    stage.verdict = Promise.reject(new Error('database gone'));
    const answer = await stage.get('/hls/s1/v0.m3u8');
    expect(problemOf(answer)).toMatchObject({ status: 500, code: 'internal' });
    expect(answer.body.toString()).not.toContain('database');
    expect(stage.logged).toHaveLength(1);
  });
});

describe('headers', () => {
  it('says how long each kind may be kept', async () => {
    await stage.goLive(1, 1);
    const kept = async (file: string) => (await stage.get(`/hls/s1/${file}`)).headers['cache-control'];
    expect(await kept('v0.m3u8')).toBe('no-cache');
    expect(await kept('v0.m3u8?_HLS_msn=0&_HLS_part=1')).toBe('public, max-age=6');
    expect(await kept('t1/720p/1.0.m4s')).toBe('public, max-age=31536000, s-maxage=600, immutable');
    stage.origin.endSession('s1');
    expect(await kept('v0.m3u8')).toBe('public, max-age=0, s-maxage=10');
  });

  it('states types, lengths and open access on everything', async () => {
    await stage.goLive(1);
    const types = {
      'master.m3u8': 'application/vnd.apple.mpegurl',
      't1/720p/0.m4s': 'video/mp4',
      't1/audio/0.m4s': 'audio/mp4',
    };
    for (const [file, type] of Object.entries(types)) {
      const { headers, body } = await stage.get(`/hls/s1/${file}`);
      expect(headers).toMatchObject({
        'content-type': type,
        'content-length': `${body.length}`,
        'access-control-allow-origin': '*',
        'x-content-type-options': 'nosniff',
      });
    }
  });

  it.each([false, true])('gzips playlists for those who take it (ended: %s)', async (ended) => {
    await stage.goLive(40, 2);
    if (ended) stage.origin.endSession('s1');
    const zipped = await stage.get('/hls/s1/v0.m3u8', { headers: { 'accept-encoding': 'br, gzip' } });
    expect(zipped.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    const plain = await stage.get('/hls/s1/v0.m3u8', { headers: { 'accept-encoding': 'gzip;q=0' } });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(textOf(zipped)).toBe(plain.body.toString());
    expect(zipped.body.length).toBeLessThan(plain.body.length / 5);
  });
});

describe('bytes', () => {
  it('serves initialisation, segments and parts of a live session', async () => {
    await stage.goLive(1, 2);
    const body = async (file: string) => (await stage.get(`/hls/s1/t1/${file}`)).body.toString();
    expect(await body('720p/init.mp4')).toBe(initOf({ name: '720p', kind: 'video' }).bytes.toString());
    expect(await body('720p/0.m4s')).toBe(segmentText('720p', 0));
    expect(await body('audio/0.3.m4s')).toBe(partText('audio', 0, 3));
    expect(await body('240p/1.1.m4s')).toBe(partText('240p', 1, 1));
  });

  it('reads older segments of a live session, and all of an archived one, from the file', async () => {
    await stage.goLive(archivedSegments);
    expect((await stage.get('/hls/s1/t1/720p/0.m4s')).body.toString()).toBe(segmentText('720p', 0));
    expect((await stage.get('/hls/old/t1/audio/11.m4s')).body.toString()).toBe(segmentText('audio', 11));
    expect((await stage.get('/hls/old/t1/720p/init.mp4')).body.toString()).toBe('init of 720p;');
  });

  it('asks to try again when the file cannot be read, and logs it', async () => {
    stage.isReadable = false;
    expect(problemOf(await stage.get('/hls/old/t1/720p/3.m4s'))).toMatchObject({ status: 503, code: 'unavailable' });
    expect(stage.logged).toHaveLength(1);
  });

  it.each(['t1/720p/1.m4s', 't1/720p/1.1.m4s', 't1/720p/5.0.m4s', 't1/source/0.m4s', 't9/720p/0.m4s'])(
    'has no %s before it is made',
    async (file) => {
      await stage.goLive(1);
      expect(problemOf(await stage.get(`/hls/s1/${file}`))).toMatchObject({ status: 404 });
    },
  );

  it('holds the request for the hinted part until the part is there', async () => {
    const feed = await stage.goLive(1);
    expect((await stage.get('/hls/s1/v0.m3u8')).body.toString()).toContain(
      'PRELOAD-HINT:TYPE=PART,URI="t1/720p/1.0.m4s"',
    );
    const { answer } = await stage.waitingGet('/hls/s1/t1/720p/1.0.m4s');
    feed.pushPart();
    expect((await answer).body.toString()).toBe(partText('720p', 1, 0));
  });

  it('answers 404 for a hinted part that the end of its take prevents', async () => {
    await stage.goLive(1, 2);
    const { answer } = await stage.waitingGet('/hls/s1/t1/720p/1.2.m4s');
    stage.origin.finishTake('s1', 't1');
    expect(problemOf(await answer)).toMatchObject({ status: 404 });
    expect((await stage.get('/hls/s1/t1/720p/1.m4s')).body.toString()).toBe(
      partText('720p', 1, 0) + partText('720p', 1, 1),
    );
  });
});

describe('the download', () => {
  it('exists only when the session has ended', async () => {
    await stage.goLive(2);
    expect(problemOf(await stage.get('/hls/s1/session.mp4'))).toMatchObject({ status: 404 });
    expect(problemOf(await stage.get('/hls/empty/session.mp4'))).toMatchObject({ status: 404 });
  });
});

describe('a session', () => {
  it('is live from opening to its end', async () => {
    await stage.origin.openSession('s1');
    expect(stage.origin.isLive('s1')).toBe(true);
    stage.origin.endSession('s1');
    expect(stage.origin.isLive('s1')).toBe(false);
    expect(() => stage.origin.beginTake('s1', { takeId: 't9', startedAtMs: 0, rungs: usualRungs })).toThrow('not live');
  });

  it('just ended is answered from memory, and read from disk when nobody has asked for a while', async () => {
    await stage.goLive(1);
    stage.nowMs += 3_600_000;
    stage.origin.endSession('s1');
    await stage.get('/hls/old/v0.m3u8');
    expect((await stage.get('/hls/s1/v0.m3u8')).status).toBe(200);
    stage.nowMs += 3_600_000;
    await stage.get('/hls/empty/v0.m3u8');
    expect((await stage.get('/hls/s1/v0.m3u8')).status).toBe(404);
  });

  it('is opened once however many ask', async () => {
    await Promise.all([stage.origin.openSession('s1'), stage.origin.openSession('s1')]);
    const sinks = stage.origin.beginTake('s1', { takeId: 't1', startedAtMs: feedStartMs, rungs: usualRungs });
    new TakeFeed(sinks, usualRungs, feedStartMs).pushPart();
    await stage.origin.openSession('s1');
    expect((await stage.get('/hls/s1/v0.m3u8')).status).toBe(200);
  });

  it('opened again goes on after the takes it had', async () => {
    await stage.origin.openSession('old');
    const sinks = stage.origin.beginTake('old', { takeId: 't2', startedAtMs: feedStartMs + 60_000, rungs: usualRungs });
    new TakeFeed(sinks, usualRungs, feedStartMs + 60_000).pushPart();
    const text = (await stage.get('/hls/old/v0.m3u8')).body.toString();
    expect(text).toContain('t1/720p/11.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI="t2/720p/init.mp4"');
    expect(text).not.toContain('ENDLIST');
  });
});
