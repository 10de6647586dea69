// From adjourning to a playable archive, for ten minutes and for ten hours of media: real take writer, real origin, real
// files on disk, everything that the live engine does at the end of a session. Argument: --hours=10.
// The last line is one JSON object.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createHlsOrigin, type HlsOrigin } from '../../media/origin/hls-origin.ts';
import { takeFolder } from '../../media/takes/take-format.ts';
import { createTakeReader, listTakes, readTake } from '../../media/takes/take-reader.ts';
import type { TakeHeader } from '../../media/takes/take-record.ts';
import { openTakeWriter, type TakeWriter } from '../../media/takes/take-writer.ts';
import { fetchRaw, textOf } from '../support/hls-client.ts';
import { feedLoop, loopsIn, makeLoops, type Loop } from '../support/long-take.ts';
import { load } from '../support/on-air.ts';
import { waitFor } from '../support/wait-for.ts';

const { values } = parseArgs({ options: { hours: { type: 'string', default: '10' } } });
const lengths = { short: 600, long: Number(values.hours) * 3600 };
const sessionId = 'session';
const print = (...facts: unknown[]): void => void process.stderr.write(`${JSON.stringify(facts)}\n`);
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: print };
/** The disk may lag behind by this much before more is made. */
const mostLaggingBytes = 16 * 1024 * 1024;

const root = await mkdtemp(join(tmpdir(), 'bench-publish-'));
try {
  const results: Record<string, unknown> = {};
  for (const [name, seconds] of Object.entries(lengths)) results[name] = await publishAfter(seconds);
  process.stdout.write(`${JSON.stringify({ bench: 'publish', ...results, load: load() })}\n`);
} finally {
  await rm(root, { recursive: true, force: true });
}

/** Records this much, adjourns, and measures until the last second of the archive is in a viewer's hands. */
async function publishAfter(seconds: number): Promise<object> {
  const startedAtMs = Date.now() - seconds * 1000;
  const takesRoot = join(root, randomUUID());
  const header: TakeHeader = {
    format: 1,
    takeId: 'take',
    sessionId,
    startedAtMs,
    rungs: [
      { name: 'source', kind: 'video', variant: 0 },
      { name: '240p', kind: 'video', variant: 1 },
      { name: 'audio', kind: 'audio', variant: 0 },
    ],
  };
  const stage = await openStage(takesRoot);
  try {
    const writer = await openTakeWriter({ root: takesRoot, header, log });
    const megabytes = await record(stage.origin, writer, header, seconds);
    process.stdout.write(`${seconds} s recorded, ${megabytes} MB\n`);
    const adjournedAt = performance.now();
    // What RecordedTake.end and the engine's endSession do.
    stage.origin.finishTake(sessionId, header.takeId);
    const seal = await writer.finish('finished', Date.now());
    stage.origin.endSession(sessionId);
    const sealedMs = Math.round(performance.now() - adjournedAt);
    const { playlistBytes } = await readLastSegment(stage.url);
    const playableMs = Math.round(performance.now() - adjournedAt);
    // Long after: the archive is read anew from disk by whoever comes next.
    stage.origin.forgetSession(sessionId);
    const coldAt = performance.now();
    const { lastSeconds } = await readLastSegment(stage.url);
    const coldMs = Math.round(performance.now() - coldAt);
    const picturesInLastSegment = await countPictures(lastSeconds);
    const facts = { recordedSeconds: Math.round(seal.durationSeconds), megabytes, playlistBytes };
    return { playableMs, sealedMs, coldMs, ...facts, picturesInLastSegment };
  } finally {
    await stage.close();
  }
}

interface Stage {
  readonly origin: HlsOrigin;
  readonly url: string;
  close(): Promise<void>;
}

async function openStage(takesRoot: string): Promise<Stage> {
  const takes = createTakeReader(takesRoot);
  const origin = createHlsOrigin({
    monotonicMs: () => performance.now(),
    readRange: (file, offset, length) => takes.readRange(file, offset, length),
    loadSession: async () =>
      Promise.all((await listTakes(takesRoot, sessionId)).map((header) => readTake(takeFolder(takesRoot, header)))),
    authorize: () => ({ kind: 'allow', shared: true }),
    log,
  });
  const server = createServer((request, response) => void origin.handle(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  await origin.openSession(sessionId);
  return {
    origin,
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      origin.stop();
      server.close();
      server.closeAllConnections();
      await takes.close();
    },
  };
}

/** Feeds writer and origin as fast as the disk takes it; answers megabytes. */
async function record(origin: HlsOrigin, writer: TakeWriter, header: TakeHeader, seconds: number): Promise<number> {
  const { picture, sound } = await makeLoops(header.startedAtMs);
  const loops: Record<string, Loop> = { source: picture, '240p': picture, audio: sound };
  const served = origin.beginTake(sessionId, header);
  const written = (): number => Object.keys(loops).reduce((sum, name) => sum + writer.bytesWritten(name), 0);
  let fed = 0;
  for (let count = 0; count < loopsIn(seconds); count += 1) {
    for (const [name, loop] of Object.entries(loops)) {
      for (const sink of [writer.sink(name), served.get(name)]) if (sink !== undefined) feedLoop(loop, sink, count);
      fed += loop.parts.reduce((sum, part) => sum + part.bytes.length, 0);
    }
    await waitFor(() => fed - written() < mostLaggingBytes, { deadlineMs: 60_000, describe: 'the disk follows' });
  }
  await waitFor(() => fed - written() <= 0, { deadlineMs: 60_000, describe: 'all is on file' });
  return Math.round(fed / 1e6);
}

interface Archive {
  /** Of the playlist of the best quality, as it is sent. */
  readonly playlistBytes: number;
  /** Header and last segment: a file that any player decodes. */
  readonly lastSeconds: Buffer;
}

/** As a player does it: the playlist with its end, then the header and the last segment. */
async function readLastSegment(url: string): Promise<Archive> {
  const get = (name: string) => fetchRaw(url, `/hls/${sessionId}/${name}`, { headers: { 'accept-encoding': 'gzip' } });
  const rung = /^v0\S*$/mu.exec(textOf(await get('master.m3u8')))?.[0] ?? '';
  const playlist = await get(rung);
  const text = textOf(playlist);
  if (!text.includes('#EXT-X-ENDLIST')) throw new Error('the playlist has no end');
  const lines = text.split('\n');
  const last = lines.findLast((line) => line !== '' && !line.startsWith('#')) ?? '';
  const header = lines.findLast((line) => line.startsWith('#EXT-X-MAP:')) ?? '';
  const media = await Promise.all([get(/URI="([^"]+)"/u.exec(header)?.[1] ?? ''), get(last)]);
  const refused = media.find(({ status }) => status !== 200);
  if (refused !== undefined) throw new Error(`${last} or its header: ${refused.status}`);
  return { playlistBytes: playlist.body.length, lastSeconds: Buffer.concat(media.map(({ body }) => body)) };
}

/** How many pictures ffmpeg finds in it. */
async function countPictures(media: Buffer): Promise<number> {
  const args = ['-v', 'error', '-i', 'pipe:0', '-fps_mode', 'passthrough', '-f', 'framecrc', 'pipe:1'];
  const child = spawn('ffmpeg', args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(media);
  let lines = '';
  for await (const text of child.stdout) lines += String(text);
  return lines.split('\n').filter((line) => line.startsWith('0,')).length;
}
