// Each alarm of the guardian: what raises it within ten seconds, what ends it, and what must not raise it.
import { describe, expect, it } from '@jest/globals';
import { createClockWatch } from '../../../media/guardian/clock-watch.ts';
import { hoursLeft, judgeDisk } from '../../../media/guardian/disk-watch.ts';
import { Guardian } from '../../../media/guardian/guardian.ts';
import { PacketWatch } from '../../../media/guardian/packet-watch.ts';
import { PictureWatch } from '../../../media/guardian/picture-watch.ts';
import { SoundWatch } from '../../../media/guardian/sound-watch.ts';
import type { FlvTag } from '../../../media/ingest/flv-tag.ts';
import { watchedPicture, watchedSound } from '../../../media/recipes/watched.ts';

const pixels = watchedPicture.width * watchedPicture.height;
const plain = (grey: number): Buffer => Buffer.alloc(pixels, grey);
/** A still room: a grey wall and a camera's noise. */
function room(seed: number): Buffer {
  const picture = plain(90);
  for (let at = seed % 7; at < pixels; at += 97) picture[at] = 90 + ((at * 31 + seed * 17) % 9);
  return picture;
}
function seen(seconds: number, picture: (index: number) => Buffer): PictureWatch {
  const watch = new PictureWatch();
  for (let index = 0; index < seconds * watchedPicture.framesPerSecond; index += 1) watch.push(picture(index));
  return watch;
}

describe('the picture', () => {
  it('is black or frozen after less than ten seconds of it, not after five', () => {
    expect(seen(9, () => plain(16)).alarms()).toEqual(['picture-black']);
    expect(seen(9, () => room(1)).alarms()).toEqual(['picture-frozen']);
    expect(seen(5, () => plain(16)).alarms()).toEqual([]);
    expect(seen(5, () => room(1)).alarms()).toEqual([]);
  });

  it('of a still room, or of a dark one with a lamp, is neither', () => {
    expect(seen(15, room).alarms()).toEqual([]);
    const lamp = (index: number): Buffer => plain(16 + (index % 2)).fill(200, 40 * index, 40 * index + 40);
    expect(seen(15, lamp).alarms()).toEqual([]);
  });

  it('is well again with the first picture that moves, in whatever pieces it comes', () => {
    const watch = seen(9, () => plain(16));
    const moving = Buffer.concat([room(1), room(2)]);
    watch.push(moving.subarray(0, 1000));
    watch.push(moving.subarray(1000));
    expect(watch.alarms()).toEqual([]);
  });
});

/** Seconds of a tone at this share of full scale. */
function tone(seconds: number, level: number): Buffer {
  const samples = (watchedSound.rate * watchedSound.channels) / 50;
  const period = Buffer.alloc(samples * 2);
  for (let at = 0; at < samples; at += 1) {
    period.writeInt16LE(Math.round(Math.max(-1, Math.min(1, level * Math.sin(at / 20))) * 32_767), at * 2);
  }
  return Buffer.concat(Array.from({ length: seconds * 50 }, () => period));
}

describe('the sound', () => {
  const heard = (...pieces: Buffer[]): SoundWatch => {
    const watch = new SoundWatch();
    for (const piece of pieces) watch.push(piece);
    return watch;
  };

  it('is silent after eight seconds without any, and not in a pause of a speaker', () => {
    expect(heard(tone(8, 0.0002)).alarms()).toEqual(['sound-silent']);
    expect(heard(tone(1, 0.3), tone(5, 0), tone(1, 0.3)).alarms()).toEqual([]);
    expect(heard(tone(8, 0), tone(1, 0.1)).alarms()).toEqual([]);
  });

  it('clips when it is driven beyond full scale, not when it is merely loud', () => {
    expect(heard(tone(5, 1.5)).alarms()).toEqual(['sound-clipping']);
    expect(heard(tone(5, 0.95)).alarms()).toEqual([]);
    expect(heard(tone(5, 1.5), tone(6, 0.3)).alarms()).toEqual([]);
  });

  it('has a level in decibels, of the last second only', () => {
    expect(heard(tone(1, 0.1)).level).toEqual({ peak: -20, rms: -23 });
    expect(heard(tone(1, 0.9), tone(1, 0.1)).level).toEqual({ peak: -20, rms: -23 });
    expect(heard(tone(1, 0)).level).toEqual({ peak: -120, rms: -120 });
    expect(heard(tone(0.05, 0.5)).level).toBeNull();
  });
});

function tag(kind: 'video' | 'audio', timestampMs: number, bytes: number): FlvTag {
  const payload = Buffer.alloc(bytes);
  return { kind, timestampMs, payload, arrivedAtMs: 0, isSequenceHeader: false, isKeyframe: false, compositionMs: 0 };
}

/** Plays seconds of an encoder into the watch, 25 pictures a second. */
function send(watch: PacketWatch, from: number, to: number, more: { soundLagMs?: number; bytes?: number } = {}): void {
  for (let atMs = from * 1000; atMs < to * 1000; atMs += 40) {
    watch.push(tag('video', atMs, more.bytes ?? 6000), atMs);
    watch.push(tag('audio', atMs - (more.soundLagMs ?? 20), 200), atMs);
  }
}

describe('the tags', () => {
  it('tell when sound and picture come apart, and by how much', () => {
    const watch = new PacketWatch();
    send(watch, 0, 10);
    expect(watch.alarms(10_000)).toEqual([]);
    send(watch, 10, 16, { soundLagMs: 1500 });
    expect(watch.alarms(16_000)).toEqual([{ code: 'sound-apart', fact: '1.5' }]);
    send(watch, 16, 17);
    expect(watch.alarms(17_000)).toEqual([]);
  });

  it('tell when the rate collapses, and not of an encoder that always sends little', () => {
    const watch = new PacketWatch();
    send(watch, 0, 30);
    send(watch, 30, 37, { bytes: 200 });
    expect(watch.alarms(37_000).map((alarm) => alarm.code)).toEqual(['bitrate-collapsed']);
    send(watch, 37, 39);
    expect(watch.alarms(39_000)).toEqual([]);
    const thin = new PacketWatch();
    send(thin, 0, 60, { bytes: 300 });
    expect(thin.alarms(60_000)).toEqual([]);
  });
});

describe('disk and clock', () => {
  it('warns at two sessions, gives up low rungs at twenty minutes', () => {
    const rate = 1_000_000;
    const session = 4 * 3600 * rate;
    expect([3, 1.9, 0.08, 0.001].map((share) => judgeDisk(share * session, rate))).toEqual([
      ...['roomy', 'filling', 'scarce', 'full'],
    ]);
    expect(hoursLeft(session, rate)).toBe('4.0');
  });

  it('says by how much the clock was set, in either direction, and nothing of a second', () => {
    let wallMs = 1_000_000;
    const watch = createClockWatch(
      () => wallMs,
      () => 1_000_000,
    );
    expect(watch.skewSeconds()).toBeNull();
    wallMs += 1000;
    expect(watch.skewSeconds()).toBeNull();
    wallMs += 7_200_000;
    expect(watch.skewSeconds()).toBe(7201);
    wallMs -= 15_000_000;
    expect(watch.skewSeconds()).toBe(-7799);
  });
});

describe('the guardian', () => {
  it('tells each change of its alarms once, and forgets them with the take', () => {
    let changes = 0;
    const guardian = new Guardian({ monotonicMs: () => 0, onChange: () => (changes += 1) });
    const { picture } = guardian.watch();
    for (let index = 0; index < 20; index += 1) picture(plain(16));
    expect(guardian.problems()).toEqual([{ code: 'picture-black', fact: null }]);
    expect(changes).toBe(1);
    guardian.forget();
    expect(guardian.problems()).toEqual([]);
    expect(changes).toBe(2);
  });
});
