// The HLS origin over real HTTP: a clock moved by hand, one ended session ("old"), one without pictures ("empty"), and a
// verdict that a test sets.
import { expect } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHlsOrigin, type HlsOrigin, type Verdict } from '../../media/origin/hls-origin.ts';
import type { TakeRecord } from '../../media/takes/take-record.ts';
import { fetchRaw, type Fetched, type FetchOptions } from './hls-client.ts';
import { feedStartMs, fileOf, recordOf, TakeFeed, usualRungs } from './hls-feed.ts';

/** How long the ended session is. */
export const archivedSegments = 12;

export interface OriginStage {
  readonly origin: HlsOrigin;
  readonly logged: unknown[];
  /** What the question whether somebody may see is answered; allowed and public unless set. */
  verdict: Verdict | Promise<Verdict>;
  /** Can the files of the ended session be read? */
  isReadable: boolean;
  nowMs: number;
  pendingTimers(): number;
  get(path: string, options?: FetchOptions): Promise<Fetched>;
  /** Starts a request that must wait, and comes back when the server has taken it up. */
  waitingGet(path: string): Promise<{ answer: Promise<Fetched> }>;
  /** Session `s1` is live with a take of so many segments, and parts of the next. */
  goLive(segments: number, parts?: number): Promise<TakeFeed>;
  /** Moves the clock on; every timer falls due. */
  passTime(ms: number): void;
  close(): Promise<void>;
}

export async function setOriginStage(): Promise<OriginStage> {
  let timers: (() => void)[] = [];
  const origin = createHlsOrigin({
    monotonicMs: () => stage.nowMs,
    schedule: (_delayMs, run) => {
      timers.push(run);
      return () => {
        timers = timers.filter((other) => other !== run);
      };
    },
    loadSession: (sessionId) => Promise.resolve(archive(sessionId)),
    readRange: ({ rung }, offset, length) =>
      stage.isReadable
        ? Promise.resolve(fileOf(rung, archivedSegments).subarray(offset, offset + length))
        : Promise.reject(new Error('disk gone')),
    authorize: () => stage.verdict,
    log: { error: (facts) => void stage.logged.push(facts) },
  });
  const server = createServer((request, response) => {
    if (!origin.handle(request, response)) response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stage: OriginStage = {
    origin,
    logged: [],
    verdict: { kind: 'allow', shared: true },
    isReadable: true,
    nowMs: 0,
    pendingTimers: () => timers.length,
    get: (path, options) => fetchRaw(base, path, options),
    async waitingGet(path) {
      const taken = new Promise<void>((resolve) => server.once('request', () => setImmediate(resolve)));
      const answer = fetchRaw(base, path);
      await taken;
      return { answer };
    },
    async goLive(segments, parts = 0) {
      await origin.openSession('s1');
      const sinks = origin.beginTake('s1', { takeId: 't1', startedAtMs: feedStartMs, rungs: usualRungs });
      const feed = new TakeFeed(sinks, usualRungs, feedStartMs);
      feed.pushSegments(segments);
      for (let left = parts; left > 0; left -= 1) feed.pushPart();
      return feed;
    },
    passTime(ms) {
      stage.nowMs += ms;
      for (const run of timers.splice(0)) run();
    },
    async close() {
      origin.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return stage;
}

function archive(sessionId: string): TakeRecord[] | null {
  if (sessionId === 'empty') return [];
  return sessionId === 'old'
    ? [recordOf({ sessionId, takeId: 't1', startedAtMs: feedStartMs }, archivedSegments)]
    : null;
}

/** The problem document of a refusal, which is open to every page and kept by nobody. */
export function problemOf(answer: Fetched): { status: number; code: string; reason?: string } {
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.headers['access-control-allow-origin']).toBe('*');
  return JSON.parse(answer.body.toString()) as { status: number; code: string; reason?: string };
}
