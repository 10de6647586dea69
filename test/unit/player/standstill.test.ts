// A live player that stands still although playlists go on is opened anew; one that has a reason to stand is left alone.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Standstill } from '../../../client/player/standstill.ts';

let video: { currentTime: number; paused: boolean };
let opened: boolean[];
let standstill: Standstill;
let nowMs: number;
let edge: number;

beforeEach(() => {
  jest.useFakeTimers();
  video = { currentTime: 58, paused: false };
  opened = [];
  standstill = new Standstill(video, (isAtEdge) => opened.push(isAtEdge), new AbortController().signal);
  [nowMs, edge] = [0, 60];
});
afterEach(() => {
  jest.useRealTimers();
});

/** Playlists for so long, three a second, that grow by `growth` seconds a second; the player plays at `rate`. */
function playlists(seconds: number, { growth = 1, rate = 0, live = true } = {}): void {
  for (let left = seconds * 3; left > 0; left -= 1) {
    standstill.look({ live, edge }, nowMs);
    jest.advanceTimersByTime(0);
    nowMs += 1000 / 3;
    edge += growth / 3;
    video.currentTime += rate / 3;
  }
}

describe('a live player that stands still', () => {
  it('is opened anew at the live edge after eight seconds', () => {
    playlists(7.5);
    expect(opened).toEqual([]);
    playlists(1.5);
    expect(opened).toEqual([true]);
  });

  it('is opened anew where it was when that was far from the edge, and at the edge when that did not help', () => {
    video.currentTime = 10;
    playlists(9);
    expect(opened).toEqual([false]);
    playlists(15);
    expect(opened).toEqual([false]);
    playlists(3);
    expect(opened).toEqual([false, true]);
  });

  it('is given eight seconds again once it has played', () => {
    playlists(9);
    playlists(3, { rate: 1 });
    playlists(9);
    expect(opened).toEqual([true, false]);
  });

  it.each([
    ['plays', () => playlists(30, { rate: 1 })],
    ['has ended', () => playlists(30, { live: false })],
    ['has a feed that stands still itself', () => playlists(30, { growth: 0 })],
    [
      'was paused by the viewer',
      () => {
        video.paused = true;
        playlists(30);
      },
    ],
    [
      'was away for a minute',
      () => {
        playlists(5);
        nowMs += 60_000;
        edge += 60;
        playlists(5);
      },
    ],
  ])('is left alone when it %s', (_why, pass) => {
    pass();
    expect(opened).toEqual([]);
  });
});
