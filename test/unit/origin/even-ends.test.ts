// The rungs of a take that stops before each of them has come as far: all playlists keep the same numbers behind it.
import { describe, expect, it } from '@jest/globals';
import { OriginSession, type PlayedTake } from '../../../media/origin/origin-session.ts';
import type { RungSink } from '../../../media/packager/part.ts';
import type { TakeRung } from '../../../media/takes/take-record.ts';
import { createConformanceChecker } from '../../support/hls-conformance.ts';
import { feedStartMs, recordOf, TakeFeed, usualRungs } from '../../support/hls-feed.ts';
import { readPlaylist, type ReadSegment } from '../../support/hls-playlist.ts';

const waiting = { monotonicMs: () => 0, limitMs: 6000, schedule: () => () => undefined };
const names = ['v0', 'v1', 'audio'] as const;
const nextMs = feedStartMs + 60_000;
const slateRungs: readonly TakeRung[] = [
  { name: 'slate', kind: 'video', variant: 0 },
  { name: 'audio', kind: 'audio', variant: 0 },
];

/** Publishing happens in a microtask after the packager's calls. */
const published = (): Promise<void> => Promise.resolve();

function textOf(session: OriginSession, name: string, skip = false): string {
  const waited = session.rendition(name);
  if (waited === null) throw new Error(`no rendition ${name}`);
  return Buffer.concat(waited.rendition.body(skip).plain.buffers).toString();
}

const segmentsOf = (session: OriginSession, name: string): readonly ReadSegment[] =>
  readPlaylist(textOf(session, name)).segments;
const gapsOf = (session: OriginSession, name: string): number[] =>
  segmentsOf(session, name).flatMap(({ gap, msn }) => (gap ? [msn] : []));

/** Where the take ends on a playlist's own timeline. */
const secondsOfFirstTake = (session: OriginSession, name: string): number =>
  segmentsOf(session, name)
    .filter(({ uri }) => uri?.startsWith('t1/'))
    .reduce((sum, { durationSeconds }) => sum + (durationSeconds ?? 0), 0);

/** A live session whose only take so far has these parts in each rung. */
class Stage {
  readonly session = new OriginSession('s1', [], waiting);
  readonly checker = createConformanceChecker();
  readonly #sinks: ReadonlyMap<string, RungSink>;
  #looks = 0;

  constructor() {
    this.session.reopen();
    const take = { takeId: 't1', startedAtMs: feedStartMs, rungs: usualRungs, isRecorded: true };
    this.#sinks = this.session.beginTake(take);
  }

  /** @param parts of each rung, by its name */
  film(parts: Readonly<Record<string, number>>): void {
    for (const [name, sink] of this.#sinks) {
      const rung = usualRungs.filter((one) => one.name === name);
      const feed = new TakeFeed(new Map([[name, sink]]), rung, feedStartMs);
      while (feed.count < (parts[name] ?? 0)) feed.pushPart();
    }
  }

  async slate(parts: number): Promise<void> {
    const take = { takeId: 'slate-1', startedAtMs: nextMs, rungs: slateRungs, isSlate: true };
    const feed = new TakeFeed(this.session.beginTake(take), slateRungs, nextMs);
    for (let left = parts; left > 0; left -= 1) {
      feed.pushPart();
      await this.look();
    }
  }

  /** As players reload: whole at first, then with what is new. */
  async look(): Promise<void> {
    await published();
    const query = this.#looks === 0 ? '' : '?_HLS_skip=YES';
    for (const name of names) {
      this.checker.observe(`/hls/s1/${name}.m3u8${query}`, textOf(this.session, name, query !== ''), this.#looks);
    }
    this.#looks += 1;
  }
}

describe('rungs that have come differently far when a slate takes their place', () => {
  it('have the same numbers and the same length behind it, by gaps in the slower ones', async () => {
    const stage = new Stage();
    stage.film({ '720p': 14, '240p': 10, audio: 19 });
    await stage.look();
    await stage.slate(8);
    expect(stage.checker.violations).toEqual([]);
    expect(names.map((name) => gapsOf(stage.session, name))).toEqual([[3], [2, 3], []]);
    for (const name of names) {
      expect(segmentsOf(stage.session, name).map(({ discontinuity }) => discontinuity)).toEqual([
        ...[false, false, false, false],
        ...[true, false],
      ]);
      expect(secondsOfFirstTake(stage.session, name)).toBeCloseTo(19 / 3, 3);
    }
  });

  it('stay in step as long as the session goes on', async () => {
    const stage = new Stage();
    stage.film({ '720p': 8, '240p': 5, audio: 8 });
    await stage.look();
    await stage.slate(80);
    expect(stage.checker.violations).toEqual([]);
    expect(gapsOf(stage.session, 'v1')).toEqual([1]);
  });

  it('list no segment longer than the target duration', async () => {
    const stage = new Stage();
    stage.film({ '720p': 12, '240p': 1, audio: 12 });
    await stage.look();
    await stage.slate(1);
    expect(stage.checker.violations).toEqual([]);
  });

  it('are no gap where a rung has nothing at all: its nearest lower one is played', async () => {
    const stage = new Stage();
    stage.film({ '240p': 8, audio: 8 });
    await stage.slate(1);
    expect(gapsOf(stage.session, 'v0')).toEqual([]);
    expect(textOf(stage.session, 'v0')).toContain('t1/240p/0.m4s');
  });

  it('stay gaps for those who watch, whatever the recorder writes down of them later', async () => {
    const stage = new Stage();
    stage.film({ '720p': 8, '240p': 5, audio: 8 });
    await stage.look();
    await stage.slate(1);
    const track = stage.session.track('t1', '240p');
    track?.recorded(0, { offset: 12, length: 40 });
    track?.recorded(1, { offset: 52, length: 40 });
    stage.session.sealed('t1');
    expect(track?.closedSegment(1)).toMatchObject({ isLost: true, length: 0 });
    stage.session.end();
    expect(gapsOf(stage.session, 'v1')).toEqual([1]);
  });
});

describe('a take read back from disk whose sound ends a segment before its pictures', () => {
  const shortSound = (takeId: string, startedAtMs: number): PlayedTake => {
    const record = recordOf({ sessionId: 's1', takeId, startedAtMs }, 3);
    const rungs = record.rungs.map((rung) =>
      rung.kind === 'audio' ? { ...rung, segments: rung.segments.slice(0, 2) } : rung,
    );
    return { ...record, rungs };
  };

  it('has the same numbers in all playlists of what follows', async () => {
    const session = new OriginSession('s1', [shortSound('t1', feedStartMs)], waiting);
    session.reopen();
    const take = { takeId: 't2', startedAtMs: nextMs, rungs: usualRungs };
    new TakeFeed(session.beginTake(take), usualRungs, nextMs).pushPart();
    await published();
    const checker = createConformanceChecker();
    for (const name of names) checker.observe(`/hls/s1/${name}.m3u8`, textOf(session, name), 0);
    expect(checker.violations).toEqual([]);
    expect(gapsOf(session, 'audio')).toEqual([2]);
  });

  it('ends without a gap, so that players come to the end', () => {
    const takes = [shortSound('t1', feedStartMs), shortSound('t2', nextMs)];
    const session = new OriginSession('s1', takes, waiting);
    expect(gapsOf(session, 'audio')).toEqual([2]);
    expect(segmentsOf(session, 'audio')).toHaveLength(5);
  });
});
