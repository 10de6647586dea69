// The packed table of closed segments gives back what was put into it, and finds it.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SegmentTable, type ClosedSegment } from '../../../media/origin/segment-table.ts';

const size = fc.nat({ max: 2 ** 40 });
/** Every fact as far apart as hours of media make it; what is lost is settled. */
const facts = fc.record({
  startSeconds: fc.double({ min: 0, max: 50_000, noNaN: true }),
  durationSeconds: fc.double({ min: 0, max: 2.49, noNaN: true }),
  atMs: fc.integer({ min: 0, max: 2 ** 45 }),
  offset: size,
  length: size,
  isLost: fc.boolean(),
  isSettled: fc.boolean(),
  partCount: fc.option(fc.nat({ max: 20 })),
});

/** Segments whose numbers leave some out. */
const rows: fc.Arbitrary<readonly ClosedSegment[]> = fc
  .array(fc.record({ leftOut: fc.nat({ max: 2 }), facts }), { maxLength: 300 })
  .map((steps) => {
    let next = 0;
    return steps.map((step) => {
      const number = next + step.leftOut;
      next = number + 1;
      return { ...step.facts, number, isSettled: step.facts.isSettled || step.facts.isLost };
    });
  });

function tableOf(segments: readonly ClosedSegment[]): SegmentTable {
  const table = new SegmentTable();
  for (const segment of segments) table.push(segment);
  return table;
}

const segment: ClosedSegment = {
  number: 4,
  startSeconds: 8,
  durationSeconds: 2,
  atMs: 1000,
  offset: 70,
  length: 30,
  isSettled: false,
  isLost: false,
  partCount: 6,
};

describe('the table of closed segments', () => {
  it('gives back each segment as it was, and finds it by its number', () => {
    fc.assert(
      fc.property(rows, (segments) => {
        const table = tableOf(segments);
        expect(segments.map((_, index) => table.at(index))).toEqual(segments);
        const numbers = Array.from({ length: (segments.at(-1)?.number ?? 0) + 2 }, (_, number) => number);
        const expected = numbers.map((number) => segments.findIndex((one) => one.number === number));
        expect(numbers.map((number) => table.indexOf(number) ?? -1)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('remembers what became of a segment, and of no other', () => {
    const table = tableOf([segment, { ...segment, number: 5 }, { ...segment, number: 6 }]);
    table.settle(0, { offset: 500, length: 20 });
    table.settle(1, null);
    expect(table.at(0)).toEqual({ ...segment, isSettled: true, offset: 500, length: 20 });
    expect(table.at(1)).toEqual({ ...segment, number: 5, isSettled: true, isLost: true });
    expect(table.at(2)).toEqual({ ...segment, number: 6 });
  });

  it('gives nothing for a segment that it does not have', () => {
    expect(() => tableOf([segment]).at(1)).toThrow('there is no segment 1 in a table of 1');
    expect(() => new SegmentTable().at(0)).toThrow(RangeError);
  });
});
