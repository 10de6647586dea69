// The guardian on real media, through the same ffmpeg as a broadcast: what it must tell while it is still of use.
import { afterEach, describe, expect, it } from '@jest/globals';
import { setEngineStage, type EngineStage } from '../../support/engine-stage.ts';
import { publish, type Publisher } from '../../support/ffmpeg-publisher.ts';
import { waitFor } from '../../support/wait-for.ts';

/** The bar is ten seconds on a machine that has nothing else to do. */
const mostMs = 20_000;
/** What is usual of a feed is learnt in fifteen seconds. */
const goodSeconds = 18;

let stage: EngineStage;
let encoder: Publisher | null = null;

afterEach(async () => {
  encoder?.kill9();
  await encoder?.exited;
  encoder = null;
  await stage.dispose();
});

const codes = (): string[] => stage.engine.feedReport(stage.sessionId).problems.map((problem) => problem.code);
const told = (...wanted: string[]): Promise<unknown> =>
  waitFor(() => wanted.every((code) => codes().includes(code)), { describe: `told of ${wanted.join()}` });
/** By the encoder's own clock, also when a quality had to be left out. */
const recordedSeconds = (): number =>
  [...stage.seals, stage.engine.openTake(stage.sessionId)].reduce((sum, take) => sum + (take?.durationSeconds ?? 0), 0);

describe('the guardian', () => {
  it('tells of a sound that crackles, then of a picture that stands still and a rate that has collapsed', async () => {
    stage = await setEngineStage();
    await stage.engine.goOnAir(stage.sessionId);
    encoder = publish({
      url: stage.publishUrl,
      size: '320x180',
      clock: false,
      pictureSource: `testsrc2=size=320x180:rate=25,noise=alls=40:allf=t,drawbox=color=gray:t=fill:enable='gte(t,${goodSeconds})'`,
      soundSource: 'sine=frequency=440:sample_rate=48000,volume=40dB',
    });
    await waitFor(() => stage.engine.openTake(stage.sessionId) !== null, { describe: 'a take is recorded' });
    const recordedMs = Date.now();
    await told('sound-clipping');
    expect(Date.now() - recordedMs).toBeLessThan(mostMs);
    expect(codes()).toEqual(['sound-clipping']);
    // A starved encoder comes there late: what counts is when its picture stands still, not when it should have.
    await waitFor(() => recordedSeconds() >= goodSeconds, {
      deadlineMs: 120_000,
      describe: 'a picture that stands still',
    });
    const beganMs = Date.now();
    expect(codes()).not.toContain('picture-frozen');
    await told('picture-frozen', 'bitrate-collapsed');
    expect(Date.now() - beganMs).toBeLessThan(mostMs);
  });

  it('tells of a disk that fills up, of a clock that was set, and when both are over', async () => {
    let freeBytes = 1e12;
    let aheadMs = 0;
    const disk = { freeBytes: () => Promise.resolve(freeBytes), allocate: () => Promise.resolve(true) };
    stage = await setEngineStage(undefined, { disk, wallMs: () => Date.now() + aheadMs });
    await stage.engine.openSession(stage.sessionId);
    expect(codes()).toEqual([]);
    [freeBytes, aheadMs] = [10e9, 3_600_000];
    const beganMs = Date.now();
    await told('disk-filling', 'clock-set');
    expect(Date.now() - beganMs).toBeLessThan(mostMs);
    [freeBytes, aheadMs] = [1e12, 0];
    await waitFor(() => codes().length === 0, { describe: 'all is well again' });
  });
});
