// A rung that the disk had no room for: a real recorder and the real origin side by side, over real HTTP. Who rewinds finds a
// gap in that quality and the pictures in another one; nothing that is listed is refused.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHlsOrigin, type HlsOrigin } from '../../../media/origin/hls-origin.ts';
import type { RungSink } from '../../../media/packager/part.ts';
import { createTakeReader, readTake } from '../../../media/takes/take-reader.ts';
import { openTakeWriter, type TakeWriter } from '../../../media/takes/take-writer.ts';
import { fetchRaw, textOf } from '../../support/hls-client.ts';
import { createConformanceChecker } from '../../support/hls-conformance.ts';
import { feedStartMs, segmentText, TakeFeed, usualRungs } from '../../support/hls-feed.ts';
import { readPlaylist, type ReadSegment } from '../../support/hls-playlist.ts';
import { waitFor } from '../../support/wait-for.ts';

const ids = { sessionId: 's1', takeId: 't1' };
const header = { format: 1, ...ids, startedAtMs: feedStartMs, rungs: usualRungs } as const;
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

let root = '';
let reader: ReturnType<typeof createTakeReader>;
let origin: HlsOrigin;
let server: Server;
let site = '';
let writer: TakeWriter;
let feed: TakeFeed;
let outcomes = 0;
let isOnDisk = false;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gaps-'));
  reader = createTakeReader(root);
  [outcomes, isOnDisk] = [0, false];
  origin = createHlsOrigin({
    monotonicMs: () => performance.now(),
    readRange: (file, offset, length) => reader.readRange(file, offset, length),
    loadSession: async () => (isOnDisk ? [await readTake(join(root, ids.sessionId, ids.takeId))] : null),
    authorize: () => ({ kind: 'allow', shared: true }),
    log,
  });
  server = createServer((request, response) => void origin.handle(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  site = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  await origin.openSession(ids.sessionId);
  writer = await openTakeWriter({
    ...{ root, header, log },
    onOutcome: (rung, number, place) => {
      outcomes += 1;
      origin.noteRecorded({ ...ids, rung }, number, place);
    },
  });
  const served = origin.beginTake(ids.sessionId, { ...header, isRecorded: true });
  feed = new TakeFeed(bothOf(served), usualRungs, feedStartMs);
});

afterEach(async () => {
  origin.stop();
  server.close();
  server.closeAllConnections();
  await reader.close();
  await rm(root, { recursive: true, force: true });
});

/** Recorder and origin as equals, the recorder first. */
function bothOf(served: ReadonlyMap<string, RungSink>): ReadonlyMap<string, RungSink> {
  return new Map(
    usualRungs.map(({ name }): [string, RungSink] => {
      const sinks = [writer.sink(name), served.get(name)].filter((sink) => sink !== undefined);
      return [
        name,
        {
          init: (init) => sinks.forEach((sink) => sink.init(init)),
          part: (part) => sinks.forEach((sink) => sink.part(part)),
          segmentEnd: (segment) => sinks.forEach((sink) => sink.segmentEnd(segment)),
        },
      ];
    }),
  );
}

/** One after the other, as in life: the disk has time for each. */
async function film(segments: number): Promise<void> {
  for (let left = segments; left > 0; left -= 1) {
    feed.pushSegments(1);
    const expected = (feed.count / 6) * usualRungs.length;
    await waitFor(() => outcomes === expected, { describe: `${expected} segments have their outcome` });
  }
}

const playlist = async (name: string): Promise<string> => textOf(await fetchRaw(site, `/hls/s1/${name}.m3u8`));
const gapsOf = (segments: readonly ReadSegment[]): number[] =>
  segments.filter((segment) => segment.gap).map(({ msn }) => msn);

/** What every listed segment of a quality answers. */
async function answers(name: string, rung: string): Promise<string[]> {
  const { segments } = readPlaylist(await playlist(name));
  return Promise.all(
    segments.map(async ({ msn, uri }) => {
      const { status, body } = await fetchRaw(site, `/hls/s1/${uri}`);
      return status === 200 && body.toString() !== segmentText(rung, msn) ? 'other bytes' : String(status);
    }),
  );
}

async function filmWithHole(): Promise<void> {
  await film(2);
  writer.setSparing(true);
  await film(3);
  writer.setSparing(false);
  await film(8);
}

describe('a quality that was left out to spare the disk', () => {
  it('is a gap for who rewinds, and whole where it was recorded', async () => {
    await filmWithHole();
    expect(gapsOf(readPlaylist(await playlist('v1')).segments)).toEqual([2, 3, 4]);
    expect(gapsOf(readPlaylist(await playlist('v0')).segments)).toEqual([]);
    expect(await answers('v1', '240p')).toEqual(
      Array.from({ length: 13 }, (_, msn) => (msn >= 2 && msn <= 4 ? '410' : '200')),
    );
    expect(new Set([...(await answers('v0', '720p')), ...(await answers('audio', 'audio'))])).toEqual(new Set(['200']));
  });

  it('is played live as ever while it is not recorded, and keeps the rules at every reload', async () => {
    const checker = createConformanceChecker();
    await film(4);
    writer.setSparing(true);
    for (let reload = 0; reload < 14; reload += 1) {
      await film(1);
      for (const name of ['v0', 'v1', 'audio']) {
        const url = `/hls/s1/${name}.m3u8?_HLS_skip=YES`;
        checker.observe(url, textOf(await fetchRaw(site, url)), reload);
      }
      const newest = readPlaylist(await playlist('v1')).segments.slice(-3);
      for (const { uri, gap } of newest) {
        expect(gap).toBe(false);
        expect((await fetchRaw(site, `/hls/s1/${uri}`)).status).toBe(200);
      }
    }
    expect(checker.violations).toEqual([]);
  });

  it('is the same gap in the archive, in step with the other qualities', async () => {
    await filmWithHole();
    await writer.finish('finished', feedStartMs + 26_000);
    origin.noteSealed(ids.sessionId, ids.takeId);
    origin.endSession(ids.sessionId);
    const atOnce = readPlaylist(await playlist('v1'));
    isOnDisk = true;
    origin.forgetSession(ids.sessionId);
    const [low, best] = [readPlaylist(await playlist('v1')), readPlaylist(await playlist('v0'))];
    for (const read of [atOnce, low]) expect(gapsOf(read.segments)).toEqual([2, 3, 4]);
    const times = ({ segments }: typeof low) =>
      segments.map(({ durationSeconds, programDateTime }) => `${durationSeconds} ${programDateTime}`);
    expect(times(low)).toEqual(times(best));
    expect((await answers('v1', '240p')).filter((answer) => answer !== '200')).toEqual(['410', '410', '410']);
  });
});
