// The live engine with a real encoder: what is on air is recorded, what is not is nowhere. Pictures are counted by their clock.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { publish, type Publisher } from '../../support/ffmpeg-publisher.ts';
import { ffmpegsOf, setEngineStage, slateOf, type EngineStage } from '../../support/engine-stage.ts';
import { longestStep, loudestDecibels, recordedClocks } from '../../support/recorded-clocks.ts';
import { waitFor } from '../../support/wait-for.ts';

/** A picture's clock is drawn before it is encoded and sent: it arrives up to this much later. */
const encoderDelayMs = 700;
/** A busy machine delays single pictures of the encoder by up to this much; a lost group of pictures is longer. */
const jitterMs = 1900;
/** Going on air waits for a keyframe, which comes every two seconds; a busy machine is slower. */
const beginMs = 4000;
/** A feed that says nothing for so long is a lost one; on a machine of its own it takes no two seconds. */
const lostMs = 10_000;
/** What was on its way when the session went off air; no segment of two seconds is missing. */
const endMs = 1900;

let stage: EngineStage;
let publishers: Publisher[];

beforeEach(async () => {
  stage = await setEngineStage();
  publishers = [];
});

afterEach(async () => {
  for (const publisher of publishers) publisher.kill9();
  await Promise.all(publishers.map((publisher) => publisher.exited));
  await stage.dispose();
});

function encoder(more: Partial<Parameters<typeof publish>[0]> = {}): Publisher {
  const publisher = publish({ url: stage.publishUrl, size: '416x240', ...more });
  publishers.push(publisher);
  return publisher;
}

const recorded = (seconds: number, takes = 0) =>
  waitFor(
    () => stage.seals.length >= takes && (stage.engine.openTake(stage.sessionId)?.durationSeconds ?? 0) >= seconds,
    { describe: `${seconds} s are recorded; log: ${stage.lines.join('\n')}` },
  );
const receiving = () =>
  waitFor(() => stage.engine.feedReport(stage.sessionId).status === 'receiving', { describe: 'the feed is received' });
const keyframesKnown = () =>
  waitFor(() => stage.engine.feedReport(stage.sessionId).keyframeIntervalSeconds !== null, {
    describe: 'two keyframes',
  });

/** The ffmpeg that makes the rungs of the take on air dies. */
async function killTakeMaker(): Promise<void> {
  const makers = (await ffmpegsOf(stage.folder)).filter(({ name }) => name.startsWith('take '));
  expect(makers).toHaveLength(1);
  for (const { pid } of makers) process.kill(pid, 'SIGKILL');
}

function takeFolderOf({ folder, sessionId, seals }: EngineStage): string {
  return join(folder, 'takes', sessionId, seals[0]?.takeId ?? '');
}

/** The whole archive of the session, picture by picture. */
async function archive(): Promise<number[]> {
  await stage.engine.endSession(stage.sessionId);
  return recordedClocks(stage.master);
}

describe('on air', () => {
  it('records every picture between going on and off air, and none before or after', async () => {
    encoder();
    await stage.engine.openSession(stage.sessionId);
    await keyframesKnown();
    await stage.engine.goOnAir(stage.sessionId);
    const onAirMs = Date.now();
    await recorded(5);
    const offAirMs = Date.now();
    await stage.engine.goOffAir(stage.sessionId, slateOf('Recess'));
    const answeredMs = Date.now();
    const clocks = await archive();
    expect(clocks[0]).toBeGreaterThan(onAirMs - encoderDelayMs);
    expect(clocks[0]).toBeLessThan(onAirMs + beginMs);
    expect(clocks.at(-1)).toBeGreaterThan(offAirMs - endMs);
    expect(clocks.at(-1)).toBeLessThan(answeredMs);
    expect(longestStep(clocks)).toBeLessThan(jitterMs);
    expect(stage.seals[0]?.endReason).toBe('finished');
  });

  it('loses nothing when the encoder comes after going on air and its keyframe interval is unknown', async () => {
    await stage.engine.goOnAir(stage.sessionId);
    const publisher = encoder({ seconds: 6 });
    await publisher.exited;
    await waitFor(() => stage.seals.length === 1, { describe: 'the take is sealed' });
    const clocks = await archive();
    expect(clocks).toHaveLength(150);
    expect(stage.seals[0]?.endReason).toBe('feed-lost');
  });

  it.each([
    ['B-frames', { bFrames: 2 }],
    ['keyframes every eight seconds', { keyframeSeconds: 8 }],
    ['no sound', { sound: false }],
    [
      'Sorenson H.263 and MP3',
      { size: '640x360', videoEncoder: ['-c:v', 'flv1'], soundEncoder: ['-c:a', 'libmp3lame', '-ar', '44100'] },
    ],
    ['not one keyframe interval to send before it leaves', { seconds: 1.6 }],
  ])('takes an encoder with %s', async (_what, more) => {
    const seconds = 5;
    await stage.engine.goOnAir(stage.sessionId);
    await encoder({ seconds, ...more }).exited;
    await waitFor(() => stage.seals.length === 1, { describe: 'the take is sealed' });
    const clocks = await archive();
    expect(clocks.length).toBeGreaterThanOrEqual(('seconds' in more ? more.seconds : seconds) * 24);
    expect(stage.seals[0]?.files.map((file) => file.name)).toContain('audio.mp4');
    expect((await loudestDecibels(join(takeFolderOf(stage), 'audio.mp4'))) > -40).toBe(!('sound' in more));
  });
});

describe('closed doors', () => {
  it('keep nothing that arrived between closing and opening, nor in the dark guard', async () => {
    encoder();
    await stage.engine.goOnAir(stage.sessionId);
    await recorded(3);
    stage.engine.shutGate(stage.sessionId);
    const [shutMs, published] = [Date.now(), stage.engine.openTake(stage.sessionId)?.durationSeconds ?? 0];
    await stage.engine.cutOffAir(stage.sessionId, slateOf('Closed'));
    const closedMs = Date.now();
    const soundsBehindDoors = stage.seals.length;
    await waitFor(() => Date.now() > closedMs + 3000, { describe: 'three seconds of secret talk' });
    const openedMs = Date.now();
    await stage.engine.goOnAir(stage.sessionId, openedMs + 2000);
    await recorded(3, 1);
    const clocks = await archive();
    expect(soundsBehindDoors).toBe(1);
    const inside = clocks.filter((clock) => clock > shutMs && clock < openedMs + 2000 - encoderDelayMs);
    expect(inside).toEqual([]);
    const before = clocks.filter((clock) => clock <= shutMs);
    expect(before.length).toBeGreaterThanOrEqual(Math.floor(published * 25)); // whatever players had is kept
    expect(clocks.some((clock) => clock > openedMs)).toBe(true);
    expect(stage.seals.map((seal) => seal.endReason)).toEqual(['cut', 'finished']);
  });
});

describe('failures', () => {
  it('go on in the same session when the encoder drops and comes back', async () => {
    const first = encoder();
    await stage.engine.goOnAir(stage.sessionId);
    await recorded(3);
    first.kill9();
    await waitFor(() => stage.seals.length === 1, { describe: 'the first take is sealed' });
    encoder();
    await recorded(3, 1);
    const playlist = await (await fetch(stage.master.replace('master', 'v0'))).text();
    expect(new Set(playlist.match(/[\w-]+\/source\/init\.mp4/g)).size).toBe(2);
    expect(playlist).toContain('#EXT-X-MEDIA-SEQUENCE:0');
    const clocks = await archive();
    expect(clocks.length).toBeGreaterThan(140);
  });

  it('lose no picture when ffmpeg is killed, and are over before the feed would count as lost', async () => {
    encoder();
    await stage.engine.goOnAir(stage.sessionId);
    await recorded(3);
    const killedMs = Date.now();
    await killTakeMaker();
    await waitFor(() => stage.seals.length === 1 && stage.engine.openTake(stage.sessionId) !== null, {
      describe: 'another take has begun',
    });
    expect(Date.now() - killedMs).toBeLessThan(lostMs);
    await recorded(2, 1);
    const clocks = [...new Set(await archive())].sort((a, b) => a - b);
    expect(longestStep(clocks)).toBeLessThan(jitterMs);
  });

  it('refuse a wrong key before any media and never write the key to the log', async () => {
    const refused = publish({ url: stage.publishUrl.replace('right-key', 'wrong-key-1234'), size: '416x240' });
    const exit = await refused.exited;
    expect(exit.code).not.toBe(0);
    await stage.engine.openSession(stage.sessionId);
    expect(stage.engine.feedReport(stage.sessionId).status).toBe('waiting');
    expect(stage.lines.join('\n')).not.toContain('wrong-key-1234');
    expect(stage.lines.some((line) => line.includes('wrong key'))).toBe(true);
  });

  it('say in the report what the encoder should change', async () => {
    encoder({ sound: false });
    await stage.engine.openSession(stage.sessionId);
    await receiving();
    await waitFor(
      () => stage.engine.feedReport(stage.sessionId).problems.some((problem) => problem.code === 'no-audio'),
      {
        describe: 'missing sound is reported',
      },
    );
  });
});

describe('the guardian', () => {
  it('tells of a black picture and of silence, and of neither in a good feed', async () => {
    const codes = (): string[] => stage.engine.feedReport(stage.sessionId).problems.map((problem) => problem.code);
    const good = encoder();
    await stage.engine.goOnAir(stage.sessionId);
    await recorded(9);
    expect(codes()).toEqual([]);
    await good.stop();
    const dark = { pictureSource: 'color=black:size=416x240:rate=25', soundSource: 'anullsrc=r=48000', clock: false };
    encoder(dark);
    await recorded(1, 1);
    const beganMs = Date.now();
    await waitFor(() => codes().includes('picture-black') && codes().includes('sound-silent'), {
      describe: 'black and silent',
    });
    expect(Date.now() - beganMs).toBeLessThan(2 * 10_000); // a busy machine
  });
});

describe('a changed key', () => {
  it('sends the encoder away that came with it, and no other', async () => {
    await stage.engine.openSession(stage.sessionId);
    const publisher = encoder();
    await receiving();
    stage.engine.cutEncoders(stage.sessionId, { isBackup: true });
    await keyframesKnown();
    expect(stage.engine.feedReport(stage.sessionId).status).toBe('receiving');
    stage.engine.cutEncoders(stage.sessionId, { isBackup: false });
    await publisher.exited;
    expect(stage.lines.join('\n')).toContain('its stream key was changed');
  });
});
