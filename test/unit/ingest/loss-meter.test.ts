// Missing pictures and drifting sound, told from the encoder's own clock.
import { describe, expect, it } from '@jest/globals';
import { createLossMeter } from '../../../media/ingest/loss-meter.ts';
import type { LossMeter } from '../../../media/ingest/loss-meter.ts';
import { picture, sound } from './samples.ts';

function play(meter: LossMeter, times: { fromMs: number; toMs: number; everyMs?: number; soundLagMs?: number }): void {
  const { fromMs, toMs, everyMs = 40, soundLagMs = 20 } = times;
  for (let atMs = fromMs; atMs < toMs; atMs += everyMs) {
    meter.count(sound(atMs - soundLagMs));
    meter.count(picture(atMs));
  }
}

describe('missing pictures', () => {
  it('are none in a steady feed, and unknown at its beginning', () => {
    const meter = createLossMeter();
    play(meter, { fromMs: 100, toMs: 200 });
    expect(meter.measure().droppedFrames).toBeNull();
    play(meter, { fromMs: 200, toMs: 10_000 });
    expect(meter.measure().droppedFrames).toBe(0);
  });

  it('are counted for a minute', () => {
    const meter = createLossMeter();
    play(meter, { fromMs: 0, toMs: 4_000 });
    play(meter, { fromMs: 4_200, toMs: 8_000 });
    expect(meter.measure().droppedFrames).toBe(5);
    play(meter, { fromMs: 8_000, toMs: 70_000 });
    expect(meter.measure().droppedFrames).toBe(0);
  });

  it('are not seen in a camera that slows down for good', () => {
    const meter = createLossMeter();
    play(meter, { fromMs: 0, toMs: 4_000 });
    play(meter, { fromMs: 4_000, toMs: 100_000, everyMs: 80 });
    expect(meter.measure().droppedFrames).toBe(0);
  });
});

describe('a changing rate', () => {
  it('is no loss of pictures', () => {
    const meter = createLossMeter();
    const distances = [40, 120, 40, 80, 200, 40, 40, 160, 80];
    let atMs = 0;
    for (let round = 0; round < 40; round += 1)
      for (const distance of distances) meter.count(picture((atMs += distance)));
    expect(meter.measure().droppedFrames).toBe(0);
  });
});

describe('drift of the sound', () => {
  it('is how much more it lags than at the beginning', () => {
    const meter = createLossMeter();
    play(meter, { fromMs: 1_000, toMs: 5_000 });
    expect(meter.measure().soundDriftMs).toBeNull();
    play(meter, { fromMs: 5_000, toMs: 9_000 });
    expect(meter.measure().soundDriftMs).toBe(0);
    play(meter, { fromMs: 9_000, toMs: 15_000, soundLagMs: 170 });
    expect(meter.measure().soundDriftMs).toBe(150);
  });

  it('is unknown without sound', () => {
    const meter = createLossMeter();
    for (let atMs = 0; atMs < 20_000; atMs += 40) meter.count(picture(atMs));
    expect(meter.measure()).toEqual({ droppedFrames: 0, soundDriftMs: null });
  });
});
