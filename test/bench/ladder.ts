// What the ladder costs: processor time of the whole pipeline (server and its ffmpeg) while a recorded picture is published in
// real time, over that of one bare ffmpeg making the same rungs out of the same file, also in real time, into nothing.
// Arguments: --size=1280x720 --fps=30 --seconds=15. The last line is one JSON object.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseLadder } from '../../media/recipes/ladder.ts';
import { rungArguments } from '../../media/recipes/live-arguments.ts';
import { endlessInput, publish, publishFile, startEncoder } from '../support/ffmpeg-publisher.ts';
import { goOnAir, load } from '../support/on-air.ts';
import { processorSeconds } from '../support/processor-time.ts';
import { waitFor } from '../support/wait-for.ts';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '1280x720' },
    fps: { type: 'string', default: '30' },
    seconds: { type: 'string', default: '15' },
  },
});
const framesPerSecond = Number(values.fps);
const windowMs = Number(values.seconds) * 1000;
/** Long enough for every process to have begun. */
const settleMs = 4000;
const recordedSeconds = 12;

const ladder = chooseLadder({
  videoCodec: 'h264',
  width: null,
  height: Number(values.size.split('x')[1]),
  chroma: '4:2:0',
  bitDepth: 8,
  keyframeIntervalSeconds: 2,
  framesPerSecond,
});
const folder = await mkdtemp(join(tmpdir(), 'bench-ladder-'));
try {
  const file = join(folder, 'source.flv');
  const recorder = await publish({ url: file, size: values.size, framesPerSecond, seconds: recordedSeconds }).exited;
  if (recorder.code !== 0) throw new Error(recorder.stderr);
  const bare = await measureBare(file);
  const whole = await measurePipeline(file);
  const rungs = ladder.rungs.map(({ name }) => name);
  const facts = { size: values.size, framesPerSecond, rungs, seconds: windowMs / 1000, load: load() };
  process.stdout.write(`${JSON.stringify({ bench: 'ladder', whole, bare, ratio: round(whole / bare), ...facts })}\n`);
} finally {
  await rm(folder, { recursive: true });
}

/** Processors used on average while the window lasts. */
async function processorsOf(pid: number): Promise<number> {
  const settled = performance.now() + settleMs;
  await waitFor(() => performance.now() >= settled, { deadlineMs: 2 * settleMs, describe: 'it runs evenly' });
  const [begun, before] = [performance.now(), processorSeconds([pid])];
  await waitFor(() => performance.now() >= begun + windowMs, { deadlineMs: 2 * windowMs, describe: 'the window ends' });
  return round((processorSeconds([pid]) - before) / ((performance.now() - begun) / 1000));
}

async function measureBare(file: string): Promise<number> {
  const outputs = ladder.rungs.flatMap((rung) => [
    ...rungArguments(rung, { ladder, firstPictureMs: 0 }),
    '-f',
    'null',
    '-',
  ]);
  const encoder = startEncoder([...endlessInput(file), ...outputs]);
  try {
    return await processorsOf(encoder.pid ?? 0);
  } finally {
    encoder.kill9();
    await encoder.exited;
  }
}

async function measurePipeline(file: string): Promise<number> {
  const stage = await goOnAir((url) => publishFile(file, url));
  try {
    return await processorsOf(stage.server.pid);
  } finally {
    await stage.dispose();
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
