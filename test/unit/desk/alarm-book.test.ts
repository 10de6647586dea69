// Alarms stay until somebody has seen them, ring only while something is wrong, and come again when it comes again.
import { describe, expect, it } from '@jest/globals';
import { faultsOf, mustRing, noteFaults, seeAll, type Fault } from '../../../client/desk/alarm-book.ts';
import type { Feed } from '../../../server/contract/feeds.ts';

const silent: Fault = { code: 'sound-silent', detail: 'There is no sound.', fact: null };
const black: Fault = { code: 'picture-black', detail: 'The picture is black.', fact: null };

describe('the book of alarms', () => {
  it('rings from the beginning of a fault until it is seen', () => {
    const book = noteFaults([], [silent], 1000);
    expect(mustRing(book)).toBe(true);
    expect(noteFaults(book, [silent], 2000)).toBe(book);
    expect(mustRing(seeAll(book))).toBe(false);
    expect(seeAll(book)).toHaveLength(1);
  });

  it('keeps a fault that is over until it is seen, without ringing', () => {
    const book = noteFaults(noteFaults([], [silent], 1000), [], 5000);
    expect(book).toMatchObject([{ beganMs: 1000, endedMs: 5000 }]);
    expect(mustRing(book)).toBe(false);
    expect(seeAll(book)).toEqual([]);
  });

  it('lets a fault go that was seen and is over, and rings when it comes again', () => {
    const seen = seeAll(noteFaults([], [silent], 1000));
    const over = noteFaults(seen, [], 5000);
    expect(over).toEqual([]);
    expect(mustRing(noteFaults(over, [silent], 9000))).toBe(true);
  });

  it('rings for a second fault beside one that was seen', () => {
    const seen = seeAll(noteFaults([], [silent], 1000));
    expect(mustRing(noteFaults(seen, [silent, black], 2000))).toBe(true);
  });

  it('counts the faults of a broadcast only, a lost feed among them', () => {
    const feed = { status: 'lost', health: { problems: [silent] } } as unknown as Feed;
    expect(faultsOf('live', feed).map((fault) => fault.code)).toEqual(['feed-lost', 'sound-silent']);
    for (const state of ['scheduled', 'recess', 'closed', 'ended'] as const) expect(faultsOf(state, feed)).toEqual([]);
  });
});
