// How long the waveform of a long recording takes to make and to read, what memory it needs, and whether anything else has
// to wait meanwhile; then how long the page that draws it keeps a browser busy. Argument: --hours=10. The last line is one JSON object; times in milliseconds.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { createRecordedWaveforms, type WaveformAnswer } from '../../media/stills/recorded-waveforms.ts';
import type { TakeHeader } from '../../media/takes/take-record.ts';
import { openTakeWriter } from '../../media/takes/take-writer.ts';
import { feedLoop, loopsIn, makeLoops } from '../support/long-take.ts';
import { measureTimelinePage } from '../support/long-timeline.ts';
import { load } from '../support/on-air.ts';
import { waitFor } from '../support/wait-for.ts';

const { values } = parseArgs({ options: { hours: { type: 'string', default: '10' } } });
const seconds = Number(values.hours) * 3600;
const print = (...facts: unknown[]): void => void process.stderr.write(`${JSON.stringify(facts)}\n`);
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: print };
const take = { sessionId: 'session', takeId: 'take' };
const mostLaggingBytes = 16 * 1024 * 1024;

const root = await mkdtemp(join(tmpdir(), 'bench-waveform-'));
try {
  await record();
  process.stdout.write(
    `${JSON.stringify({ bench: 'waveform', hours: seconds / 3600, ...(await measure()), load: load() })}\n`,
  );
} finally {
  await rm(root, { recursive: true, force: true });
}

/** Only the sound: nothing else is read. */
async function record(): Promise<void> {
  const startedAtMs = Date.now() - seconds * 1000;
  const header: TakeHeader = { format: 1, ...take, startedAtMs, rungs: [{ name: 'audio', kind: 'audio', variant: 0 }] };
  const writer = await openTakeWriter({ root: join(root, 'takes'), header, log });
  const { sound } = await makeLoops(startedAtMs);
  let fed = 0;
  const follow = (lag: number) =>
    waitFor(() => fed - writer.bytesWritten('audio') <= lag, { deadlineMs: 60_000, describe: 'the disk follows' });
  for (let count = 0; count < loopsIn(seconds); count += 1) {
    feedLoop(sound, writer.sink('audio'), count);
    fed += sound.parts.reduce((sum, part) => sum + part.bytes.length, 0);
    await follow(mostLaggingBytes);
  }
  await follow(0);
  await writer.finish('finished', Date.now());
}

async function measure(): Promise<object> {
  const waveforms = createRecordedWaveforms({
    root: join(root, 'takes'),
    cache: join(root, 'cache'),
    ffmpeg: 'ffmpeg',
    log,
  });
  try {
    const before = process.memoryUsage.rss();
    let most = before;
    const delays = monitorEventLoopDelay({ resolution: 5 });
    delays.enable();
    const begunAt = performance.now();
    const answer = await waitFor(
      async (): Promise<WaveformAnswer | null> => {
        most = Math.max(most, process.memoryUsage.rss());
        const look = await waveforms.look(take);
        return look.kind === 'making' ? null : look;
      },
      { deadlineMs: 600_000, describe: 'the waveform is made' },
    );
    const makingMs = Math.round(performance.now() - begunAt);
    delays.disable();
    if (answer.kind !== 'ready') throw new Error('no waveform was made');
    const readAt = performance.now();
    await waveforms.look(take);
    const readingMs = Math.round((performance.now() - readAt) * 10) / 10;
    return {
      makingMs,
      loopDelayP99Ms: Math.round(delays.percentile(99) / 1e5) / 10,
      loopDelayMaxMs: Math.round(delays.max / 1e5) / 10,
      grownMegabytes: Math.round((most - before) / 1e6),
      peaksBytes: answer.peaks.length,
      readingMs,
      page: await measureTimelinePage(answer.peaks, seconds / 3600),
    };
  } finally {
    await waveforms.close();
  }
}
