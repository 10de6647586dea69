// An encoder that is away for seconds or for half an hour, and a session of twelve hours, with a clock moved by hand: what
// players are told is counted and keeps the rules at every reload.
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SlateKeeper } from '../../../media/live/slate-keeper.ts';
import { OriginSession } from '../../../media/origin/origin-session.ts';
import type { SlateBook } from '../../../media/slate/slate-book.ts';
import type { SlateRung } from '../../../media/slate/slate-loop.ts';
import { createHandClock, type HandClock } from '../../support/hand-clock.ts';
import { createConformanceChecker } from '../../support/hls-conformance.ts';
import { feedStartMs, TakeFeed, usualRungs } from '../../support/hls-feed.ts';
import { readPlaylist, type ReadPlaylist, type ReadSegment } from '../../support/hls-playlist.ts';

const names = ['v0', 'v1', 'audio'] as const;
const picture: SlateRung = {
  name: 'slate',
  variant: 0,
  trackId: 1,
  init: { kind: 'video', codec: 'avc1.4d401f', timescale: 90_000, width: 1280, height: 720, bytes: Buffer.alloc(70) },
  samples: [90, 4, 4, 4, 4, 4].map((length) => Buffer.alloc(length)),
};
const sound: SlateRung = {
  name: 'audio',
  variant: 0,
  trackId: 1,
  init: { kind: 'audio', codec: 'mp4a.40.2', timescale: 48_000, width: null, height: null, bytes: Buffer.alloc(60) },
  samples: [Buffer.alloc(9)],
};
/** Before a slate begins players wait this long. */
const graceSeconds = 0.6;

let clock: HandClock;
let session: OriginSession;
/** What the journal was told, in order. */
let written: object[];

/** Half an hour and twelve hours are a second or two of work, on a machine that has nothing else to do. */
jest.setTimeout(60_000);

beforeEach(() => {
  clock = createHandClock(feedStartMs);
  session = new OriginSession('s1', [], { ...clock, limitMs: 6000 });
  session.reopen();
  written = [];
});

function textOf(name: string, skip: boolean): string {
  const rendition = session.rendition(name)?.rendition;
  return rendition === undefined ? '' : Buffer.concat(rendition.body(skip).plain.buffers).toString();
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A take of so many seconds, a part at a time. */
async function film(takeId: string, seconds: number): Promise<void> {
  const startedAtMs = clock.now();
  const feed = new TakeFeed(session.beginTake({ takeId, startedAtMs, rungs: usualRungs }), usualRungs, startedAtMs);
  for (let part = 0; part < seconds * 3; part += 1) {
    feed.pushPart();
    await clock.pass(1000 / 3);
  }
  session.finishTake(takeId);
  await settled();
}

function keeperOf(): SlateKeeper {
  let count = 0;
  const note = (...fact: unknown[]): void => void written.push(fact);
  const journal = { overtakes: note, segment: (slateId: string) => note(slateId, 'segment'), end: note };
  const book = {
    begin: () => Promise.resolve({ slateId: `slate-${++count}`, loop: { rungs: [picture, sound] }, journal }),
  };
  return new SlateKeeper({
    ...clock,
    sessionId: 's1',
    book: book as unknown as SlateBook,
    origin: {
      beginTake: (_id, take) => session.beginTake(take),
      finishTake: (_id, takeId) => session.finishTake(takeId),
      isLive: () => true,
      lastRecording: () => session.lastRecording,
    },
    waitingText: () => ({ headline: 'Lost', subline: 'Lost', detail: null }),
    hasRecording: () => true,
    handOut: () => undefined,
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
}

const secondsOf = (segments: readonly ReadSegment[]): number =>
  segments.reduce((sum, { durationSeconds }) => sum + (durationSeconds ?? 0), 0);
const ofSlate = ({ segments }: ReadPlaylist): ReadSegment[] =>
  segments.filter(({ uri }) => uri?.startsWith('slate-') === true);

describe('an encoder that is away', () => {
  it.each([
    ['5 seconds', 5],
    ['5 minutes', 300],
    ['30 minutes', 1800],
  ])('for %s leaves the same playlists going on, and not a second of it in the archive', async (_words, seconds) => {
    const checker = createConformanceChecker();
    const look = (skip: boolean): void => {
      for (const name of names) checker.observe(`${name}${skip ? '?_HLS_skip=YES' : ''}`, textOf(name, skip), 0);
    };
    await film('t1', 10);
    look(false);
    const keeper = keeperOf();
    keeper.waiting(Promise.resolve());
    await clock.pass(seconds * 1000, { everyMs: 2000, look: () => look(true) });
    keeper.pictures();
    await settled();
    look(true);
    await film('t2', 10);
    look(false);
    expect(checker.violations).toEqual([]);
    const lives = names.map((name) => readPlaylist(textOf(name, false)));
    for (const live of lives) {
      expect(Math.abs(secondsOf(ofSlate(live)) - (seconds - graceSeconds))).toBeLessThan(0.4);
      expect(live.segments.filter((segment) => segment.discontinuity)).toHaveLength(2);
      expect(secondsOf(live.segments) - secondsOf(ofSlate(live))).toBeCloseTo(20, 3);
      const instants = live.segments.map(({ programDateTime }) => Date.parse(programDateTime ?? ''));
      expect(instants.at(-1)).toBeCloseTo(feedStartMs + (10 + seconds + 8) * 1000, -2);
    }
    expect(new Set(lives.map(({ segments }) => segments.length)).size).toBe(1);
    session.end();
    const archive = readPlaylist(textOf('v0', false));
    expect(ofSlate(archive)).toEqual([]);
    expect(secondsOf(archive.segments)).toBeCloseTo(20, 3);
  });
});

describe('a slate that takes the place of a take', () => {
  it('is written down with what players have of it, before any of the slate is seen', async () => {
    const startedAtMs = clock.now();
    const feed = new TakeFeed(
      session.beginTake({ takeId: 't1', startedAtMs, rungs: usualRungs }),
      usualRungs,
      startedAtMs,
    );
    feed.pushSegments(3);
    feed.pushPart();
    await settled();
    const keeper = keeperOf();
    keeper.waiting(Promise.resolve());
    await clock.pass(4000);
    expect(written.slice(0, 2)).toEqual([
      ['slate-1', { takeId: 't1', segments: 4 }],
      ['slate-1', 'segment'],
    ]);
    // Pictures that come late are recorded; players have seen the last of this take.
    feed.pushSegments(2);
    await settled();
    expect(session.lastRecording).toEqual({ takeId: 't1', segments: 4 });
    expect(
      readPlaylist(textOf('v0', false)).segments.filter(({ uri }) => uri?.startsWith('t1/') === true),
    ).toHaveLength(4);
    keeper.stop();
  });
});

describe('a session of twelve hours', () => {
  it('keeps seven segments a rung in memory, small reloads, and every second of it to rewind to', async () => {
    const hours = 12;
    const feed = new TakeFeed(
      session.beginTake({ takeId: 't1', startedAtMs: feedStartMs, rungs: usualRungs }),
      usualRungs,
      feedStartMs,
    );
    for (let hour = 0; hour < hours; hour += 1) {
      feed.pushSegments(1800);
      await settled();
    }
    feed.pushPart();
    await settled();
    const track = session.track('t1', '720p');
    expect(track?.closedCount).toBe(hours * 1800);
    const inMemory = track?.closedSegments().filter(({ number }) => track.memoryOf(number) !== null);
    expect(inMemory).toHaveLength(7);
    expect(textOf('v0', true).length).toBeLessThan(5000);
    const zipped = await session.rendition('v0')?.rendition.body(false).gzipped();
    expect(zipped?.length).toBeLessThan(200_000);
    const whole = readPlaylist(textOf('v0', false));
    expect(secondsOf(whole.segments)).toBeCloseTo(hours * 3600, 3);
    expect(createConformanceChecker().observe('v0', textOf('v0', false), 0)).toEqual([]);
  });
});
