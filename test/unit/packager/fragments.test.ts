// Reading ffmpeg's fragments and writing ours, box by box.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BoxReader } from '../../../media/packager/box-reader.ts';
import { readFragment, type Sample } from '../../../media/packager/fragment-reader.ts';
import { writeChunk } from '../../../media/packager/fragment-writer.ts';

const sample = fc.record({
  duration: fc.integer({ min: 1, max: 100_000 }),
  compositionOffset: fc.integer({ min: -100_000, max: 100_000 }),
  isSync: fc.boolean(),
  data: fc.uint8Array({ minLength: 0, maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
});

/** Gives samples the decode times that their durations make. */
function inOrder(samples: readonly Omit<Sample, 'decodeTime'>[], startsAt: number): Sample[] {
  let decodeTime = startsAt;
  return samples.map((one) => {
    const placed = { ...one, decodeTime };
    decodeTime += one.duration;
    return placed;
  });
}

describe('chunks', () => {
  it('are read back as they were written, however the bytes are cut on the way', () => {
    const run = fc.array(sample, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(run, fc.nat(2 ** 40), fc.integer({ min: 1, max: 300 }), (parts, startsAt, step) => {
        const samples = inOrder(parts, startsAt);
        const chunk = writeChunk({ sequence: 1, trackId: 1 }, samples);
        const reader = new BoxReader();
        const boxes = [];
        for (let at = 0; at < chunk.length; at += step) boxes.push(...reader.push(chunk.subarray(at, at + step)));
        expect(boxes.map((box) => box.type)).toEqual(['moof', 'mdat']);
        const [moof, mdat] = boxes.map((box) => box.bytes);
        const defaults = { duration: 0, size: 0, flags: 0 };
        expect(readFragment(moof ?? Buffer.alloc(0), mdat ?? Buffer.alloc(0), defaults)).toEqual(samples);
      }),
    );
  });

  it('keep nothing back once a box is whole', () => {
    const reader = new BoxReader();
    reader.push(writeChunk({ sequence: 1, trackId: 1 }, []));
    expect(reader.pendingBytes).toBe(0);
  });

  it('refuse a stream that is no ISO base media', () => {
    expect(() => new BoxReader().push(Buffer.alloc(8))).toThrow('a box of 0 bytes');
  });
});
