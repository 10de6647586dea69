/** @jest-environment jsdom */
// Which player a browser gets, and what its viewer is told. The browser is made by hand: with hls.js or without, with an HLS of
// its own or without.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createPlayerStore, type PlayerStore } from '../../../client/player/player-store.ts';
import { waitFor } from '../../support/wait-for.ts';

const isStarted = (holds: () => boolean) => waitFor(holds, { describe: 'the engine is started' });

const browser = { hasMediaSource: false, ownHls: '' as CanPlayTypeResult };
const startedByHlsJs: string[] = [];
const still = { stop: () => undefined, facts: () => ({}), instantAt: () => null, setLive: () => undefined };
jest.unstable_mockModule('../../../client/player/hls-engine.ts', () => ({
  isHlsJsUsable: () => browser.hasMediaSource,
  startHlsEngine: (_video: HTMLVideoElement, { hls }: { hls: string }) => {
    startedByHlsJs.push(hls);
    return still;
  },
}));
const { loadEngine } = await import('../../../client/player/load-engine.ts');

const address = '/hls/s/master.m3u8';
let video: HTMLVideoElement;
let store: PlayerStore;
const plays = jest.fn(() => Promise.resolve());

beforeEach(() => {
  startedByHlsJs.length = 0;
  plays.mockClear();
  video = document.createElement('video');
  video.play = plays;
  video.load = () => undefined;
  video.canPlayType = (type) => (type === 'application/vnd.apple.mpegurl' ? browser.ownHls : '');
});
afterEach(() => store.destroy());

/** A page gives the player a live session; comes back when the player has said `state`. */
async function watch(state: string, load = loadEngine): Promise<void> {
  store = createPlayerStore(load);
  store.attach(video);
  store.load({ hls: address, live: true });
  await says(state);
}

function says(state: string): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (store.getSnapshot().state === state) resolve();
    };
    store.subscribe(look);
    look();
  });
}

describe('a browser', () => {
  it('without MediaSource but with its own HLS plays by itself, silent at first', async () => {
    Object.assign(browser, { hasMediaSource: false, ownHls: 'maybe' });
    await watch('loading');
    await isStarted(() => video.getAttribute('src') !== null);
    expect(video.getAttribute('src')).toBe(address);
    expect([video.muted, plays.mock.calls.length, startedByHlsJs]).toEqual([true, 1, []]);
  });

  it('with MediaSource gets hls.js, whatever it says of its own HLS', async () => {
    Object.assign(browser, { hasMediaSource: true, ownHls: 'maybe' });
    expect(await loadEngine(video)).not.toBeNull();
    await watch('loading');
    await isStarted(() => startedByHlsJs.length > 0);
    expect([startedByHlsJs, video.getAttribute('src')]).toEqual([[address], null]);
  });

  it('with neither says so, and that trying again is no use', async () => {
    Object.assign(browser, { hasMediaSource: false, ownHls: '' });
    await watch('unplayable');
    expect(video.getAttribute('src')).toBeNull();
  });
});

describe('a player whose code could not be fetched', () => {
  it('says so, and fetches it again when the viewer asks for it', async () => {
    Object.assign(browser, { hasMediaSource: false, ownHls: 'maybe' });
    let isOnline = false;
    await watch('failed', (of) => (isOnline ? loadEngine(of) : Promise.reject(new Error('offline'))));
    isOnline = true;
    store.play();
    await says('loading');
    await isStarted(() => video.getAttribute('src') !== null);
    expect(video.getAttribute('src')).toBe(address);
  });
});
