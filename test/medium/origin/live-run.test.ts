// A whole live session watched by fifty low-latency players at once and by the conformance checker.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Agent, createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHlsOrigin, type HlsOrigin } from '../../../media/origin/hls-origin.ts';
import { followRendition, type FollowResult } from '../../support/hls-client.ts';
import { createConformanceChecker } from '../../support/hls-conformance.ts';
import { feedStartMs, partText, TakeFeed, usualRungs } from '../../support/hls-feed.ts';

const playerCount = 50;
const partsInTake = [46, 8] as const;
const renditions = ['v0', 'v1', 'audio'] as const;
const rungOf = { v0: '720p', v1: '240p', audio: 'audio' } as const;
/** 5,400 requests take two seconds on a quiet machine, and no time is measured here. */
const busyMachineMs = 180_000;
let origin: HlsOrigin;
let server: Server;
let agent: Agent;
let base = '';
let asked = 0;

beforeEach(async () => {
  origin = createHlsOrigin({
    monotonicMs: () => performance.now(),
    loadSession: () => Promise.resolve(null),
    readRange: () => Promise.reject(new Error('nothing is on disk in this test')),
    authorize: () => ({ kind: 'allow', shared: true }),
    log: { error: () => undefined },
  });
  agent = new Agent({ keepAlive: true });
  asked = 0;
  server = createServer((request, response) => {
    origin.handle(request, response);
    if (request.url?.includes('_HLS_msn') !== true) return;
    asked += 1;
    // On a starved machine a part comes later than a reload may wait: who is sent away asks the same once more.
    response.on('finish', () => (asked -= response.statusCode === 503 ? 1 : 0));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  origin.stop();
  agent.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Resolves when this many blocking reloads have been asked for in all: every player waits for the next state. */
function untilAsked(count: number): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (asked < count) return;
      server.off('request', look);
      resolve();
    };
    server.on('request', look);
    look();
  });
}

describe('a live session', () => {
  it(
    'gives fifty players every part once, in playlists that break no rule, across takes and to the end',
    async () => {
      const checker = createConformanceChecker();
      const received: string[][] = [];
      await origin.openSession('s1');
      const first = beginTake('t1', feedStartMs);
      first.pushPart();
      const players = Array.from({ length: playerCount }, (_, index) => {
        const rendition = renditions[index % renditions.length] ?? 'v0';
        const parts: string[] = [];
        received.push(parts);
        return followRendition({
          origin: base,
          path: `/hls/s1/${rendition}.m3u8`,
          agent,
          parts: true,
          onPlaylist: (text, url) => {
            if (index < renditions.length) checker.observe(url, text, performance.now());
          },
          onPart: (_uri, bytes) => parts.push(bytes.toString()),
        });
      });
      await untilAsked(playerCount);
      await pushParts(first, partsInTake[0]);
      origin.finishTake('s1', 't1');
      await pushParts(beginTake('t2', feedStartMs + 60_000), partsInTake[1]);
      origin.endSession('s1');
      const results = await Promise.all(players);
      expect(checker.violations).toEqual([]);
      expectAllReceived(results, received);
    },
    busyMachineMs,
  );

  function beginTake(takeId: string, startedAtMs: number): TakeFeed {
    return new TakeFeed(origin.beginTake('s1', { takeId, startedAtMs, rungs: usualRungs }), usualRungs, startedAtMs);
  }

  /** One part at a time, each when all players wait for it. */
  async function pushParts(feed: TakeFeed, count: number): Promise<void> {
    while (feed.count < count) {
      const wanted = asked + playerCount;
      feed.pushPart();
      await untilAsked(wanted);
    }
  }

  function expectAllReceived(results: readonly FollowResult[], received: readonly string[][]): void {
    expect(results.flatMap((result) => result.failures)).toEqual([]);
    received.forEach((parts, index) => {
      const rung = rungOf[renditions[index % renditions.length] ?? 'v0'];
      const places = partsInTake.flatMap(partPlaces);
      expect(parts).toEqual(places.map(([segment, part]) => partText(rung, segment, part)));
    });
  }
});

function partPlaces(count: number): (readonly [number, number])[] {
  return Array.from({ length: count }, (_, index) => [Math.floor(index / 6), index % 6] as const);
}
