// Feeds that the server opens or fetches: a real ffmpeg on both sides, a web server between them, one hub.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FeedHub } from '../../../media/ingest/feed-hub.ts';
import { createFeedHub } from '../../../media/ingest/feed-hub.ts';
import type { FlvTag } from '../../../media/ingest/flv-tag.ts';
import { createAllowedAddresses } from '../../../media/ingest/pull/allowed-addresses.ts';
import { readPullAddress } from '../../../media/ingest/pull/pull-address.ts';
import type { PullAddress } from '../../../media/ingest/pull/pull-address.ts';
import type { FeedSources } from '../../../media/ingest/relay/feed-sources.ts';
import { createFeedSources } from '../../../media/ingest/relay/feed-sources.ts';
import { scheduleByTimer } from '../../../media/ingest/schedule.ts';
import { sendFilmBySrt, type SrtSender } from '../../support/srt-sender.ts';
import { makeCertificate, type Certificate } from '../../support/self-signed.ts';
import { freePort } from '../../support/running-server.ts';
import { waitFor } from '../../support/wait-for.ts';

let folder: string;
/** Eight seconds of H.264 and AAC, made once; sent and fetched without encoding again. */
let film: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casa-relay-'));
  film = join(folder, 'film.ts');
  const input = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25', '-f', 'lavfi', '-i', 'sine=r=48000', '-t', '8'];
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  await promisify(execFile)('ffmpeg', ['-v', 'error', ...input, ...codecs, film]);
  const hls = ['-c', 'copy', '-f', 'hls', '-hls_time', '2', '-hls_list_size', '0', join(folder, 'film.m3u8')];
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-i', film, ...hls]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const cleanups: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

interface Stage {
  readonly sources: FeedSources;
  readonly hub: FeedHub;
  readonly tags: FlvTag[];
  readonly gone: string[];
  readonly lines: string[];
  until(what: string, condition: () => boolean): Promise<void>;
}

function setStage(networks: readonly string[] = ['127.0.0.1'], authority: string | null = null): Stage {
  const lines: string[] = [];
  const say = (facts: object, sentence: string): void => void lines.push(`${sentence} ${JSON.stringify(facts)}`);
  const log = { debug: () => undefined, info: say, warn: say, error: say };
  const [now, monotonicMs] = [Date.now, () => performance.now()];
  const hub = createFeedHub({ now, monotonicMs, log });
  const sources = createFeedSources({
    tools: {
      ...{ ffmpeg: 'ffmpeg', pidFolder: join(folder, 'pids'), now, monotonicMs, schedule: scheduleByTimer, log },
      onPublish: (publication) => hub.attach(publication),
    },
    host: '127.0.0.1',
    allowed: createAllowedAddresses(networks),
    authority,
    onChange: () => undefined,
  });
  const stage: Stage = {
    ...{ sources, hub, lines, tags: [], gone: [] },
    until: async (describe, condition) => void (await waitFor(async () => condition(), { describe })),
  };
  hub.onTag((tag) => stage.tags.push(tag));
  hub.onGone((reason) => stage.gone.push(reason));
  cleanups.push(async () => {
    await sources.close();
    hub.stop();
  });
  return stage;
}

const pictures = (stage: Stage): number => stage.tags.filter(({ kind }) => kind === 'video').length;
const stateOf = (stage: Stage): unknown => stage.sources.reports('s1').map(({ state, problem }) => [state, problem]);

/** What of a feed's health is known, in the order of the report. */
function known(stage: Stage): string[] {
  const report = stage.hub.report();
  return measures.filter((name) => report[name] !== null);
}
const picture = [
  'videoCodec',
  'width',
  'height',
  'framesPerSecond',
  'kilobitsPerSecond',
  'keyframeIntervalSeconds',
] as const;
const measures = [...picture, 'audioCodec', 'droppedFrames', 'soundDriftMs', 'roundTripMs'] as const;
/** A door that has no network of its own, or cannot look into it, says nothing rather than zero. */
const allButRoundTrip = measures.slice(0, -1);

/** An SRT encoder that sends the film, ended with the test. */
function sendSrt(port: number, passphrase: string): SrtSender {
  const sender = sendFilmBySrt(film, port, passphrase);
  cleanups.push(async () => (sender.kill(), sender.exited));
  return sender;
}

async function serve(handle: RequestListener, certificate?: Certificate): Promise<string> {
  const server = (certificate === undefined ? createServer(handle) : createSecureServer(certificate, handle)).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  cleanups.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

function addressOf(text: string): PullAddress {
  const read = readPullAddress(text);
  if (read.kind === 'refused') throw new Error(read.sentence);
  return read.address;
}

describe('the test signal', () => {
  it('arrives with picture and tone, and stops when it is told to', async () => {
    const stage = setStage();
    stage.sources.startTest('s1');
    await stage.until('picture and sound', () => {
      const kinds = stage.tags.filter(({ isSequenceHeader }) => !isSequenceHeader).map(({ kind }) => kind);
      return kinds.includes('video') && kinds.includes('audio');
    });
    expect(stage.hub.report()).toMatchObject({ kind: 'test', videoCodec: 'h264', audioCodec: 'aac', height: 720 });
    expect(stateOf(stage)).toEqual([['receiving', null]]);
    await stage.sources.stop('s1', 'test');
    expect([stage.gone, stage.sources.reports('s1')]).toEqual([['ended'], []]);
  });
});

describe('an SRT port', () => {
  it('lets in who knows the passphrase, untouched; a second encoder takes over at once, also from one that fell silent', async () => {
    const stage = setStage();
    const port = await freePort();
    const passphrase = 'abcdefghijklmnop';
    stage.sources.listenSrt('s1', { port, passphrase });
    const first = sendSrt(port, passphrase);
    await stage.until('all of its health', () => known(stage).length === measures.length);
    const health = { kind: 'srt', width: 320, height: 180, keyframeIntervalSeconds: 1, remoteAddress: '127.0.0.1' };
    expect(stage.hub.report()).toMatchObject(health);
    const { roundTripMs } = stage.hub.report();
    expect(roundTripMs).toBeGreaterThanOrEqual(0);
    expect(roundTripMs).toBeLessThan(1_000);
    const second = sendSrt(port, passphrase);
    await stage.until('the second encoder takes over', () => stage.gone.length > 0);
    expect(stage.gone).toEqual(['replaced']);
    await first.exited;
    await stage.until('all of its health', () => known(stage).length === measures.length);
    second.freeze();
    await stage.until('nothing comes any more', () => stage.hub.report().status === 'stalled');
    const before = pictures(stage);
    sendSrt(port, passphrase);
    // What was on its way from the second one may still arrive; on a slow machine its line is given up first (5 s).
    await stage.until('pictures of the third encoder', () => stage.gone.length > 1 && pictures(stage) > before);
    expect(['replaced', 'ended']).toContain(stage.gone[1]);
    expect(stage.lines.join()).not.toContain(passphrase);
  });

  it('refuses a wrong passphrase, and waits for the right one as before', async () => {
    const stage = setStage();
    const port = await freePort();
    stage.sources.listenSrt('s1', { port, passphrase: 'abcdefghijklmnop' });
    expect(await sendSrt(port, 'not-the-passphrase').exited).not.toBe(0);
    expect(stage.tags).toEqual([]);
    const first = sendSrt(port, 'abcdefghijklmnop');
    await stage.until('pictures', () => pictures(stage) > 25);
    first.kill();
    await stage.until('the port waits again', () => stage.gone.length === 1);
    expect(stateOf(stage)).toEqual([['waiting', null]]);
  });
});

describe('a fetched address', () => {
  it('comes with its credentials, which stand in no log', async () => {
    const stage = setStage();
    const expected = `Basic ${Buffer.from('clerk:wonderful').toString('base64')}`;
    const bytes = await readFile(film);
    const host = await serve((request, response) => {
      if (request.headers.authorization === expected) response.end(bytes);
      else response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="camera"' }).end();
    });
    stage.sources.pull('s1', addressOf(`http://clerk:wonderful@${host}/film.ts`));
    await stage.until('pictures', () => pictures(stage) > 40);
    expect(stage.hub.report()).toMatchObject({ kind: 'pull', remoteAddress: `http://•••@${host}/film.ts` });
    expect(stage.lines.join()).not.toContain('wonderful');
  });

  it('may be HLS, and is fetched again after it ended', async () => {
    const stage = setStage();
    const host = await serve((request, response) => {
      readFile(join(folder, (request.url ?? '').slice(1))).then(
        (bytes) => response.end(bytes),
        () => response.writeHead(404).end(),
      );
    });
    stage.sources.pull('s1', addressOf(`http://${host}/film.m3u8`));
    await stage.until('its health', () => known(stage).length >= allButRoundTrip.length);
    expect(known(stage)).toEqual(allButRoundTrip);
    await stage.until('it came twice', () => stage.gone.length > 0 && pictures(stage) > 250);
  });

  it('by HTTPS needs a certificate that is trusted, also for what a playlist leads to', async () => {
    const trusted = await makeCertificate();
    const other = await makeCertificate();
    const authority = trusted.cert;
    const give: RequestListener = (request, response) =>
      void readFile(join(folder, (request.url ?? '').slice(1))).then(
        (bytes) => response.end(bytes),
        () => response.writeHead(404).end(),
      );
    let asked = 0;
    const hidden = await serve((request, response) => ((asked += 1), give(request, response)), other);
    const pieces = (await readFile(join(folder, 'film.m3u8'), 'utf8')).replace(/^film/gm, `https://${hidden}/film`);
    const host = await serve((request, response) => {
      if (request.url === '/leads-away.m3u8') response.end(pieces);
      else give(request, response);
    }, trusted);
    const stage = setStage(['127.0.0.1'], authority);
    stage.sources.pull('s1', addressOf(`https://${hidden}/film.m3u8`));
    await stage.until('it is not trusted', () => stage.sources.reports('s1')[0]?.problem === 'source-untrusted');
    stage.sources.pull('s1', addressOf(`https://${host}/leads-away.m3u8`));
    await stage.until('its pieces are not', () => stage.sources.reports('s1')[0]?.problem === 'source-untrusted');
    expect([asked, pictures(stage)]).toEqual([0, 0]);
    stage.sources.pull('s1', addressOf(`https://${host}/film.m3u8`));
    await stage.until('pictures', () => pictures(stage) > 40);
  });

  it('may be an SRT sender that waits to be called', async () => {
    const stage = setStage();
    const port = await freePort();
    const waiting = `srt://127.0.0.1:${port}?mode=listener&passphrase=abcdefghijklmnop`;
    const args = ['-v', 'error', '-nostdin', '-re', '-i', film, '-c', 'copy', '-f', 'mpegts', waiting];
    const sender = spawn('ffmpeg', args, { stdio: 'ignore' });
    cleanups.push(async () => (sender.kill('SIGKILL'), once(sender, 'close')));
    stage.sources.pull('s1', addressOf(`srt://127.0.0.1:${port}?passphrase=abcdefghijklmnop`));
    await stage.until('pictures', () => pictures(stage) > 25);
    expect(stage.hub.report()).toMatchObject({ kind: 'pull', remoteAddress: `srt://127.0.0.1:${port}?•••` });
    expect(stage.lines.join()).not.toContain('abcdefghijklmnop');
  });

  it('says what is wrong with it', async () => {
    const stage = setStage();
    const host = await serve((_, response) => response.writeHead(401, { 'WWW-Authenticate': 'Basic' }).end());
    stage.sources.pull('s1', addressOf(`http://clerk:wrong@${host}/film.ts`));
    await stage.until('a refusal', () => stage.sources.reports('s1')[0]?.problem === 'source-refused');
    stage.sources.pull('s1', addressOf(`rtsp://127.0.0.1:${await freePort()}/camera`));
    await stage.until('no answer', () => stage.sources.reports('s1')[0]?.problem === 'source-unreachable');
  });

  it('is not fetched from this machine, not even by a detour', async () => {
    let asked = 0;
    const hidden = await serve((_, response) => ((asked += 1), response.end('secret')));
    const closed = setStage([]);
    closed.sources.pull('s1', addressOf(`http://${hidden}/`));
    await closed.until('it is forbidden', () => closed.sources.reports('s1')[0]?.problem === 'source-forbidden');
    const detour = await serve((_, response) =>
      response.writeHead(302, { Location: `http://127.0.0.2:${hidden.split(':')[1]}/` }).end(),
    );
    const open = setStage(['127.0.0.1']);
    open.sources.pull('s1', addressOf(`http://${detour}/film.ts`));
    await open.until('the detour is refused', () => open.sources.reports('s1')[0]?.problem === 'source-refused');
    expect(asked).toBe(0);
  });
});

describe('a file played as live', () => {
  it('comes at the speed of life and is over when it ends', async () => {
    const stage = setStage();
    const startedAtMs = performance.now();
    stage.sources.playFile('s1', { path: film, format: 'mpegts', name: 'film.ts' });
    await stage.until('its health', () => known(stage).length >= allButRoundTrip.length);
    expect(known(stage)).toEqual(allButRoundTrip);
    await stage.until('it is over', () => stage.sources.reports('s1').length === 0);
    expect(pictures(stage)).toBeGreaterThan(190);
    expect(performance.now() - startedAtMs).toBeGreaterThan(7_000);
    expect(stage.gone).toEqual(['ended']);
  });
});
