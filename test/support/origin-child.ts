// The origin alone in a process of its own, fed by a clock as the packager feeds it; beside it a bare node:http server that
// answers the same Buffers. Started by the benchmark; talks through messages, because its processor time is what is measured.
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type * as hlsOrigin from '../../media/origin/hls-origin.ts';
import type * as tuning from '../../server/http/tune-server.ts';
import { initOf } from './hls-feed.ts';
import { originFeed, segmentSizes } from './origin-feed.ts';

/** One answer to the message `usage`. */
export interface OriginUsage {
  readonly cpuSeconds: number;
  readonly requests: number;
  readonly parts: number;
}

/** The first message. */
export interface OriginPorts {
  readonly origin: number;
  readonly bare: number;
}

const { sessionId, takeId, partsInSegment, partMs, rungs } = originFeed;

// What is measured is the compiled origin behind the compiled server's limits: loaders for tests wrap every function.
const compiled = (file: string): string => new URL(`../../dist/${file}`, import.meta.url).href;
const { createHlsOrigin } = (await import(compiled('media/origin/hls-origin.js'))) as typeof hlsOrigin;
const { serverOptions, tuneServer } = (await import(compiled('server/http/tune-server.js'))) as typeof tuning;
const origin = createHlsOrigin({
  monotonicMs: () => performance.now(),
  readRange: () => Promise.reject(new Error('nothing is on disk')),
  loadSession: () => Promise.resolve(null),
  authorize: () => ({ kind: 'allow', shared: true }),
  log: { error: (_facts, sentence) => void process.stderr.write(`${sentence}\n`) },
});
let requests = 0;
let parts = 0;

await openLive();
await openSizes();
const ports: OriginPorts = {
  origin: await listen(tuned(), (request, response) => {
    requests += 1;
    if (!origin.handle(request, response)) response.writeHead(404).end();
  }),
  bare: await listen(createServer({ keepAliveTimeout: 60_000 }), bare()),
};
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuSeconds: (user + system) / 1e6, requests, parts } satisfies OriginUsage);
});
process.on('disconnect', () => process.exit());
process.send?.(ports);

/** A picture and a sound, a part of each every third of a second; a part begins with the moment it was handed over. */
async function openLive(): Promise<void> {
  await origin.openSession(sessionId);
  const startedAtMs = Date.now();
  const sinks = origin.beginTake(sessionId, { takeId, startedAtMs, rungs });
  for (const rung of rungs) sinks.get(rung.name)?.init(initOf(rung));
  const hand = (): void => {
    const [segment, index] = [Math.floor(parts / partsInSegment), parts % partsInSegment];
    const startSeconds = (parts * partMs) / 1000;
    for (const { name, partBytes } of rungs) {
      const bytes = Buffer.alloc(partBytes, 1);
      bytes.writeDoubleBE(performance.timeOrigin + performance.now(), 0);
      const atMs = startedAtMs + startSeconds * 1000;
      const independent = index === 0 || name === 'audio';
      sinks.get(name)?.part({ segment, index, startSeconds, durationSeconds: partMs / 1000, independent, atMs, bytes });
      if (index < partsInSegment - 1) continue;
      const first = segment * 2;
      sinks
        .get(name)
        ?.segmentEnd({ number: segment, startSeconds: first, durationSeconds: 2, atMs: startedAtMs + first * 1000 });
    }
    parts += 1;
  };
  for (let before = 0; before < 4 * partsInSegment; before += 1) hand();
  const begun = performance.now();
  const already = parts;
  // Timers are late now and then; the clock, not the timer, says how many parts there are.
  setInterval(() => {
    while (performance.now() - begun > (parts - already + 1) * partMs) hand();
  }, 10);
}

async function openSizes(): Promise<void> {
  for (const size of segmentSizes) {
    const rung = { name: '480p', kind: 'video', variant: 0 } as const;
    await origin.openSession(`size-${size}`);
    const sink = origin.beginTake(`size-${size}`, { takeId, startedAtMs: 0, rungs: [rung] }).get(rung.name);
    sink?.init(initOf(rung));
    const bytes = Buffer.alloc(size, 1);
    sink?.part({ segment: 0, index: 0, startSeconds: 0, durationSeconds: 2, independent: true, atMs: 0, bytes });
    sink?.segmentEnd({ number: 0, startSeconds: 0, durationSeconds: 2, atMs: 0 });
  }
}

function bare(): RequestListener {
  const buffers = new Map(segmentSizes.map((size) => [`/${size}`, Buffer.alloc(size, 1)]));
  return (request, response) => {
    const buffer = buffers.get(request.url ?? '');
    if (buffer === undefined) return void response.writeHead(404, { 'Content-Length': 0 }).end();
    response.writeHead(200, { 'Content-Type': 'video/mp4', 'Content-Length': buffer.length });
    response.end(buffer);
  };
}

function tuned(): Server {
  const server = createServer(serverOptions);
  tuneServer(server);
  return server;
}

async function listen(server: Server, answer: RequestListener): Promise<number> {
  server.on('request', answer).listen(0, '127.0.0.1', 4096);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
