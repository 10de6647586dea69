// How loud recordings are, twenty values a second, for drawing them: made once in the background, then kept beside the takes.
// One ffmpeg at a time, fed segment by segment, so that ten hours cost no memory and what was destroyed is silence.
import { once } from 'node:events';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startFfmpeg } from '../ffmpeg/run.ts';
import type { MediaLog } from '../media-log.ts';
import { readDestroyedList } from '../takes/destroy-segments.ts';
import { orNullIfAbsent } from '../takes/durable-file.ts';
import { takeFolder } from '../takes/take-format.ts';
import { createTakeReader, readTake } from '../takes/take-reader.ts';
import { createPeakMeter } from './peak-meter.ts';

/** A sealed take. */
export interface WaveformAddress {
  readonly sessionId: string;
  readonly takeId: string;
}

/** `peaks`: one byte each, {@link peaksPerSecond} a second, 0 silence to 255 full. `part`: of the work, 0 to 1. */
export type WaveformAnswer =
  | { readonly kind: 'ready'; readonly peaks: Buffer }
  | { readonly kind: 'making'; readonly part: number }
  | { readonly kind: 'none' };

export interface RecordedWaveforms {
  /** What there is; when there is nothing yet, making it begins. `none`: no sound, or it cannot be read. */
  look(take: WaveformAddress): Promise<WaveformAnswer>;
  /** Something of this session was destroyed: they are made anew. */
  forget(sessionId: string): Promise<void>;
  close(): Promise<void>;
}

export interface WaveformOptions {
  /** Folder of all takes. */
  readonly root: string;
  /** Folder of what is kept; it may be lost at any time. */
  readonly cache: string;
  readonly ffmpeg: string;
  readonly log: MediaLog;
}

export const peaksPerSecond = 20;
const samplesPerSecond = 8000;
const finishStillMs = 30_000;

interface Job {
  part: number;
  isFailed: boolean;
}

export function createRecordedWaveforms(options: WaveformOptions): RecordedWaveforms {
  const jobs = new Map<string, Job>();
  const closing = new AbortController();
  let line: Promise<unknown> = Promise.resolve();
  const fileOf = ({ sessionId, takeId }: WaveformAddress): string =>
    join(takeFolder(options.cache, { sessionId, takeId: `${takeId}` }), 'peaks');
  const begin = (take: WaveformAddress, key: string): Job => {
    const job: Job = { part: 0, isFailed: false };
    jobs.set(key, job);
    line = line
      .then(() => makePeaks(take, { ...options, signal: closing.signal, onPart: (part) => (job.part = part) }))
      .then((peaks) => keep(fileOf(take), peaks))
      .then(
        () => void jobs.delete(key),
        (error: unknown) => {
          job.isFailed = true;
          if (!closing.signal.aborted) options.log.error({ ...take, error: String(error) }, 'a waveform was not made');
        },
      );
    return job;
  };
  return {
    async look(take) {
      const key = `${take.sessionId} ${take.takeId}`;
      const job = jobs.get(key);
      if (job?.isFailed === true) return { kind: 'none' };
      if (job !== undefined) return { kind: 'making', part: job.part };
      const peaks = await orNullIfAbsent(readFile(fileOf(take)));
      if (peaks !== null) return { kind: 'ready', peaks };
      // Somebody else may have asked during the look at the disk.
      return { kind: 'making', part: (jobs.get(key) ?? begin(take, key)).part };
    },
    async forget(sessionId) {
      await rm(join(options.cache, sessionId), { recursive: true, force: true });
    },
    async close() {
      closing.abort();
      await line;
    },
  };
}

interface Making extends WaveformOptions {
  readonly signal: AbortSignal;
  readonly onPart: (part: number) => void;
}

async function makePeaks(take: WaveformAddress, making: Making): Promise<Buffer> {
  making.signal.throwIfAborted();
  const folder = takeFolder(making.root, take);
  const { rungs } = await readTake(folder);
  const sound = rungs.find((rung) => rung.kind === 'audio');
  if (sound === undefined) throw new Error('there is no sound');
  const destroyed = new Set(
    ((await readDestroyedList(folder))?.segments ?? [])
      .filter((segment) => segment.file === `${sound.name}.mp4`)
      .map((segment) => segment.number),
  );
  const ffmpeg = startFfmpeg({
    binary: making.ffmpeg,
    args: waveformArguments,
    outputs: 1,
    name: `waveform ${take.takeId}`,
    log: making.log,
  });
  const meter = createPeakMeter(samplesPerSecond / peaksPerSecond);
  const [output] = ffmpeg.outputs;
  output?.on('data', meter.add);
  const reader = createTakeReader(making.root, { maxOpenFiles: 1 });
  const stop = (): void => ffmpeg.kill();
  making.signal.addEventListener('abort', stop);
  try {
    const address = { ...take, rung: sound.name };
    await write(ffmpeg.stdin, await reader.readRange(address, 0, sound.initLength), ffmpeg.exited);
    for (const [index, { number, offset, length }] of sound.segments.entries()) {
      making.signal.throwIfAborted();
      if (!destroyed.has(number))
        await write(ffmpeg.stdin, await reader.readRange(address, offset, length), ffmpeg.exited);
      making.onPart((index + 1) / sound.segments.length);
    }
    const exit = await ffmpeg.finish(finishStillMs);
    if (exit.meaning !== 'finished') throw new Error(`ffmpeg ${exit.meaning}: ${exit.stderrTail.slice(-400)}`);
    return meter.peaks();
  } finally {
    making.signal.removeEventListener('abort', stop);
    ffmpeg.kill();
    await reader.close();
  }
}

/** Holes in the sound become silence, so that every value stands at its second. */
const waveformArguments = [
  ...['-hide_banner', '-v', 'error', '-threads', '1', '-protocol_whitelist', 'pipe', '-f', 'mov', '-i', 'pipe:0'],
  ...['-vn', '-ac', '1', '-af', `aresample=${samplesPerSecond}:async=1`, '-f', 's16le', 'pipe:3'],
];

/** Waits until ffmpeg takes more; one that has ended takes nothing. */
async function write(stdin: NodeJS.WritableStream, bytes: Buffer, exited: Promise<unknown>): Promise<void> {
  if (stdin.write(bytes)) return;
  await Promise.race([once(stdin, 'drain'), exited]);
}

async function keep(file: string, peaks: Buffer): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(`${file}.partial`, peaks);
  await rename(`${file}.partial`, file);
}
