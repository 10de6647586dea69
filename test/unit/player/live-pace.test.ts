// How a live viewer is kept close to the room: hurried a little, moved only when it is not seen or far too late.
import { describe, expect, it } from '@jest/globals';
import { isLeap, jumpOf, keepLivePace, paceOf } from '../../../client/player/live-pace.ts';

const onTarget = { delay: 1.05, target: 1.05, ahead: 0.8, rate: 1 };

describe('the pace at the live edge', () => {
  it('is that of life on target, and a little faster when late', () => {
    expect(paceOf(onTarget)).toBe(1);
    expect(paceOf({ ...onTarget, delay: 1.3 })).toBe(1.06);
  });

  it('goes on hurrying down to the target, so that it does not flutter', () => {
    expect(paceOf({ ...onTarget, delay: 1.07 })).toBe(1);
    expect(paceOf({ ...onTarget, delay: 1.07, rate: 1.06 })).toBe(1.06);
  });

  it('never hurries into an empty buffer', () => {
    expect(paceOf({ ...onTarget, delay: 2, ahead: 0.4 })).toBe(1);
  });

  it('jumps while starting when the pictures are there', () => {
    expect(jumpOf({ ...onTarget, delay: 2.05, ahead: 1.8 }, true)).toBeCloseTo(1);
    expect(jumpOf({ ...onTarget, delay: 2.05, ahead: 1.2 }, true)).toBe(0);
    expect(jumpOf({ ...onTarget, delay: 2.05, ahead: 1.8 }, false)).toBe(0);
    expect(jumpOf({ ...onTarget, delay: 9.05, ahead: 8.8 }, false)).toBeCloseTo(8);
  });
});

/** As much of a <video> as the pace needs. */
class FakeVideo extends EventTarget {
  currentTime = 100;
  playbackRate = 1;
  paused = false;
  seeking = false;
  edge = 101;
  readonly buffered = { length: 1, start: () => 0, end: () => this.edge };

  /** Media time goes on by a quarter of a second, at the live edge too. */
  pass(): void {
    this.currentTime += 0.25;
    this.edge += 0.25;
    this.dispatchEvent(new Event('timeupdate'));
  }
}

function watch(isStartedLive = true) {
  const video = new FakeVideo();
  const end = new AbortController();
  let isLive = true;
  const place = () => (isLive ? { delay: video.edge - video.currentTime, target: 1 } : null);
  keepLivePace(video as unknown as HTMLVideoElement, { place, isStartedLive, signal: end.signal });
  return { video, endLive: () => (isLive = false) };
}

describe('a viewer', () => {
  it('who was held up after the start is put back to the live edge', () => {
    const { video } = watch();
    video.pass();
    video.edge += 9.5;
    video.pass();
    expect(video.edge - video.currentTime).toBeCloseTo(1);
  });

  it('who lags far behind without pictures to jump to is hurried', () => {
    const { video } = watch();
    video.pass();
    video.edge += 4;
    video.buffered.end = () => video.currentTime + 1;
    video.pass();
    expect(video.edge - video.currentTime).toBeCloseTo(5);
    expect(video.playbackRate).toBeGreaterThan(1);
  });

  it('who rewinds stays there', () => {
    const { video } = watch();
    video.pass();
    video.currentTime -= 20;
    video.pass();
    video.pass();
    expect(video.edge - video.currentTime).toBeCloseTo(21);
    expect(video.playbackRate).toBe(1);
  });

  it('who paused goes on where he was', () => {
    const { video } = watch();
    video.pass();
    video.dispatchEvent(new Event('pause'));
    video.edge += 20;
    video.pass();
    expect(video.edge - video.currentTime).toBeCloseTo(21);
  });

  it('is not hurried any more when the session has ended', () => {
    const { video, endLive } = watch();
    video.pass();
    video.edge += 0.2;
    video.pass();
    expect(video.playbackRate).toBeGreaterThan(1);
    endLive();
    video.pass();
    expect(video.playbackRate).toBe(1);
  });
});

describe('a leap', () => {
  const before = { seconds: 100, atMs: 5000 };

  it.each([
    ['a picture that went on', 100.25, 5250, false],
    ['a page that was busy for four seconds', 104, 9000, false],
    ['a picture that stood still for four seconds', 100, 9000, false],
    ['a rewind', 80, 5250, true],
    ['a rewind by a busy page', 98, 9000, true],
    ['a jump ahead', 102, 5250, true],
  ])('%s', (_what, seconds, atMs, leap) => {
    expect(isLeap(before, { seconds, atMs })).toBe(leap);
  });
});
