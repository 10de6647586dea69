// How many viewers one core serves: the origin alone in a process on the first processor, viewers on the others.
// (1) low-latency viewers, picture and sound, from "part published" to "part received"; (2) segments from memory against a
// bare node:http server and nginx, per second of the server's processor; (3) the shipped nginx edge in front.
// Arguments: --viewers=500 --edge-viewers=200 --seconds=20. The last line is one JSON object.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { serverFlags } from '../../server/setup/server-flags.mjs';
import { findProgram } from '../../server/setup/system-packages.mjs';
import { load } from '../support/on-air.ts';
import type { OriginPorts, OriginUsage } from '../support/origin-child.ts';
import { originFeed, segmentSizes } from '../support/origin-feed.ts';
import { processorSeconds } from '../support/processor-time.ts';
import { RawConnection } from '../support/raw-http.ts';
import { freePort } from '../support/running-server.ts';
import { waitFor } from '../support/wait-for.ts';

const { values } = parseArgs({
  options: {
    viewers: { type: 'string', default: '500' },
    'edge-viewers': { type: 'string', default: '200' },
    seconds: { type: 'string', default: '20' },
  },
});
const repository = join(import.meta.dirname, '..', '..');
const edgeConfiguration = join(repository, 'media', 'origin', 'edge', 'nginx.conf');
/** Before anything is pinned: a pinned process counts its own only. */
const processorCount = availableParallelism();
const watchMs = Number(values.seconds) * 1000;
const settleMs = 3000;
/** Many short turns, each server as often before the other as behind it: what else the machine does then falls on both. */
const throughputMs = 250;
const throughputTurns = 40;
const throughputConnections = 32;
const { sessionId, takeId, partsInSegment, rungs } = originFeed;

const child = spawnOrigin();
const nginx = findProgram('nginx');
const folder = await mkdtemp(join(tmpdir(), 'bench-origin-'));
try {
  const [ports] = (await once(child, 'message')) as [OriginPorts];
  keepTo('1-', process.pid);
  const viewers = await watch(ports.origin, Number(values.viewers));
  keepTo('0-', process.pid);
  print('viewers', viewers);
  const throughput = await compareThroughput(ports);
  print('throughput', throughput);
  const edge = nginx === null ? 'nginx is not installed' : await watchThroughEdge(nginx, ports.origin);
  print('edge', edge);
  const line = { bench: 'origin', viewers, throughput, edge, processors: processorCount, load: load() };
  process.stdout.write(`${JSON.stringify(line)}\n`);
} finally {
  child.disconnect();
  await rm(folder, { recursive: true });
}

/** One core is meant literally where the system can pin a process. */
function spawnOrigin(): ChildProcess {
  const file = join(repository, 'test', 'support', 'origin-child.ts');
  const started = spawn(process.execPath, [...serverFlags, '--import', 'tsx', file], {
    cwd: repository,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  keepTo('0', started.pid ?? 0);
  return started;
}

/** Pins a process where that can be done; `1-` is every processor but the first. */
function keepTo(processors: string, pid: number): void {
  const last = processorCount - 1;
  if (last === 0 || findProgram('taskset') === null) return;
  const list = processors.endsWith('-') ? `${processors}${last}` : processors;
  execFileSync('taskset', ['-a', '-p', '-c', list, String(pid)], { stdio: 'ignore' });
}

async function usage(): Promise<OriginUsage> {
  const answered = once(child, 'message') as Promise<[OriginUsage]>;
  child.send('usage');
  return (await answered)[0];
}

/** Viewers of picture and sound who follow the live edge; what they received within the watch counts. */
async function watch(port: number, count: number): Promise<object> {
  const seen = { delaysMs: [] as number[], errors: 0, isOver: false, countsFrom: performance.now() + settleMs };
  const { parts } = await usage();
  const at = { msn: Math.floor(parts / partsInSegment), part: parts % partsInSegment };
  const following = Array.from({ length: count }, () =>
    rungs.map((rung) => follow(port, rung, { ...at }, seen)),
  ).flat();
  await waitFor(() => performance.now() >= seen.countsFrom, { deadlineMs: settleMs * 2, describe: 'all have settled' });
  const before = await usage();
  const ownBefore = process.cpuUsage();
  const begun = performance.now();
  await waitFor(() => performance.now() >= begun + watchMs, { deadlineMs: watchMs * 2, describe: 'the watch is over' });
  const after = await usage();
  const seconds = (performance.now() - begun) / 1000;
  const own = process.cpuUsage(ownBefore);
  seen.isOver = true;
  await Promise.all(following);
  const made = (after.parts - before.parts) * rungs.length;
  return {
    viewers: count,
    p50Ms: quantile(seen.delaysMs, 0.5),
    p99Ms: quantile(seen.delaysMs, 0.99),
    maxMs: quantile(seen.delaysMs, 1),
    partsReceived: seen.delaysMs.length,
    errors: seen.errors,
    requestsPerSecond: Math.round((after.requests - before.requests) / seconds),
    requestsPerPart: round((after.requests - before.requests) / made),
    cpu: round((after.cpuSeconds - before.cpuSeconds) / seconds),
    // One process is all of the viewers: what it spends is part of every delay.
    viewersCpu: round((own.user + own.system) / 1e6 / seconds),
  };
}

interface Seen {
  delaysMs: number[];
  errors: number;
  isOver: boolean;
  readonly countsFrom: number;
}

/** One rendition of one viewer: the playlist that names the next part, then the part, again and again. */
async function follow(port: number, rung: (typeof rungs)[number], at: { msn: number; part: number }, seen: Seen) {
  const connection = new RawConnection(port, 'Accept-Encoding: gzip\r\n');
  while (!seen.isOver) {
    const name = `/hls/${sessionId}/${takeId}/${rung.name}/${at.msn}.${at.part}.m4s`;
    const playlist = `/hls/${sessionId}/${rung.playlist}?_HLS_msn=${at.msn}&_HLS_part=${at.part}&_HLS_skip=YES`;
    const statuses = [(await connection.get(playlist)).status];
    const { status, start } = await connection.get(name);
    const receivedMs = performance.timeOrigin + performance.now();
    statuses.push(status);
    if (performance.now() > seen.countsFrom && !seen.isOver) {
      if (statuses.some((one) => one !== 200)) seen.errors += 1;
      else seen.delaysMs.push(receivedMs - start.readDoubleBE(0));
    }
    const isLast = at.part === partsInSegment - 1;
    at = isLast ? { msn: at.msn + 1, part: 0 } : { msn: at.msn, part: at.part + 1 };
  }
  connection.close();
}

/** Requests a second of the server's processor, for each size and server, and the ratio of each pair of turns: the medians. */
async function compareThroughput(ports: OriginPorts): Promise<object> {
  const results: Record<string, object> = {};
  const far = nginx === null ? null : await startNginx(nginx, await filesConfiguration());
  const nginxCpu = () => Promise.resolve(processorSeconds(far === null ? [] : [far.pid]));
  try {
    for (const size of segmentSizes) {
      const turns = { ours: [] as number[], bare: [] as number[], nginx: [] as number[], ratio: [] as number[] };
      for (let turn = 0; turn < throughputTurns; turn += 1) {
        const askOurs = () => perCpuSecond(ports.origin, `/hls/size-${size}/${takeId}/480p/0.m4s`, originCpu);
        const askBare = () => perCpuSecond(ports.bare, `/${size}`, originCpu);
        const before = turn % 2 === 0 ? await askOurs() : null;
        const bare = await askBare();
        const ours = before ?? (await askOurs());
        turns.ours.push(ours);
        turns.bare.push(bare);
        turns.ratio.push(ours / bare);
        if (far !== null) turns.nginx.push(await perCpuSecond(far.port, `/${size}`, nginxCpu));
      }
      results[size] = Object.fromEntries(Object.entries(turns).map(([name, seen]) => [name, quantile(seen, 0.5)]));
    }
    return results;
  } finally {
    await far?.stop();
  }
}

async function originCpu(): Promise<number> {
  return (await usage()).cpuSeconds;
}

async function perCpuSecond(port: number, path: string, cpu: () => Promise<number>): Promise<number> {
  const endsAt = performance.now() + throughputMs;
  const before = await cpu();
  const counts = await Promise.all(
    Array.from({ length: throughputConnections }, async () => {
      const connection = new RawConnection(port);
      let count = 0;
      for (; performance.now() < endsAt; count += 1) {
        const { status } = await connection.get(path);
        if (status !== 200) throw new Error(`${path}: ${status}`);
      }
      connection.close();
      return count;
    }),
  );
  return Math.round(counts.reduce((sum, count) => sum + count, 0) / ((await cpu()) - before));
}

interface RunningNginx {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** The shipped configuration with other addresses. */
async function watchThroughEdge(program: string, originPort: number): Promise<object> {
  const shipped = await readFile(edgeConfiguration, 'utf8');
  const edge = await startNginx(program, (port) =>
    shipped
      .replace('/var/cache/nginx/casa-di-vetro', join(folder, 'cache'))
      .replace('127.0.0.1:8080', `127.0.0.1:${originPort}`)
      .replace('listen 80;', `listen 127.0.0.1:${port};`),
  );
  try {
    return await watch(edge.port, Number(values['edge-viewers']));
  } finally {
    await edge.stop();
  }
}

/** Files of the same sizes. */
async function filesConfiguration(): Promise<(port: number) => string> {
  const files = join(folder, 'files');
  await mkdir(files);
  for (const size of segmentSizes) await writeFile(join(files, String(size)), Buffer.alloc(size, 1));
  return (port) => `server { listen 127.0.0.1:${port}; root ${files}; access_log off; }`;
}

/** One worker, in the foreground, everything it writes in the benchmark's folder. */
async function startNginx(program: string, servers: (port: number) => string): Promise<RunningNginx> {
  const port = await freePort();
  const file = join(folder, `${port}.conf`);
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join('\n');
  const http = `access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; ${temporary}\n${servers(port)}`;
  const head = `${user} daemon off; worker_processes 1; error_log stderr crit; pid ${join(folder, `${port}.pid`)};`;
  await writeFile(file, `${head}\nevents { worker_connections 4096; }\nhttp {\n${http}\n}\n`);
  const process_ = spawn(program, ['-c', file, '-p', folder], { stdio: ['ignore', 'inherit', 'inherit'] });
  await waitFor(() => fetch(`http://127.0.0.1:${port}/`), { describe: 'nginx answers' });
  return {
    port,
    pid: process_.pid ?? 0,
    async stop() {
      const ended = once(process_, 'exit');
      process_.kill('SIGTERM');
      await ended;
    },
  };
}

function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return round(sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function print(what: string, facts: unknown): void {
  process.stdout.write(`${what} ${JSON.stringify(facts)}\n`);
}
