// The player says what is, in one word, whatever combination of readings comes along.
import { describe, expect, it } from '@jest/globals';
import { noEngineFacts, playerState, readFacts } from '../../../client/player/player-facts.ts';
import type { MediaReadings, StateInputs } from '../../../client/player/player-facts.ts';

const playing: StateInputs = {
  hasSource: true,
  paused: false,
  ended: false,
  readyState: 4,
  live: true,
  standingStill: false,
  failed: false,
  unplayable: false,
};

const media: MediaReadings = {
  paused: false,
  ended: false,
  muted: false,
  volume: 1,
  playbackRate: 1,
  currentTime: 10,
  duration: Number.POSITIVE_INFINITY,
  readyState: 4,
  seekable: { length: 1, start: () => 0, end: () => 12 },
};

describe('the state of the player', () => {
  it.each<[string, Partial<StateInputs>, string]>([
    ['nothing is to be played', { hasSource: false }, 'idle'],
    ['pictures run', {}, 'playing'],
    ['nothing is loaded yet', { readyState: 0 }, 'loading'],
    ['the viewer pauses', { paused: true }, 'paused'],
    ['the buffer is empty though the feed runs', { readyState: 2 }, 'stalled'],
    ['the feed stands still and the buffer is empty', { readyState: 2, standingStill: true }, 'waiting-for-picture'],
    ['nothing is recorded yet', { readyState: 0, standingStill: true }, 'waiting-for-picture'],
    ['the feed stands still but there is something to show', { standingStill: true }, 'playing'],
    ['the archive is over', { live: false, ended: true, paused: true }, 'ended'],
    ['the archive does not answer', { live: false, readyState: 0, standingStill: true }, 'loading'],
    ['the archive was given up', { live: false, failed: true }, 'failed'],
    ['the browser plays nothing of ours', { unplayable: true, readyState: 0 }, 'unplayable'],
  ])('when %s', (_when, change, state) => {
    expect(playerState({ ...playing, ...change })).toBe(state);
  });

  it('has a name for every combination, and never fails while live unless given up', () => {
    const flags = [true, false];
    for (const hasSource of flags)
      for (const paused of flags)
        for (const ended of flags)
          for (const live of flags)
            for (const standingStill of flags)
              for (const readyState of [0, 1, 2, 3, 4]) {
                const state = playerState({
                  hasSource,
                  paused,
                  ended,
                  live,
                  standingStill,
                  readyState,
                  failed: false,
                  unplayable: false,
                });
                expect(state).not.toBe('failed');
                expect(state === 'idle').toBe(!hasSource);
                if (live) expect(state).not.toBe('ended');
              }
  });
});

describe('reading the facts', () => {
  const known = { hasSource: true, live: true, instantMs: 1_000 };

  it('counts three seconds behind the aimed delay as live', () => {
    const engine = { ...noEngineFacts, targetLatencySeconds: 1 };
    expect(readFacts(media, engine, known).atLiveEdge).toBe(true);
    expect(readFacts({ ...media, currentTime: 7 }, engine, known).atLiveEdge).toBe(false);
  });

  it('believes the playlist more than the page about being live', () => {
    expect(readFacts(media, { ...noEngineFacts, playlistLive: false }, known).live).toBe(false);
    expect(readFacts(media, noEngineFacts, known).live).toBe(true);
  });

  it('does not show the catching up of the engine as a speed that the viewer chose', () => {
    expect(readFacts({ ...media, playbackRate: 1.05 }, noEngineFacts, known).rate).toBe(1);
    expect(readFacts({ ...media, playbackRate: 1.5 }, noEngineFacts, known).rate).toBe(1.5);
  });

  it('knows no instant before there is a picture', () => {
    expect(readFacts({ ...media, readyState: 0 }, noEngineFacts, known).instantMs).toBeNull();
    expect(readFacts(media, noEngineFacts, known).instantMs).toBe(1_000);
  });

  it('has no length while the length is infinite', () => {
    expect(readFacts(media, noEngineFacts, known).duration).toBeNull();
    expect(readFacts({ ...media, duration: 90 }, noEngineFacts, known).duration).toBe(90);
  });

  it('takes volume zero for muted', () => {
    expect(readFacts({ ...media, volume: 0 }, noEngineFacts, known).muted).toBe(true);
  });
});
