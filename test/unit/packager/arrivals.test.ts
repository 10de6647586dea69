// The arrivals of the last pictures: in order, findable, and never more than there is room for.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Arrivals } from '../../../media/packager/arrivals.ts';

function arrivalsOf(room: number, pictures: readonly number[]): Arrivals {
  const arrivals = new Arrivals(room);
  for (const seconds of pictures) arrivals.add({ seconds, atMs: seconds * 1000 + 7 });
  return arrivals;
}

function secondsIn(arrivals: Arrivals): (number | undefined)[] {
  return Array.from({ length: arrivals.count }, (_, place) => arrivals.at(place)?.seconds);
}

describe('the arrivals of pictures', () => {
  it('stand in order of what they show, each with its instant', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 500 }), { maxLength: 40 }), (pictures) => {
        const arrivals = arrivalsOf(40, pictures);
        const sorted = pictures.toSorted((one, other) => one - other);
        expect(secondsIn(arrivals)).toEqual(sorted);
        expect(sorted.map((_, place) => arrivals.at(place)?.atMs)).toEqual(sorted.map((at) => at * 1000 + 7));
      }),
    );
  });

  it('keep the newer half when their room is full', () => {
    expect(secondsIn(arrivalsOf(6, [0, 1, 2, 3, 5, 4, 6]))).toEqual([3, 4, 5, 6]);
  });

  it('count what is shown until a second', () => {
    const arrivals = arrivalsOf(10, [1, 2, 4]);
    expect([0, 1, 3, 4, 9].map((seconds) => arrivals.countUntil(seconds))).toEqual([0, 1, 2, 3, 3]);
    expect([arrivals.at(-1), arrivals.at(3)]).toEqual([null, null]);
  });
});
