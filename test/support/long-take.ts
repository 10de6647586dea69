// Hours of real media in seconds: sixteen seconds that ffmpeg encoded, cut by the packager, then repeated with later times.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { targetDurationSeconds, timedCutPlan } from '../../media/packager/cut-plan.ts';
import type { InitSegment, Part, RungSink, SegmentEnd } from '../../media/packager/part.ts';
import { RungPackager } from '../../media/packager/rung-packager.ts';
import { TakeClock } from '../../media/packager/take-clock.ts';

/** 400 pictures and 750 AAC frames, both whole numbers, so that repetitions join without a gap. */
const loopSeconds = 16;
const segmentsInLoop = loopSeconds / targetDurationSeconds;
/** Added by ffmpeg to every timestamp. */
const offsetSeconds = 10;

/** One repetition of one rung. */
export interface Loop {
  readonly init: InitSegment;
  readonly parts: readonly Part[];
  readonly ends: readonly SegmentEnd[];
}

const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=25', '-c:v', 'libx264', '-preset', 'ultrafast'];
const pictureMore = ['-tune', 'zerolatency', '-g', '50', '-pix_fmt', 'yuv420p', '-b:v', '60k', '-maxrate', '60k'];
const sound = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000', '-c:a', 'aac', '-b:a', '32k'];

/** Encodes a small picture, a tone, and cuts both as the live engine does. */
export async function makeLoops(startedAtMs: number): Promise<{ picture: Loop; sound: Loop }> {
  return {
    picture: await makeLoop([...picture, ...pictureMore, '-bufsize', '60k'], startedAtMs),
    sound: await makeLoop(sound, startedAtMs),
  };
}

async function makeLoop(source: readonly string[], startedAtMs: number): Promise<Loop> {
  const folder = await mkdtemp(join(tmpdir(), 'loop-'));
  try {
    const file = join(folder, 'loop.mp4');
    const form = ['-movflags', '+cmaf+frag_discont+frag_every_frame+skip_trailer', '-output_ts_offset', '10'];
    const args = ['-v', 'error', ...source, '-t', String(loopSeconds + 2), ...form, '-f', 'mp4', file];
    const [code] = (await once(spawn('ffmpeg', args, { stdio: 'inherit' }), 'close')) as [number];
    if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
    return cutLoop(await readFile(file), startedAtMs);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function cutLoop(bytes: Buffer, startedAtMs: number): Loop {
  const clock = new TakeClock();
  for (let second = 0; second < loopSeconds; second += 1) clock.note(second, startedAtMs + second * 1000);
  const inits: InitSegment[] = [];
  const parts: Part[] = [];
  const ends: SegmentEnd[] = [];
  const keep: RungSink = {
    init: (init) => void inits.push(init),
    part: (part) => void (part.segment < segmentsInLoop && parts.push(part)),
    segmentEnd: (end) => void (end.number < segmentsInLoop && ends.push(end)),
  };
  const packager = new RungPackager({ plan: timedCutPlan(clock), sinks: [keep], zeroSeconds: offsetSeconds });
  packager.push(bytes);
  packager.finish();
  const [init] = inits;
  if (init === undefined) throw new Error('ffmpeg wrote no header');
  return { init, parts, ends };
}

/** Hands repetition `count` (0 first) to a sink, in order. */
export function feedLoop({ init, parts, ends }: Loop, sink: RungSink, count: number): void {
  if (count === 0) sink.init(init);
  const later = <T extends { readonly startSeconds: number; readonly atMs: number }>(one: T): T => ({
    ...one,
    startSeconds: one.startSeconds + count * loopSeconds,
    atMs: one.atMs + count * loopSeconds * 1000,
  });
  for (const end of ends) {
    const number = end.number + count * segmentsInLoop;
    for (const part of parts.filter(({ segment }) => segment === end.number)) {
      sink.part({ ...later(part), segment: number, bytes: moved(part.bytes, count * loopSeconds * init.timescale) });
    }
    sink.segmentEnd({ ...later(end), number });
  }
}

/** How many repetitions make this length. */
export function loopsIn(seconds: number): number {
  return Math.ceil(seconds / loopSeconds);
}

/** The same chunk at a later decode time (`tfdt`, version 1: a 64-bit number after version and flags). */
function moved(chunk: Buffer, ticks: number): Buffer {
  const copy = Buffer.from(chunk);
  const at = copy.indexOf('tfdt', 0, 'latin1') + 8;
  copy.writeBigUInt64BE(copy.readBigUInt64BE(at) + BigInt(ticks), at);
  return copy;
}
