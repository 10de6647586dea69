// A watch over something that moves, with a clock moved by hand.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { whenStill } from '../../../media/ffmpeg/when-still.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** What was done, at which second of the test. */
function watch() {
  let moved = 0;
  const done: string[] = [];
  const note = (what: string) => () => void done.push(`${what} ${Math.round(performance.now() - beganMs)}`);
  const beganMs = performance.now();
  const stop = whenStill(
    () => moved,
    [
      { afterMs: 400, run: note('nudge') },
      { afterMs: 800, run: note('end') },
    ],
  );
  return { move: () => void (moved += 1), done, stop };
}

describe('a watch over something that moves', () => {
  it('does nothing for as long as it moves', () => {
    const { move, done, stop } = watch();
    for (let step = 0; step < 50; step += 1) {
      jest.advanceTimersByTime(300);
      move();
    }
    stop();
    expect(done).toEqual([]);
  });

  it('takes each step once when it stands still, and begins again when it moved in between', () => {
    const { move, done, stop } = watch();
    jest.advanceTimersByTime(500);
    move();
    jest.advanceTimersByTime(2000);
    stop();
    expect(done).toEqual(['nudge 400', 'nudge 950', 'end 1350']);
  });

  it('is over when it is stopped', () => {
    const { done, stop } = watch();
    stop();
    jest.advanceTimersByTime(2000);
    expect(done).toEqual([]);
  });
});
