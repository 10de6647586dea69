// The browser's own player: instants behind a recess, and going on behind a hole. The <video> is made by hand, because no
// Safari runs here; it says what WebKit says.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { patienceMs } from '../../../client/player/gap-hop.ts';
import { startNativeEngine } from '../../../client/player/native-engine.ts';
import { endOfGap } from '../../../client/player/instant-map.ts';
import { piecesOf } from '../../../client/player/native-timeline.ts';
import { archiveRetries } from '../../../client/player/retry-delay.ts';

const startMs = Date.parse('2026-11-22T10:00:00Z');

/** Two takes of four seconds with a recess of a minute between them; the first second piece could not be recorded. */
const archive = `#EXTM3U
#EXT-X-VERSION:9
#EXT-X-MAP:URI="t1/720p/init.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-22T10:00:00.000Z
#EXTINF:2.00000,
t1/720p/0.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-22T10:00:02.000Z
#EXTINF:2.00000,
#EXT-X-GAP
t1/720p/1.m4s
#EXT-X-DISCONTINUITY
#EXT-X-MAP:URI="t2/720p/init.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-22T10:01:04.000Z
#EXTINF:2.00000,
t2/720p/0.m4s
#EXTINF:2.00000,
t2/720p/1.m4s
#EXT-X-ENDLIST
`;
const master = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nv0.m3u8\n';

class HandVideo extends EventTarget {
  src = '';
  currentTime = 0;
  duration = 8;
  paused = false;
  seeking = false;
  readyState = 4;
  loaded: [number, number][] = [];
  seekable = { length: 1, start: () => 0, end: () => 8 };
  get buffered() {
    const { loaded } = this;
    const at = (index: number, side: 0 | 1): number => loaded[index]?.[side] ?? 0;
    return { length: loaded.length, start: (index: number) => at(index, 0), end: (index: number) => at(index, 1) };
  }
  getStartDate: (() => Date) | undefined = () => new Date(startMs);
  load = (): void => undefined;
  removeAttribute = (): void => undefined;
  play = (): Promise<void> => Promise.resolve();
  say = (event: string): void => void this.dispatchEvent(new Event(event));
}

let video: HandVideo;
const asked: string[] = [];

beforeEach(() => {
  jest.useFakeTimers();
  asked.length = 0;
  video = new HandVideo();
});
afterEach(() => void jest.useRealTimers());

async function start(startAt: { instantMs: number } | { offsetSeconds: number } | null = null, isThere = true) {
  const readText = (url: string): Promise<string> => {
    asked.push(url);
    if (!isThere) return Promise.reject(new Error('not there'));
    return Promise.resolve(url.endsWith('master.m3u8') ? master : archive);
  };
  const source = { hls: '/hls/s/master.m3u8', live: false, startAt };
  const engine = startNativeEngine(video as unknown as HTMLVideoElement, source, () => undefined, readText);
  video.say('loadedmetadata');
  await jest.advanceTimersByTimeAsync(0);
  return engine;
}

describe('the browser’s own player', () => {
  it('knows the instant of a picture behind a recess, and its place', async () => {
    const engine = await start();
    expect(asked).toEqual(['/hls/s/master.m3u8', '/hls/s/v0.m3u8']);
    expect(engine.instantAt(1)).toBe(startMs + 1000);
    expect(engine.instantAt(5)).toBe(startMs + 65_000);
    expect(engine.secondsAt(startMs + 67_000)).toBe(7);
  });

  it.each([[{ instantMs: startMs + 65_000 }], [{ offsetSeconds: 5 }]])(
    'begins where it was asked to: %p',
    async (at) => {
      await start(at);
      expect(video.currentTime).toBe(5);
    },
  );

  it('counts from its first picture when the playlist cannot be had', async () => {
    const engine = await start({ offsetSeconds: 3 }, false);
    expect(video.currentTime).toBe(3);
    expect(engine.instantAt(3)).toBe(startMs + 3000);
  });

  it('goes on behind a gap before which it stands still', async () => {
    await start();
    video.currentTime = 1.98;
    video.say('waiting');
    jest.advanceTimersByTime(patienceMs);
    expect(video.currentTime).toBeCloseTo(4.05);
  });

  it('goes on at the next loaded picture', async () => {
    await start();
    video.currentTime = 4.5;
    video.loaded = [
      [4, 4.6],
      [5, 8],
    ];
    video.say('stalled');
    jest.advanceTimersByTime(patienceMs);
    expect(video.currentTime).toBeCloseTo(5.05);
  });

  it.each(['timeupdate', 'pause', 'seeking'])(
    'stays where it is after a %s, and where only the line is slow',
    async (sign) => {
      await start();
      video.currentTime = 1.98;
      video.say('waiting');
      video.say(sign);
      jest.advanceTimersByTime(patienceMs);
      expect(video.currentTime).toBe(1.98);
      video.currentTime = 6;
      video.say('waiting');
      jest.advanceTimersByTime(patienceMs);
      expect(video.currentTime).toBe(6);
    },
  );

  it.each([
    ['told by the browser', () => new Date(startMs + 500), 500],
    ['read from the playlist where the browser does not tell them', undefined, 0],
  ])('knows the instants of a live session, %s', async (_how, getStartDate, behindMs) => {
    video.duration = Number.POSITIVE_INFINITY;
    video.getStartDate = getStartDate;
    const engine = await start();
    expect(engine.secondsAt(startMs + 6000)).toBe(6 - behindMs / 1000);
    expect(engine.instantAt(6)).toBe(startMs + 6000 + behindMs);
    expect(engine.facts().playlistLive).toBe(true);
  });

  it('asks again after a failure, and says that the archive failed when that did not help', async () => {
    const engine = await start();
    const failures = Array.from({ length: archiveRetries + 1 }, () => {
      video.say('error');
      const { failed, standingStill } = engine.facts();
      jest.advanceTimersByTime(60_000);
      return { failed, standingStill };
    });
    expect(failures.at(0)).toEqual({ failed: false, standingStill: true });
    expect(failures.at(-1)).toEqual({ failed: true, standingStill: true });
    engine.retry();
    expect(engine.facts().failed).toBe(false);
  });

  it('stops for good', async () => {
    const engine = await start();
    video.currentTime = 1.98;
    video.say('waiting');
    engine.stop();
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('a playlist', () => {
  it('is read with its gaps and slates', () => {
    const slate = piecesOf(archive.replace('t2/720p/init', 'slate-1/720p/init'));
    expect(slate.map(({ isSlate, isGap }) => [isSlate, isGap])).toEqual([
      [false, false],
      [false, true],
      [true, false],
      [true, false],
    ]);
    expect(endOfGap(slate, 1)).toBeNull();
    expect(endOfGap(slate, 3)).toBe(4);
    expect(endOfGap(slate, 5)).toBeNull();
  });
});
