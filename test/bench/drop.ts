// An encoder that is away for minutes: same session, same address, the slate in between, and every picture counted in the
// archive by the clock in it. Real encoder, real engine, real HTTP. Argument: --minutes=5. The last line is one JSON object.
import { parseArgs } from 'node:util';
import { archivedClocks } from '../support/archived-clocks.ts';
import { setEngineStage, type EngineStage } from '../support/engine-stage.ts';
import { publish, type Publisher } from '../support/ffmpeg-publisher.ts';
import { createConformanceChecker } from '../support/hls-conformance.ts';
import { load } from '../support/on-air.ts';
import { longestStep } from '../support/recorded-clocks.ts';
import { waitFor } from '../support/wait-for.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '5' } } });
const awayMs = Number(values.minutes) * 60_000;
const recordedSeconds = 10;
const framesPerSecond = 25;
const patient = { deadlineMs: awayMs + 60_000 };

const stage = await setEngineStage();
const checker = createConformanceChecker();
const publishers: Publisher[] = [];
try {
  process.stdout.write(`${JSON.stringify(await drop(stage))}\n`);
} finally {
  for (const publisher of publishers) publisher.kill9();
  await Promise.all(publishers.map((publisher) => publisher.exited));
  await stage.dispose();
}

async function drop({ engine, sessionId, seals, master }: EngineStage): Promise<object> {
  await engine.goOnAir(sessionId);
  const first = startEncoder();
  await recorded();
  first.kill9();
  const goneMs = Date.now();
  let unanswered = 0;
  for (let lookMs = goneMs; lookMs < goneMs + awayMs; lookMs += 1_000) {
    await waitFor(() => Date.now() >= lookMs, { ...patient, describe: 'another second' });
    if (!(await observe())) unanswered += 1;
  }
  startEncoder();
  const backMs = Date.now();
  await recorded();
  await observe();
  await engine.goOffAir(sessionId, { headline: 'Over', subline: '', detail: null });
  await engine.endSession(sessionId);
  const clocks = await archivedClocks(master.replace('master', 'v0'));
  const [before, after] = [clocks.filter((clock) => clock <= goneMs), clocks.filter((clock) => clock > goneMs)];
  const lengthOf = (isBefore: boolean): number =>
    seals
      .filter(({ startedAtMs }) => startedAtMs <= goneMs === isBefore)
      .reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  return {
    bench: 'drop',
    minutes: awayMs / 60_000,
    takes: seals.map(({ endReason, durationSeconds }) => ({ endReason, durationSeconds })),
    before: describe(before, lengthOf(true)),
    after: describe(after, lengthOf(false)),
    lostBeforeTheDropMs: goneMs - Math.max(...before),
    backAfterMs: Math.min(...after) - backMs,
    playlists: { looks: Math.round(awayMs / 1_000), unanswered, violations: checker.violations },
    load: load(),
  };
}

function startEncoder(): Publisher {
  const publisher = publish({ url: stage.publishUrl, size: '416x240', framesPerSecond });
  publishers.push(publisher);
  return publisher;
}

/** Waits until a take is long enough; after a drop that is another one than before. */
async function recorded(): Promise<void> {
  await waitFor(() => (stage.engine.openTake(stage.sessionId)?.durationSeconds ?? 0) >= recordedSeconds, {
    deadlineMs: 120_000,
    describe: `a take of ${recordedSeconds} s`,
  });
}

/** Reads the playlists as a player does; false when one was not answered. */
async function observe(): Promise<boolean> {
  for (const name of ['v0', 'audio']) {
    const answer = await fetch(stage.master.replace('master', name));
    if (!answer.ok) return false;
    checker.observe(name, await answer.text(), performance.now());
  }
  return true;
}

/**
 * How many pictures there are, and how many the encoder made in that time: it numbers them by its own timeline, on which a
 * lost picture leaves its place. Its clock tells the longest step; on a busy machine it draws the pictures late.
 */
function describe(clocks: readonly number[], seconds: number): object {
  const drawnLateMs = Math.max(0, Math.round(Math.max(...clocks) - Math.min(...clocks) - seconds * 1_000));
  return {
    pictures: clocks.length,
    expected: Math.round(seconds * framesPerSecond),
    longestStepMs: longestStep(clocks),
    drawnLateMs,
  };
}
