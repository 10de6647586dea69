// A recording of gigabytes, from the clerk's disk to a viewer: sent by tus with a line that breaks in the middle, made into a
// take, played. Arguments: --gigabytes=3 --megabits=24 --height=720. The last line is one JSON object; `timesLife` is media
// seconds a second while the take is made, memory is that of the server's own process.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { UploadList } from '../../server/contract/uploads.ts';
import { ApiClient } from '../support/api-client.ts';
import { fetchRaw, textOf } from '../support/hls-client.ts';
import { load } from '../support/on-air.ts';
import { holdingsOf } from '../support/processor-time.ts';
import { startServer, type RunningServer } from '../support/running-server.ts';
import { announceFile } from '../support/tus-sender.ts';
import { waitFor } from '../support/wait-for.ts';

const { values } = parseArgs({
  options: {
    gigabytes: { type: 'string', default: '3' },
    megabits: { type: 'string', default: '24' },
    height: { type: 'string', default: '720' },
  },
});
const run = promisify(execFile);
const wantedBytes = Number(values.gigabytes) * 1e9;

const folder = await mkdtemp(join(tmpdir(), 'bench-upload-'));
const server = await startServer();
const memory: number[] = [];
const looking = setInterval(() => memory.push(holdingsOf(server.pid).own.megabytes), 500);
try {
  const film = await makeFilm();
  const api = new ApiClient(server.url);
  await api.signIn();
  const { id } = await api.createSession({ title: 'A long evening', scheduledAt: '2025-03-04T20:00:00Z' });
  const sending = await send(api, id, film.path);
  const making = await make(api, id, film.seconds);
  const playing = await play(server, id);
  const facts = { bytes: film.bytes, filmSeconds: film.seconds, ...sending, ...making, ...playing };
  process.stdout.write(`${JSON.stringify({ bench: 'upload', ...facts, load: load() })}\n`);
} finally {
  clearInterval(looking);
  await server.dispose();
  await rm(folder, { recursive: true, force: true });
}

/** A small encode, put behind itself until it is large enough. */
async function makeFilm(): Promise<{ path: string; bytes: number; seconds: number }> {
  const [loop, path] = [join(folder, 'loop.mp4'), join(folder, 'film.mp4')];
  const height = Number(values.height);
  const picture = `testsrc2=s=${Math.round((height * 16) / 9)}x${height}:r=25,noise=alls=40:allf=t`;
  const rate = `${values.megabits}M`;
  const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '50', '-bf', '0'];
  const constant = ['-b:v', rate, '-minrate', rate, '-maxrate', rate, '-bufsize', rate];
  const sound = ['-f', 'lavfi', '-i', 'sine=r=48000', '-c:a', 'aac'];
  await run('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', picture, ...sound, '-t', '20', ...x264, ...constant, loop]);
  const times = Math.ceil(wantedBytes / (await stat(loop)).size);
  await run('ffmpeg', ['-v', 'error', '-stream_loop', String(times - 1), '-i', loop, '-c', 'copy', path]);
  return { path, bytes: (await stat(path)).size, seconds: times * 20 };
}

/** How the server's memory was since the last call. */
function memorySince(): { least: number; most: number } {
  const seen = memory.splice(0).map(Math.round);
  return { least: Math.min(...seen), most: Math.max(...seen) };
}

async function send(api: ApiClient, sessionId: string, path: string): Promise<object> {
  const { size } = await stat(path);
  const sender = await announceFile(api, server.url, { path, sessionId, purpose: 'take' });
  memorySince();
  const beganAt = performance.now();
  await sender.sendTo(Math.floor(size / 2) + 12_345, 'breaks');
  const brokeAt = Math.floor(size / 2) + 12_345;
  const hasAll = async (): Promise<boolean> => (await sender.offset()) >= brokeAt - 1024 * 1024;
  await waitFor(hasAll, { deadlineMs: 20_000, describe: 'what arrived before the break is there' });
  const resumedFrom = await sender.offset();
  await sender.sendTo(size);
  const seconds = (performance.now() - beganAt) / 1000;
  const facts = { megabytesPerSecond: Math.round(size / 1e6 / seconds), lostInBreak: brokeAt - resumedFrom };
  return { sending: { ...facts, memory: memorySince() } };
}

async function make(api: ApiClient, sessionId: string, filmSeconds: number): Promise<object> {
  const beganAt = performance.now();
  let [shown, state] = [-1, 'waiting'];
  for (let dueMs = beganAt; ; dueMs += 1000) {
    await waitFor(() => performance.now() >= dueMs, { deadlineMs: 60_000, describe: 'it is time to look again' });
    const list = (await (await api.send('GET', `/api/sessions/${sessionId}/uploads`)).json()) as UploadList;
    const [upload] = list.items;
    state = upload?.state ?? 'gone';
    if (state !== 'waiting' && state !== 'working') break;
    const percent = Math.floor(100 * (upload?.progress ?? 0));
    if (percent !== shown) process.stdout.write(`${percent} % of the take\n`);
    shown = percent;
  }
  if (state !== 'done') throw new Error(`no take was made: ${state}`);
  const seconds = (performance.now() - beganAt) / 1000;
  const timesLife = Math.round((10 * filmSeconds) / seconds) / 10;
  return { making: { seconds: Math.round(seconds), timesLife, memory: memorySince() } };
}

/** The last segment of each rung is in a viewer's hands. */
async function play({ url }: RunningServer, sessionId: string): Promise<object> {
  const beganAt = performance.now();
  const get = (name: string) => fetchRaw(url, `/hls/${sessionId}/${name}`);
  const rungs = textOf(await get('master.m3u8')).match(/^v\d\S*$/gmu) ?? [];
  const seconds: number[] = [];
  for (const rung of rungs) {
    const playlist = textOf(await get(rung));
    if (!playlist.includes('#EXT-X-ENDLIST')) throw new Error('the playlist has no end');
    const lengths = [...playlist.matchAll(/#EXTINF:([\d.]+)/gu)].map(([, length]) => Number(length));
    seconds.push(Math.round(lengths.reduce((sum, length) => sum + length, 0)));
    const last = playlist.split('\n').findLast((line) => line !== '' && !line.startsWith('#')) ?? '';
    const { status } = await get(last);
    if (status !== 200) throw new Error(`${last}: ${status}`);
  }
  return { playing: { rungs: rungs.length, seconds, ms: Math.round(performance.now() - beganAt) } };
}
