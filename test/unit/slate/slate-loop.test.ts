// An endless slate made of a few samples: exact parts, exact segments, and bytes that can be made anew.
import { describe, expect, it } from '@jest/globals';
import { partTargetSeconds } from '../../../media/packager/cut-plan.ts';
import {
  partsPerSlateSegment,
  slateOffset,
  slatePart,
  slateSegment,
  slateSegmentBytes,
  type SlateRung,
} from '../../../media/slate/slate-loop.ts';

const picture: SlateRung = {
  name: 'slate',
  variant: 0,
  trackId: 1,
  init: { kind: 'video', codec: 'avc1.4d401f', timescale: 90_000, width: 1280, height: 720, bytes: Buffer.alloc(700) },
  samples: [900, 40, 41, 42, 43, 44].map((length) => Buffer.alloc(length, length % 256)),
};
const sound: SlateRung = {
  name: 'audio',
  variant: 0,
  trackId: 1,
  init: { kind: 'audio', codec: 'mp4a.40.2', timescale: 48_000, width: null, height: null, bytes: Buffer.alloc(600) },
  samples: [Buffer.alloc(9, 1)],
};
const parts = (rung: SlateRung, count: number) =>
  Array.from({ length: count }, (_, index) => slatePart(rung, index, { segmentAtMs: 1000 }));

describe.each([
  ['picture', picture],
  ['sound', sound],
])('the %s of a slate', (_kind, rung) => {
  it('has parts between 85 % and 100 % of the target, each where the one before ended', () => {
    const all = parts(rung, 200);
    for (const [index, part] of all.entries()) {
      expect(part.durationSeconds).toBeLessThanOrEqual(partTargetSeconds);
      expect(part.durationSeconds).toBeGreaterThanOrEqual(partTargetSeconds * 0.85);
      const before = all[index - 1];
      if (before !== undefined) expect(part.startSeconds).toBeCloseTo(before.startSeconds + before.durationSeconds, 9);
    }
    expect(all.at(-1)?.startSeconds).toBeCloseTo(199 / 3, 1);
  });

  it('knows where each segment would lie in a file, and its bytes, without having kept any', () => {
    let offset = rung.init.bytes.length;
    for (let number = 0; number < 20; number += 1) {
      const made = parts(rung, (number + 1) * partsPerSlateSegment).slice(number * partsPerSlateSegment);
      const bytes = Buffer.concat(made.map((part) => part.bytes));
      expect(slateOffset(rung, number)).toBe(offset);
      expect(slateSegmentBytes(rung, number, partsPerSlateSegment)).toEqual(bytes);
      offset += bytes.length;
    }
  });

  it('has segments as long as their parts, also when it stops in the middle', () => {
    for (const count of [1, 4, partsPerSlateSegment]) {
      const segment = slateSegment(rung, 7, count, 5000);
      const made = parts(rung, 7 * partsPerSlateSegment + count).slice(7 * partsPerSlateSegment);
      const sum = made.reduce((total, part) => total + part.durationSeconds, 0);
      expect(segment.durationSeconds).toBeCloseTo(sum, 9);
      expect(segment.startSeconds).toBe(made[0]?.startSeconds);
    }
  });
});

describe('a slate of twelve hours', () => {
  it('needs no more than its samples and stays in time', () => {
    const last = 12 * 3600 * 3 - 1;
    expect(slatePart(picture, last, { segmentAtMs: 0 }).startSeconds).toBeCloseTo(12 * 3600 - 1 / 3, 6);
    expect(slatePart(sound, last, { segmentAtMs: 0 }).startSeconds).toBeCloseTo(12 * 3600 - 1 / 3, 1);
  });
});
