/** @jest-environment jsdom */
// A viewer is kept where there is something to see; what a browser makes of it is seen in the browser tests.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { stayInside } from '../../../client/player/stay-inside.ts';

const listening = { current: new AbortController() };
/** Six seconds, the last two of which are withheld. */
const pieces = [false, false, true].map((isGap, index) => ({
  ...{ startSeconds: index * 2, durationSeconds: 2, instantMs: index * 2000 },
  isGap,
}));
let video: HTMLVideoElement;
let pause: ReturnType<typeof jest.fn>;

beforeEach(() => {
  listening.current = new AbortController();
  video = document.createElement('video');
  pause = jest.fn();
  video.pause = pause as () => void;
});
afterEach(() => listening.current.abort());

function watch(isLive: boolean): void {
  const { signal } = listening.current;
  stayInside(video, { pieces: () => pieces, firstSecond: () => 0.2, liveEdge: () => (isLive ? 6 : null), signal });
}

function at(seconds: number, event: 'seeking' | 'waiting'): number {
  video.currentTime = seconds;
  video.dispatchEvent(new Event(event));
  return video.currentTime;
}

describe('a viewer who jumps', () => {
  it('is put onto the first sound of a live session, and not of a recording', () => {
    watch(true);
    expect(at(0, 'seeking')).toBeCloseTo(0.21);
    listening.current.abort();
    listening.current = new AbortController();
    watch(false);
    expect(at(0, 'seeking')).toBe(0);
  });

  it('into a withheld end is put before it', () => {
    watch(false);
    expect(at(5, 'seeking')).toBe(3.25);
  });
});

describe('a player that waits', () => {
  it('before a withheld end has ended, and is paused', () => {
    watch(false);
    at(2.5, 'waiting');
    expect(pause).not.toHaveBeenCalled();
    expect(at(3.93, 'waiting')).toBe(3.93);
    expect(pause).toHaveBeenCalledTimes(1);
  });

  it('before a gap while live waits for what follows', () => {
    watch(true);
    at(3.93, 'waiting');
    expect(pause).not.toHaveBeenCalled();
  });
});
