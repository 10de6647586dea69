// What a browser's refusals and abilities mean for the camera: a code for each, and the best form of recording.
import { describe, expect, it } from '@jest/globals';
import { lackOf, problemOfDevice, problemOfRefusal } from '../../../client/desk/camera/camera-problem.ts';
import { knownFormats, lowerQuality } from '../../../client/desk/camera/camera-quality.ts';

describe('a camera that cannot be used', () => {
  it.each([
    ['NotAllowedError', 'not-permitted'],
    ['NotFoundError', 'not-found'],
    ['OverconstrainedError', 'not-found'],
    ['NotReadableError', 'in-use'],
    ['TypeError', 'failed'],
  ])('after %s: %s', (name, problem) => {
    expect(problemOfDevice(Object.assign(new Error('refused'), { name }))).toBe(problem);
  });

  it('says first that the page is not secure: the rest is missing because of that', () => {
    expect(lackOf({ isSecure: false, hasDevices: false, hasRecorder: true })).toBe('insecure');
    expect(lackOf({ isSecure: true, hasDevices: true, hasRecorder: false })).toBe('not-supported');
    expect(lackOf({ isSecure: true, hasDevices: true, hasRecorder: true })).toBeNull();
  });

  it('is tried again only where that may help', () => {
    expect([problemOfRefusal('camera-taken'), problemOfRefusal('command-not-allowed')]).toEqual([
      'taken',
      'session-over',
    ]);
    expect([problemOfRefusal('slow-down'), problemOfRefusal('websocket error')]).toEqual([null, null]);
  });
});

describe('the form of a recording', () => {
  it('is H.264 where the browser can make it, else VP8, and MP4 where there is nothing else', () => {
    const best = (...known: string[]) => knownFormats((mimeType) => known.some((one) => mimeType.startsWith(one)))[0];
    expect(best('video/webm', 'video/x-matroska', 'video/mp4')).toMatchObject({
      pictures: 'h264',
      container: 'matroska',
    });
    expect(best('video/webm')).toMatchObject({ pictures: 'other', container: 'matroska' });
    expect(best('video/mp4')).toMatchObject({ pictures: 'h264', container: 'mp4' });
    expect(best()).toBeUndefined();
  });

  it('becomes smaller step by step, and not smaller than the smallest', () => {
    expect([lowerQuality('720p'), lowerQuality('480p'), lowerQuality('360p')]).toEqual(['480p', '360p', '360p']);
  });
});
