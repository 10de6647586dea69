// The loudest sample of every stretch, however the sound comes in.
import { describe, expect, it } from '@jest/globals';
import { createPeakMeter } from '../../../media/stills/peak-meter.ts';

describe('the peak meter', () => {
  it('gives the loudest of every stretch, the last one too, for any cutting of the stream', () => {
    const samples = [0, 16_384, -3, 5, -32_768, 1, 8192];
    const sound = Buffer.alloc(samples.length * 2);
    samples.forEach((sample, index) => sound.writeInt16LE(sample, index * 2));
    for (const size of [1, 3, 5, 14]) {
      const meter = createPeakMeter(3);
      for (let at = 0; at < sound.length; at += size) meter.add(sound.subarray(at, at + size));
      expect([...meter.peaks()]).toEqual([128, 255, 64]);
    }
  });
});
