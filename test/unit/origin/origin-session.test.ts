// A session's playlists in every state, against golden texts, and the rules of what exists when.
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { OriginSession } from '../../../media/origin/origin-session.ts';
import type { Rendition } from '../../../media/origin/rendition.ts';
import type { TakeRung } from '../../../media/takes/take-record.ts';
import { feedStartMs, recordOf, TakeFeed, usualRungs } from '../../support/hls-feed.ts';

const waiting = { monotonicMs: () => 0, limitMs: 6000, schedule: () => () => undefined };

function liveSession(earlierSegments: readonly number[] = []): OriginSession {
  const records = earlierSegments.map((segments, index) =>
    recordOf({ sessionId: 's1', takeId: `t${index + 1}`, startedAtMs: feedStartMs + index * 3_600_000 }, segments),
  );
  const session = new OriginSession('s1', records, waiting);
  session.reopen();
  return session;
}

function beginFeed(session: OriginSession, takeId = 't1', startedAtMs = feedStartMs, rungs = usualRungs): TakeFeed {
  return new TakeFeed(session.beginTake({ takeId, startedAtMs, rungs }), rungs, startedAtMs);
}

/** Publishing happens in a microtask after the packager's calls. */
const published = (): Promise<void> => Promise.resolve();

function renditionOf(session: OriginSession, name: string): Rendition {
  const waited = session.rendition(name);
  if (waited === null) throw new Error(`no rendition ${name}`);
  return waited.rendition;
}

function textOf(session: OriginSession, name: string, skip = false): string {
  return Buffer.concat(renditionOf(session, name).body(skip).plain.buffers).toString();
}

function golden(name: string): string {
  return readFileSync(new URL(`../../fixtures/playlists/${name}.m3u8`, import.meta.url), 'utf8');
}

describe('the playlists of a session', () => {
  it('list parts of the last segments, the open segment, a hint and reports', async () => {
    const session = liveSession();
    const feed = beginFeed(session);
    feed.pushSegments(5);
    feed.pushPart();
    feed.pushPart();
    await published();
    expect(textOf(session, 'v0')).toBe(golden('live-open-segment'));
    expect(textOf(session, 'audio')).toBe(golden('live-open-segment-audio'));
  });

  it('offer no quality twice once a rung was dropped, and all of them in the archive', async () => {
    const session = liveSession();
    beginFeed(session).pushSegments(1);
    session.finishTake('t1');
    const [best, , sound] = usualRungs;
    const fewer = [best, sound].filter((rung) => rung !== undefined);
    beginFeed(session, 't2', feedStartMs + 60_000, fewer).pushPart();
    await published();
    expect(session.multivariant()).not.toContain('v1.m3u8');
    expect(textOf(session, 'v1')).toContain('t2/720p/0.0.m4s');
    session.end();
    expect(session.multivariant()).toContain('v1.m3u8');
  });

  it('begin a second take with DISCONTINUITY and its own MAP', async () => {
    const session = liveSession();
    beginFeed(session).pushSegments(1);
    session.finishTake('t1');
    const second = beginFeed(session, 't2', feedStartMs + 60_000);
    second.pushPart();
    await published();
    expect(textOf(session, 'v0')).toBe(golden('live-two-takes'));
  });

  it('leave out old segments in a delta update', async () => {
    const session = liveSession();
    const feed = beginFeed(session);
    feed.pushSegments(10);
    feed.pushPart();
    await published();
    expect(textOf(session, 'v0', true)).toBe(golden('live-delta'));
  });

  it('are a VOD with the same addresses when the session has ended', async () => {
    const session = liveSession();
    beginFeed(session).pushSegments(2);
    const second = beginFeed(session, 't2', feedStartMs + 60_000);
    second.pushPart();
    second.pushPart();
    session.end();
    expect(textOf(session, 'v0')).toBe(golden('ended-two-takes'));
  });

  it('are the same read back from disk as they were at the end', async () => {
    const session = liveSession();
    beginFeed(session).pushSegments(3);
    session.end();
    const record = recordOf({ sessionId: 's1', takeId: 't1', startedAtMs: feedStartMs }, 3);
    const archived = new OriginSession('s1', [record], waiting);
    expect(textOf(archived, 'v1')).toBe(textOf(session, 'v1'));
  });

  it('are listed with measured rates', async () => {
    const session = liveSession();
    beginFeed(session).pushSegments(6);
    await published();
    expect(session.multivariant()).toBe(golden('multivariant'));
  });

  it('go on where the recorded takes of a reopened session end', async () => {
    const session = liveSession([3, 2]);
    const feed = beginFeed(session, 't3', feedStartMs + 7_200_000);
    feed.pushPart();
    await published();
    expect(renditionOf(session, 'v0').edge).toEqual({ msn: 5, part: 0 });
    expect(textOf(session, 'v0').match(/#EXT-X-DISCONTINUITY\n/g)).toHaveLength(2);
  });

  it('state no hint when the take is finished, and stand still', async () => {
    const session = liveSession();
    beginFeed(session).pushSegments(2);
    session.finishTake('t1');
    await published();
    const text = textOf(session, 'v0');
    expect(text).not.toContain('PRELOAD-HINT');
    expect(text).not.toContain('ENDLIST');
  });
});

describe('a take', () => {
  it('is shown only when every rung has something, so that all playlists have the same discontinuities', async () => {
    const session = liveSession();
    const sinks = session.beginTake({ takeId: 't1', startedAtMs: feedStartMs, rungs: usualRungs });
    const videoOnly = new Map([...sinks].filter(([name]) => name !== 'audio'));
    new TakeFeed(videoOnly, usualRungs, feedStartMs).pushSegments(1);
    await published();
    expect(session.multivariant()).toBeNull();
    new TakeFeed(new Map([...sinks].filter(([name]) => name === 'audio')), usualRungs, feedStartMs).pushPart();
    await published();
    expect(renditionOf(session, 'v0').edge).toEqual({ msn: 0, part: 5 });
    expect(renditionOf(session, 'audio').edge).toEqual({ msn: 0, part: 0 });
  });

  it('without a quality lends its nearest lower one', async () => {
    const session = liveSession();
    beginFeed(session).pushSegments(1);
    const rungs: TakeRung[] = [
      { name: '480p', kind: 'video', variant: 1 },
      { name: '360p', kind: 'video', variant: 2 },
      { name: 'audio', kind: 'audio', variant: 0 },
    ];
    beginFeed(session, 't2', feedStartMs + 60_000, rungs).pushSegments(1);
    await published();
    expect(textOf(session, 'v0')).toContain('t2/480p/0.m4s');
    expect(textOf(session, 'v2')).toContain('t1/240p/0.m4s');
    expect(textOf(session, 'v2')).toContain('t2/360p/0.m4s');
  });

  it('serves no rung that is recorded but not played', async () => {
    const session = liveSession();
    const rungs: TakeRung[] = [...usualRungs, { name: 'source', kind: 'video', variant: null }];
    beginFeed(session, 't1', feedStartMs, rungs).pushSegments(1);
    await published();
    expect(session.track('t1', 'source')).toBeNull();
    expect(session.multivariant()).not.toContain('source');
  });

  it('that recorded nothing leaves no trace', async () => {
    const session = liveSession([1]);
    session.beginTake({ takeId: 't2', startedAtMs: feedStartMs, rungs: usualRungs });
    beginFeed(session, 't3', feedStartMs + 7_200_000).pushPart();
    await published();
    expect(textOf(session, 'v0').match(/#EXT-X-DISCONTINUITY\n/g)).toHaveLength(1);
  });
});

describe('what a playlist holds', () => {
  it('takes a part beyond the last of a segment for the first of the next', async () => {
    const session = liveSession();
    const feed = beginFeed(session);
    feed.pushSegments(1);
    await published();
    const rendition = renditionOf(session, 'v0');
    expect(rendition.has(0, 5)).toBe(true);
    expect(rendition.has(0, 6)).toBe(false);
    expect(rendition.has(1, 0)).toBe(false);
    feed.pushPart();
    await published();
    expect(rendition.has(0, 6)).toBe(true);
    expect(rendition.has(1, 0)).toBe(true);
    expect(rendition.has(1, null)).toBe(false);
  });

  it('lets nobody wait for more than two segments beyond the last whole one', async () => {
    const session = liveSession();
    beginFeed(session).pushSegments(3);
    await published();
    const rendition = renditionOf(session, 'v0');
    expect(rendition.isTooFarAhead(4)).toBe(false);
    expect(rendition.isTooFarAhead(5)).toBe(true);
  });

  it('keeps bytes in memory only near the live edge', async () => {
    const session = liveSession();
    beginFeed(session).pushSegments(20);
    await published();
    const track = session.track('t1', '720p');
    const inMemory = track?.closedSegments().filter(({ number }) => track.memoryOf(number) !== null);
    expect(inMemory?.map(({ number }) => number)).toEqual([13, 14, 15, 16, 17, 18, 19]);
  });

  it('keeps no more bytes in memory for many takes than for one', async () => {
    const session = liveSession();
    const takeIds = ['t1', 't2', 't3', 't4'];
    for (const [index, takeId] of takeIds.entries()) {
      beginFeed(session, takeId, feedStartMs + index * 60_000).pushSegments(4);
      session.finishTake(takeId);
      await published();
    }
    const inMemory = takeIds.map((takeId) => {
      const track = session.track(takeId, 'audio');
      return track?.closedSegments().filter(({ number }) => track.memoryOf(number) !== null).length;
    });
    expect(inMemory).toEqual([0, 0, 4, 4]);
    expect(textOf(session, 'audio').match(/m4s\n/g)).toHaveLength(16);
  });

  it('costs a delta update no more after twelve hours than after a minute', async () => {
    const session = liveSession([21_600]);
    const feed = beginFeed(session, 't2', feedStartMs + 50_000_000);
    feed.pushSegments(10);
    await published();
    expect(textOf(session, 'v0', true).length).toBeLessThan(5000);
    expect(textOf(session, 'v0', true)).toContain('SKIPPED-SEGMENTS=21604');
  });
});

describe('a slate', () => {
  const slateRungs: readonly TakeRung[] = [
    { name: 'slate', kind: 'video', variant: 0 },
    { name: 'audio', kind: 'audio', variant: 0 },
  ];

  /** A take of one segment, a slate of two parts, another take of one segment. */
  async function withSlate(): Promise<OriginSession> {
    const session = liveSession();
    beginFeed(session).pushSegments(1);
    session.finishTake('t1');
    const startedAtMs = feedStartMs + 3000;
    const sinks = session.beginTake({ takeId: 'slate-1', startedAtMs, rungs: slateRungs, isSlate: true });
    const slate = new TakeFeed(sinks, slateRungs, startedAtMs);
    slate.pushPart();
    slate.pushPart();
    session.finishTake('slate-1');
    beginFeed(session, 't2', feedStartMs + 60_000).pushSegments(1);
    await published();
    return session;
  }

  it('stands in every live playlist with a number of its own', async () => {
    const session = await withSlate();
    for (const name of ['v0', 'v1']) {
      expect(textOf(session, name)).toContain('\nslate-1/slate/0.m4s\n');
      expect(renditionOf(session, name).edge.msn).toBe(2);
    }
    expect(textOf(session, 'audio')).toContain('\nslate-1/audio/0.m4s\n');
  });

  it('is in no archive, and takes follow each other there with one discontinuity', async () => {
    const session = await withSlate();
    session.end();
    const text = textOf(session, 'v0');
    expect(text).not.toContain('slate');
    expect(text.match(/#EXT-X-DISCONTINUITY\n/g)).toHaveLength(1);
    expect(session.takeIds).toEqual(['t1', 't2']);
  });

  it('keeps its number in the last playlist of those who watched live', async () => {
    const session = await withSlate();
    session.end();
    const text = Buffer.concat(renditionOf(session, 'v0').farewell().plain.buffers).toString();
    expect(text.match(/m4s\n/g)).toHaveLength(3);
    expect(text).toMatch(/#EXT-X-ENDLIST\n$/);
  });

  it('says nothing of the qualities once there is a recording, and alone is no recording', async () => {
    const session = await withSlate();
    expect(session.multivariant()).toContain('RESOLUTION=1280x720');
    const dark = liveSession();
    const sinks = dark.beginTake({ takeId: 'slate-1', startedAtMs: feedStartMs, rungs: slateRungs, isSlate: true });
    new TakeFeed(sinks, slateRungs, feedStartMs).pushPart();
    await published();
    expect(dark.multivariant()).toContain('v0.m3u8');
    expect(dark.isDark).toBe(true);
    dark.end();
    expect(dark.multivariant()).toBeNull();
  });
});
