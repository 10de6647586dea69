/** @jest-environment jsdom */
// Where hls.js is told to begin, by a hand-made hls.js: before the first picture a <video> says second 0, and that is nobody's
// place. What hls.js does with it is seen in the browser tests.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { PlayerEngine, StartAt } from '../../../client/player/engine.ts';

type Listener = (event: string, data: object) => void;

/** What hls.js chooses qualities with, as far as it hears of playlists. */
class HandLadder {
  static heard: object[] = [];
  hls: object | null;
  constructor(hls: object) {
    this.hls = hls;
  }
  onLevelLoaded(_event: string, data: object): void {
    HandLadder.heard.push(data);
  }
}

/** What the engine asks of hls.js, and its events said by hand. */
class HandHls {
  static DefaultConfig = { abrController: HandLadder };
  static all: HandHls[] = [];
  static Events: Record<string, string>;
  static isSupported = (): boolean => true;
  readonly began: number[] = [];
  isDestroyed = false;
  levels = [];
  audioTracks = [];
  allAudioTracks = [{ url: '/hls/s/audio.m3u8' }];
  audioTrack = -1;
  latency = 1;
  targetLatency = 1;
  liveSyncPosition = null;
  latestLevelDetails: object | null = null;
  readonly #listeners: [string, Listener][] = [];
  readonly ladder: HandLadder;
  constructor(settings: { abrController: typeof HandLadder }) {
    HandHls.all.push(this);
    this.ladder = new settings.abrController(this);
  }
  on = (event: string, listener: Listener): void => void this.#listeners.push([event, listener]);
  say(event: string, data: object): void {
    for (const [name, listener] of this.#listeners) if (name === event) listener(event, data);
  }
  loadSource = (): void => undefined;
  attachMedia = (): void => undefined;
  startLoad = (seconds: number): void => void this.began.push(seconds);
  destroy = (): void => void (this.isDestroyed = true);
}
const Events = new Proxy({}, { get: (_, name) => String(name) });
const ErrorTypes = { NETWORK_ERROR: 'networkError', MEDIA_ERROR: 'mediaError' };
jest.unstable_mockModule('hls.js', () => ({ default: HandHls, Events, ErrorTypes }));
const { startHlsEngine } = await import('../../../client/player/hls-engine.ts');

const startMs = Date.parse('2026-11-28T10:00:00Z');
/** A live playlist of a minute. */
const details = {
  live: true,
  advanced: true,
  endCC: 0,
  age: 0,
  edge: 60,
  fragmentStart: 0,
  partList: null,
  fragments: [{ start: 0, duration: 60, programDateTime: startMs, cc: 0, initSegment: { relurl: 't1/v/init.mp4' } }],
};
const master = (size: string): string => `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=${size}\nv0.m3u8\n`;
const levels = [{ url: 'http://localhost/hls/s/v0.m3u8', attrs: { RESOLUTION: '960x540' } }];

let video: HTMLVideoElement;
let engine: PlayerEngine;
const newest = (): HandHls => HandHls.all.at(-1) as HandHls;

beforeEach(() => {
  jest.useFakeTimers();
  HandHls.all = [];
  video = document.createElement('video');
  video.play = () => Promise.resolve();
  globalThis.fetch = () => Promise.resolve({ ok: true, text: () => Promise.resolve(master('320x180')) } as Response);
});
afterEach(() => {
  engine.stop();
  jest.useRealTimers();
});

function start(startAt: StartAt): void {
  engine = startHlsEngine(video, { hls: '/hls/s/master.m3u8', live: true, startAt }, () => undefined);
  playlistComes();
}

function playlistComes(): void {
  newest().say('MANIFEST_LOADED', { levels });
  newest().latestLevelDetails = details;
  newest().say('LEVEL_UPDATED', { details });
}

/** An encoder with another picture has taken over: the session has another ladder. */
async function ladderChanges(): Promise<void> {
  await jest.advanceTimersByTimeAsync(5000);
  expect(HandHls.all.map(({ isDestroyed }) => isDestroyed)).toEqual([true, false]);
  playlistComes();
}

describe('a live player whose session gets other qualities', () => {
  it('begins at the live edge all the same when nothing has been shown yet', async () => {
    start(null);
    await ladderChanges();
    expect(newest().began).toEqual([]);
  });

  it('begins where it was asked to when nothing has been shown yet', async () => {
    start({ instantMs: startMs + 20_000 });
    await ladderChanges();
    expect(newest().began).toEqual([20]);
  });

  it('goes on where the viewer is', async () => {
    start(null);
    video.currentTime = 30;
    video.dispatchEvent(new Event('playing'));
    await ladderChanges();
    expect(newest().began).toEqual([30]);
  });
});

describe('a player that begins where a part is withheld', () => {
  const fragment = { duration: 20, programDateTime: startMs, cc: 0, initSegment: { relurl: 't1/v/init.mp4' } };
  const gap = { ...fragment, start: 20, gap: true, programDateTime: startMs + 20_000 };
  const last = { ...fragment, start: 40, programDateTime: startMs + 40_000 };
  const recording = (...fragments: object[]) => ({ ...details, live: false, edge: 20 * fragments.length, fragments });
  const openAt = (offsetSeconds: number, playlist: object): void => {
    engine = startHlsEngine(
      video,
      { hls: '/hls/s/master.m3u8', live: false, startAt: { offsetSeconds } },
      () => undefined,
    );
    newest().latestLevelDetails = playlist;
    newest().say('LEVEL_UPDATED', { details: playlist });
  };

  it('is put behind it before anything is loaded: hls.js would load nothing for ever', () => {
    openAt(25, recording({ ...fragment, start: 0 }, gap, last));
    expect(newest().began).toEqual([40.05]);
  });

  it('is put before it when nothing follows', () => {
    openAt(25, recording({ ...fragment, start: 0 }, gap));
    expect(newest().began).toEqual([19.25]);
  });
});

describe('a player that is opened anew', () => {
  it('plays on when it has played, also when that happens twice before its pictures are back', async () => {
    start(null);
    let [isPaused, plays] = [false, 0];
    Object.defineProperty(video, 'paused', { get: () => isPaused });
    video.play = () => Promise.resolve(void (plays += 1));
    engine.setAudioOnly(true);
    isPaused = true;
    engine.setAudioOnly(false);
    newest().say('MEDIA_ATTACHED', {});
    expect([HandHls.all.length, plays]).toEqual([3, 1]);
    engine.setAudioOnly(true);
    newest().say('MEDIA_ATTACHED', {});
    expect([HandHls.all.length, plays]).toEqual([4, 1]);
  });
});

describe('a live player that begins before the first sound', () => {
  const sound = (fragmentStart: number, live = true): void =>
    newest().say('AUDIO_TRACK_UPDATED', { details: { live, fragmentStart } });

  it('is put onto it: hls.js would wait at the live edge for ever', () => {
    start({ offsetSeconds: 0 });
    sound(0.37);
    sound(0.37);
    expect(newest().began).toEqual([0, 0.38]);
  });

  it('is left alone where there is sound, in the archive, and once it plays', () => {
    start({ offsetSeconds: 5 });
    sound(0.37);
    sound(6, false);
    video.dispatchEvent(new Event('playing'));
    sound(6);
    expect(newest().began).toEqual([5]);
  });
});

describe('a player that could not load', () => {
  const fail = (): void => newest().say('ERROR', { type: 'networkError', fatal: true });

  it('begins again where it was to begin, not at second 0', async () => {
    start(null);
    fail();
    await jest.advanceTimersByTimeAsync(600);
    expect(newest().began).toEqual([-1]);
  });

  it('goes on where the viewer is', async () => {
    start(null);
    video.currentTime = 30;
    video.dispatchEvent(new Event('seeking'));
    fail();
    await jest.advanceTimersByTimeAsync(600);
    expect(newest().began).toEqual([30]);
  });
});

describe('the choice of a quality', () => {
  beforeEach(() => {
    HandLadder.heard = [];
    start(null);
  });

  it('is thought over when all parts of hls.js have heard of a playlist, so that none is left with half of it', () => {
    const { ladder } = newest();
    ladder.onLevelLoaded('LEVEL_LOADED', details);
    expect(HandLadder.heard).toEqual([]);
    jest.runAllTicks();
    expect(HandLadder.heard).toEqual([details]);
  });

  it('is no more thought over when hls.js was ended by what it heard', () => {
    const { ladder } = newest();
    ladder.onLevelLoaded('LEVEL_LOADED', details);
    ladder.hls = null;
    jest.runAllTicks();
    expect(HandLadder.heard).toEqual([]);
  });
});
