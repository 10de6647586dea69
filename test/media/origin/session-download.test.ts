// The download of a session made from real recordings: what ffprobe and ffmpeg find in it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createHlsOrigin } from '../../../media/origin/hls-origin.ts';
import { BoxReader, findBox } from '../../../media/packager/box-reader.ts';
import { readMovieHeader } from '../../../media/packager/movie-header.ts';
import type { IndexedSegment, RungRecord, TakeRecord, TakeRung } from '../../../media/takes/take-record.ts';
import { fetchRaw } from '../../support/hls-client.ts';

const run = promisify(execFile);
const segmentSeconds = 2;
const timelineOffset = 10;
const startedAtMs = Date.UTC(2026, 10, 22, 10);
let folder = '';
let server: Server;
let base = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'session-download-'));
  const takes = [
    await record('t1', { seconds: 7, width: 320 }),
    await record('t2', { seconds: 5, width: 320 }),
    await record('t3', { seconds: 3, width: 160 }),
  ];
  const origin = createHlsOrigin({
    monotonicMs: () => performance.now(),
    loadSession: () => Promise.resolve(takes),
    readRange: ({ takeId, rung }, offset, length) => readRange(join(folder, `${takeId}-${rung}.mp4`), offset, length),
    authorize: () => ({ kind: 'allow', shared: true }),
    log: { error: () => undefined },
  });
  server = createServer((request, response) => void origin.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 120_000);

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

async function readRange(path: string, offset: number, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Encodes test picture and tone as the live recipe does: one fragment per frame, one file per rung. */
async function record(takeId: string, picture: { seconds: number; width: number }): Promise<TakeRecord> {
  const { seconds, width } = picture;
  const form = [
    '-movflags',
    'cmaf+frag_discont+frag_every_frame',
    '-output_ts_offset',
    `${timelineOffset}`,
    '-f',
    'mp4',
  ];
  const video = ['-map', '0:v', '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-g', '50', ...form];
  const audio = ['-map', '1:a', '-c:a', 'aac', '-b:a', '64k', ...form];
  const sources = [
    `testsrc=size=${width}x${(width * 3) / 4}:rate=25:duration=${seconds}`,
    `sine=sample_rate=48000:duration=${seconds}`,
  ];
  const inputs = sources.flatMap((source) => ['-f', 'lavfi', '-i', source]);
  const paths = ['240p', 'audio'].map((rung) => join(folder, `${takeId}-${rung}.mp4`));
  await run('ffmpeg', ['-v', 'error', '-y', ...inputs, ...video, paths[0] ?? '', ...audio, paths[1] ?? '']);
  return {
    takeId,
    sessionId: 's1',
    startedAtMs,
    rungs: [
      await index({ name: '240p', kind: 'video', variant: 0 }, paths[0] ?? '', seconds),
      await index({ name: 'audio', kind: 'audio', variant: 0 }, paths[1] ?? '', seconds),
    ],
  };
}

async function index(rung: TakeRung, path: string, takeSeconds: number): Promise<RungRecord> {
  const boxes = new BoxReader().push(await readFile(path));
  const initLength = boxes.slice(0, 2).reduce((sum, box) => sum + box.bytes.length, 0);
  const header = readMovieHeader(boxes[1]?.bytes ?? Buffer.alloc(0));
  const segments: IndexedSegment[] = [];
  let offset = initLength;
  for (const box of boxes.slice(2)) {
    if (box.type === 'moof') {
      const seconds = decodeTime(box.bytes) / header.timescale - timelineOffset;
      const number = Math.max(0, Math.floor((seconds + 0.03) / segmentSeconds));
      if (number === segments.length) segments.push(begin(number, seconds, { offset, takeSeconds }));
    }
    const last = segments.pop();
    if (last !== undefined) segments.push({ ...last, length: last.length + box.bytes.length });
    offset += box.bytes.length;
  }
  const { codec, timescale, width, height } = header;
  return { ...rung, codec, timescale, width, height, initLength, segments };
}

function begin(number: number, startSeconds: number, at: { offset: number; takeSeconds: number }): IndexedSegment {
  const atMs = startedAtMs + startSeconds * 1000;
  const durationSeconds = Math.min((number + 1) * segmentSeconds, at.takeSeconds) - startSeconds;
  return { number, startSeconds, durationSeconds, atMs, offset: at.offset, length: 0, sha256: '' };
}

function decodeTime(moof: Buffer): number {
  const tfdt = findBox(moof, ['traf', 'tfdt']);
  return tfdt === null ? 0 : Number(moof.readBigUInt64BE(tfdt.start + 4));
}

describe('the download of a session', () => {
  it('holds picture and sound of every take of the same form, in step and without a gap', async () => {
    const answer = await fetchRaw(base, '/hls/s1/session.mp4');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': `${answer.body.length}`,
      'content-disposition': 'attachment; filename="session-s1.mp4"',
      'accept-ranges': 'bytes',
      'x-takes-left-out': '1',
    });
    const path = join(folder, 'download.mp4');
    await writeFile(path, answer.body);
    const streams = await probe(path);
    expect(streams.map((stream) => stream.codec_type)).toEqual(['video', 'audio']);
    expect(Number(streams[0]?.nb_read_packets)).toBe(12 * 25);
    expect((await run('ffmpeg', ['-v', 'warning', '-xerror', '-i', path, '-f', 'null', '-'])).stderr).toBe('');
    await expectEvenTimes(path);
  }, 60_000);

  it('can be resumed: ranges of it are the bytes of the whole', async () => {
    const whole = (await fetchRaw(base, '/hls/s1/session.mp4')).body;
    const middle = Math.floor(whole.length / 2);
    for (const [first, last] of [
      [0, 99],
      [100, middle],
      [middle + 1, whole.length - 1],
    ] as const) {
      const part = await fetchRaw(base, '/hls/s1/session.mp4', { headers: { range: `bytes=${first}-${last}` } });
      expect(part.status).toBe(206);
      expect(part.headers['content-range']).toBe(`bytes ${first}-${last}/${whole.length}`);
      expect(part.body.equals(whole.subarray(first, last + 1))).toBe(true);
    }
    const beyond = await fetchRaw(base, '/hls/s1/session.mp4', { headers: { range: `bytes=${whole.length}-` } });
    expect(beyond.status).toBe(416);
  }, 60_000);

  it('tells its size without sending it', async () => {
    const head = await fetchRaw(base, '/hls/s1/session.mp4', { method: 'HEAD' });
    expect(Number(head.headers['content-length'])).toBeGreaterThan(100_000);
    expect(head.body).toHaveLength(0);
  });
});

interface ProbedStream {
  readonly codec_type: string;
  readonly nb_read_packets: string;
}

async function probe(path: string): Promise<ProbedStream[]> {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-count_packets', '-show_streams', '-of', 'json', path]);
  return (JSON.parse(stdout) as { streams: ProbedStream[] }).streams;
}

/** Pictures follow each other every 40 ms; at the seam the second take's sound is let begin first (21 ms of priming). */
async function expectEvenTimes(path: string): Promise<void> {
  const arguments_ = [
    '-v',
    'error',
    '-select_streams',
    'v',
    '-show_entries',
    'packet=pts_time',
    '-of',
    'csv=p=0',
    path,
  ];
  const times = (await run('ffprobe', arguments_)).stdout.trim().split('\n').map(Number);
  const steps = times.slice(1).map((time, before) => time - (times[before] ?? 0));
  expect(Math.min(...steps)).toBeGreaterThan(0.039);
  expect(Math.max(...steps)).toBeLessThan(0.065);
}
