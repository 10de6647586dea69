// Work on files gives way to a session on air, and does not stand still for it.
import { describe, expect, it } from '@jest/globals';
import { createGentlePace } from '../../../media/uploads/gentle-pace.ts';

/** A pace on a clock that only waiting moves; `meanwhile` happens at each wait. */
function paceOf(stage: { isBusy: boolean }, meanwhile: (nowMs: number) => void = () => undefined) {
  let nowMs = 0;
  const wait = (ms: number): Promise<void> => {
    nowMs += ms;
    meanwhile(nowMs);
    return Promise.resolve();
  };
  const pace = createGentlePace({ isBusy: () => stage.isBusy, monotonicMs: () => nowMs, wait });
  return { keep: pace.keep.bind(pace), nowMs: () => nowMs, work: (ms: number) => void (nowMs += ms) };
}

const going = new AbortController().signal;

describe('the pace of work on a film', () => {
  it('is that of life while a session is on air', async () => {
    const { keep, nowMs, work } = paceOf({ isBusy: true });
    await keep(0, going);
    await keep(10, going);
    expect(nowMs()).toBe(10_000);
    work(3000);
    await keep(14, going);
    expect(nowMs()).toBe(14_000);
  });

  it('is free otherwise, also for what was held back', async () => {
    const stage = { isBusy: false };
    const { keep, nowMs } = paceOf(stage, (atMs) => void (stage.isBusy = atMs < 3000));
    await keep(0, going);
    await keep(3600, going);
    expect(nowMs()).toBe(0);
    stage.isBusy = true;
    await keep(3700, going);
    expect(nowMs()).toBe(3000);
  });

  it('ends with the work', async () => {
    const giveUp = new AbortController();
    const { keep } = paceOf({ isBusy: true }, () => giveUp.abort(new Error('not wanted any more')));
    await keep(0, giveUp.signal);
    await expect(keep(1000, giveUp.signal)).rejects.toThrow('not wanted any more');
  });
});
