// The RTMP door on a real port: ffmpeg publishes, strangers misbehave.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { FeedHub } from '../../../media/ingest/feed-hub.ts';
import { createFeedHub } from '../../../media/ingest/feed-hub.ts';
import type { FlvTag } from '../../../media/ingest/flv-tag.ts';
import type { RtmpLimits } from '../../../media/ingest/rtmp/rtmp-limits.ts';
import type { Publication, RtmpServer } from '../../../media/ingest/rtmp/rtmp-server.ts';
import { createRtmpServer } from '../../../media/ingest/rtmp/rtmp-server.ts';
import type { RtmpClient } from '../../support/rtmp-client.ts';
import { openRtmp } from '../../support/rtmp-client.ts';
import type { WrittenLog } from '../../unit/ingest/samples.ts';
import { createWrittenLog, picture, videoHeader } from '../../unit/ingest/samples.ts';

const key = 'key-of-the-session';

interface Door {
  readonly server: RtmpServer;
  readonly hub: FeedHub;
  readonly log: WrittenLog;
  readonly publications: Publication[];
  readonly tags: FlvTag[];
  readonly gone: string[];
  /** Resolves as soon as the condition holds; looked at whenever something happens. */
  until(condition: () => boolean): Promise<void>;
}

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function openDoor(limits: Partial<RtmpLimits> = {}): Promise<Door> {
  const log = createWrittenLog();
  const hub = createFeedHub({ now: Date.now, monotonicMs: () => performance.now(), log });
  const watchers = new Set<() => void>();
  const look = (): void => watchers.forEach((watch) => watch());
  const publications: Publication[] = [];
  const server = createRtmpServer({
    port: 0,
    host: '127.0.0.1',
    now: Date.now,
    admit: async (streamKey) =>
      streamKey === key ? { ok: true, sessionId: 's1' } : { ok: false, reason: 'unknown stream key' },
    onPublish(publication) {
      publications.push(publication);
      hub.attach(publication);
      look();
    },
    log,
    limits,
  });
  const door: Door = {
    ...{ server, hub, log, publications, tags: [], gone: [] },
    until: (condition) =>
      new Promise((resolve) => {
        function watch(): void {
          if (!condition()) return;
          watchers.delete(watch);
          resolve();
        }
        watchers.add(watch);
        watch();
      }),
  };
  hub.onTag((tag) => (door.tags.push(tag), look()));
  hub.onGone((reason) => (door.gone.push(reason), look()));
  hub.onChange(look);
  await server.start();
  cleanups.push(async () => {
    hub.stop();
    await server.stop('test is over');
  });
  return door;
}

async function client(door: Door, isSilent = false): Promise<RtmpClient> {
  const opened = await openRtmp({ port: door.server.port, isSilent });
  cleanups.push(opened.close);
  return opened;
}

interface Encoder {
  readonly exited: Promise<{ code: number | null; stderr: string }>;
  kill(): void;
}

const testPicture = ['-re', '-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=25'];
const testSound = ['-f', 'lavfi', '-i', 'sine=f=440:r=48000'];
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p', '-g', '50'];
const aac = ['-c:a', 'aac', '-ac', '2'];

/** A real ffmpeg that publishes until it is killed or thrown out. */
function encode(
  door: Door,
  streamKey: string,
  args: readonly string[] = [...testPicture, ...testSound, ...x264, ...aac],
): Encoder {
  const url = `rtmp://127.0.0.1:${door.server.port}/live/${streamKey}`;
  const child = spawn('ffmpeg', ['-v', 'error', '-nostdin', ...args, '-f', 'flv', url], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
  const exited = once(child, 'close').then(() => ({ code: child.exitCode, stderr }));
  const kill = (): void => void child.kill('SIGKILL');
  cleanups.push(async () => (kill(), void (await exited)));
  return { exited, kill };
}

describe('RTMP door with ffmpeg', () => {
  it('receives what a real encoder sends and knows what it is', async () => {
    const door = await openDoor();
    encode(door, key);
    await door.until(() => door.tags.filter(({ isKeyframe }) => isKeyframe).length >= 3);
    expect(door.hub.facts()).toMatchObject({
      ...{ status: 'receiving', videoCodec: 'h264', audioCodec: 'aac', width: 640, height: 360, chroma: '4:2:0' },
      ...{ bitDepth: 8, keyframeIntervalSeconds: 2, keyframeSpreadSeconds: 0, hasBFrames: false },
      ...{ audioSampleRate: 48_000, audioChannels: 2, remoteAddress: '127.0.0.1' },
    });
    expect(door.hub.facts().framesPerSecond).toBeCloseTo(25, 0);
    expect(door.hub.facts().kilobitsPerSecond).toBeGreaterThan(50);
    expect(door.hub.report().problems).toEqual([]);
    const headers = door.hub.headers();
    expect([headers.video, headers.audio, headers.metadata]).not.toContain(null);
    const times = door.tags.filter(({ kind, isSequenceHeader }) => kind === 'video' && !isSequenceHeader);
    expect(times.slice(0, 5).map(({ timestampMs }) => timestampMs - (times[0]?.timestampMs ?? 0))).toEqual([
      0, 40, 80, 120, 160,
    ]);
  }, 30_000);

  it('throws out a wrong key before any media, and ffmpeg says so', async () => {
    const door = await openDoor();
    const { code, stderr } = await encode(door, 'wrong-key').exited;
    expect(code).not.toBe(0);
    expect(stderr).toContain('unknown stream key');
    expect([door.publications, door.tags]).toEqual([[], []]);
    const line = door.log.lines.find(({ message }) => message === 'rtmp connection ended');
    expect(line?.facts).toEqual({
      address: '127.0.0.1',
      sessionId: null,
      reason: 'publish refused: unknown stream key',
    });
    expect(JSON.stringify(door.log.lines)).not.toContain('wrong-key');
  }, 30_000);

  it('lets a second encoder take over and ends the first', async () => {
    const door = await openDoor();
    const first = encode(door, key);
    await door.until(() => door.tags.length > 20);
    const second = encode(door, key);
    await first.exited;
    expect(door.gone).toEqual(['replaced']);
    const seen = door.tags.length;
    await door.until(() => door.tags.length > seen + 20);
    expect([door.publications.length, door.hub.facts().status]).toEqual([2, 'receiving']);
    second.kill();
    await door.until(() => door.gone.length === 2);
    expect(door.gone).toEqual(['replaced', 'ended']);
  }, 30_000);

  it('notices an encoder that stops in good order', async () => {
    const door = await openDoor();
    const { code, stderr } = await encode(door, key, ['-t', '1', ...testPicture, ...x264]).exited;
    await door.until(() => door.gone.length > 0);
    expect([code, stderr, door.gone]).toEqual([0, '', ['ended']]);
    expect(door.log.lines.map(({ facts }) => facts.reason)).toContain('encoder stopped');
  }, 30_000);

  it('names the colour sampling and the rare keyframes of a careless encoder', async () => {
    const door = await openDoor();
    // Not paced: thirty seconds of it pass in one or two. The length stands after the inputs, for both of them.
    const sources = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25', ...testSound];
    const careless = ['-pix_fmt', 'yuv422p', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '125', '-bf', '2'];
    encode(door, key, [...sources, ...aac, ...careless, '-t', '30']);
    await door.until(() => door.tags.filter(({ isKeyframe }) => isKeyframe).length >= 2 && door.gone.length > 0);
    expect(door.hub.report().problems).toEqual([
      { code: 'chroma-unsupported', fact: '4:2:2' },
      { code: 'keyframes-rare', fact: '5.0' },
    ]);
    expect(door.hub.facts().hasBFrames).toBe(true);
  }, 30_000);
});

describe('RTMP door with strangers', () => {
  it('closes a hundred half-open handshakes in time while an encoder gets in', async () => {
    const door = await openDoor({ handshakeMs: 500 });
    const strangers = await Promise.all(Array.from({ length: 100 }, () => client(door, true)));
    for (const stranger of strangers) stranger.sendRaw(Buffer.from([3, 0]));
    const encoder = await client(door);
    expect(await encoder.connect()).toBe('NetConnection.Connect.Success');
    expect(await encoder.publish(key)).toBe('NetStream.Publish.Start');
    await Promise.all(strangers.map(({ closed }) => closed));
    encoder.sendMedia(9, 0, videoHeader().payload);
    encoder.sendMedia(9, 0, picture(0).payload);
    await door.until(() => door.tags.length === 2);
    expect(door.gone).toEqual([]);
  }, 30_000);

  it('turns newcomers away only when everybody else publishes', async () => {
    const door = await openDoor({ connections: 1 });
    const encoder = await client(door);
    await encoder.connect();
    await encoder.publish(key);
    const late = await client(door);
    await late.closed;
    expect(encoder.socket.closed).toBe(false);
    expect(door.log.lines.map(({ message }) => message)).toContain('rtmp connection refused: too many publishers');
  });

  it('hears from a hand-made encoder that its HEVC cannot be read', async () => {
    const door = await openDoor();
    const encoder = await client(door);
    await encoder.connect();
    await encoder.publish(key);
    encoder.sendMedia(9, 0, Buffer.concat([Buffer.from([0x91]), Buffer.from('hvc1'), Buffer.alloc(40)]));
    encoder.sendMedia(8, 0, Buffer.from('af01210045', 'hex'));
    await door.until(() => door.tags.length === 1 && door.hub.report().problems.length > 0);
    expect(door.hub.report().problems).toEqual([{ code: 'video-codec-unsupported', fact: 'hevc' }]);
    expect(door.tags.map(({ kind }) => kind)).toEqual(['audio']);
  });

  it('says who was thrown out for which reason, and goes on', async () => {
    const door = await openDoor();
    const stranger = await client(door, true);
    stranger.sendRaw(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
    await stranger.closed;
    const encoder = await client(door);
    await encoder.connect();
    expect(await encoder.publish(key)).toBe('NetStream.Publish.Start');
    expect(door.log.lines.map(({ facts }) => facts.reason)).toContain('not an RTMP handshake');
  });

  it('stops with everybody disconnected and the port free', async () => {
    const door = await openDoor();
    const encoder = await client(door);
    await encoder.connect();
    await encoder.publish(key);
    const { port } = door.server;
    await Promise.all([door.server.stop('shutdown'), encoder.closed]);
    await door.server.stop('again');
    await expect(openRtmp({ port })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(door.gone).toEqual(['ended']);
  });

  it('says when its port is taken', async () => {
    const door = await openDoor();
    const { log } = door;
    const refuse = async () => ({ ok: false, reason: 'nobody' }) as const;
    const options = {
      port: door.server.port,
      host: '127.0.0.1',
      now: Date.now,
      admit: refuse,
      onPublish: () => undefined,
      log,
    };
    await expect(createRtmpServer(options).start()).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
