// Real fragmented MP4 made by ffmpeg, as the parts and segments that a take writer is fed with.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '../../../media/ffmpeg/run.ts';
import { BoxReader } from '../../../media/packager/box-reader.ts';
import { readMovieHeader } from '../../../media/packager/movie-header.ts';
import type { InitSegment, Part, SegmentEnd } from '../../../media/packager/part.ts';
import { readMoofTimes } from '../../../media/takes/fragment-scan.ts';
import type { TakeWriter } from '../../../media/takes/take-writer.ts';
import type { TakeHeader } from '../../../media/takes/take-record.ts';

export const silentLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
export const startedAtMs = Date.UTC(2026, 10, 22, 18, 0, 0);
export const segmentSeconds = 2;
const tsOffsetSeconds = 10;

export interface RecordedRung {
  readonly name: string;
  readonly init: InitSegment;
  readonly parts: readonly Part[];
  readonly ends: readonly SegmentEnd[];
}

const video = ['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=25', '-c:v', 'libx264', '-preset', 'ultrafast'];
const picture = [...video, '-tune', 'zerolatency', '-g', '50', '-pix_fmt', 'yuv420p'];
const sound = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000', '-c:a', 'aac', '-b:a', '32k'];

async function fragmentedMp4(args: readonly string[], seconds: number): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'rung-'));
  const file = join(folder, 'rung.mp4');
  const form = [
    '-movflags',
    'cmaf+frag_keyframe+frag_discont',
    '-frag_duration',
    '330000',
    '-output_ts_offset',
    String(tsOffsetSeconds),
  ];
  await runTool('ffmpeg', ['-v', 'error', ...args, '-t', String(seconds), '-f', 'mp4', ...form, file], {
    deadlineMs: 60_000,
  });
  const bytes = await readFile(file);
  await rm(folder, { recursive: true });
  return bytes;
}

function toRung(name: string, bytes: Buffer): RecordedRung {
  const boxes = new BoxReader().push(bytes);
  const at = (type: string): Buffer => {
    const box = boxes.find((candidate) => candidate.type === type);
    if (box === undefined) throw new Error(`no ${type}`);
    return box.bytes;
  };
  const header = readMovieHeader(at('moov'));
  const init: InitSegment = { ...header, bytes: Buffer.concat([at('ftyp'), at('moov')]) };
  const parts: Part[] = [];
  for (const [index, box] of boxes.entries()) {
    const mdat = boxes[index + 1];
    if (box.type !== 'moof' || mdat?.type !== 'mdat') continue;
    const times = readMoofTimes(box.bytes, header.defaults.duration);
    const startSeconds = times.startTicks / header.timescale - tsOffsetSeconds;
    const durationSeconds = times.durationTicks / header.timescale;
    const segment = Math.floor((startSeconds + durationSeconds / 2) / segmentSeconds);
    const partIndex = parts.filter((part) => part.segment === segment).length;
    parts.push({
      segment,
      index: partIndex,
      startSeconds,
      durationSeconds,
      independent: init.kind === 'audio' || partIndex === 0,
      atMs: startedAtMs + Math.round(startSeconds * 1000),
      bytes: Buffer.concat([box.bytes, mdat.bytes]),
    });
  }
  return { name, init, parts, ends: endsOf(parts) };
}

function endsOf(parts: readonly Part[]): SegmentEnd[] {
  return [...new Set(parts.map((part) => part.segment))].map((number) => {
    const own = parts.filter((part) => part.segment === number);
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined) throw new Error('a segment has parts');
    const durationSeconds = last.startSeconds + last.durationSeconds - first.startSeconds;
    return { number, startSeconds: first.startSeconds, durationSeconds, atMs: first.atMs };
  });
}

/** A picture and a sound of the same length. */
export async function makeRungs(seconds: number): Promise<readonly RecordedRung[]> {
  return [
    toRung('source', await fragmentedMp4(picture, seconds)),
    toRung('audio', await fragmentedMp4(sound, seconds)),
  ];
}

export const header = (takeId: string): TakeHeader => ({
  format: 1,
  takeId,
  sessionId: 'session-1',
  startedAtMs,
  rungs: [
    { name: 'source', kind: 'video', variant: 0 },
    { name: 'audio', kind: 'audio', variant: 1 },
  ],
});

/** Feeds a writer as the packager does, up to a moment of the take; segments that end by then are told. */
export function feed(writer: TakeWriter, rungs: readonly RecordedRung[], untilSeconds = Infinity): void {
  for (const rung of rungs) {
    const sink = writer.sink(rung.name);
    sink.init(rung.init);
    for (const end of rung.ends) {
      const parts = rung.parts.filter((part) => part.segment === end.number && part.startSeconds < untilSeconds);
      for (const part of parts) sink.part(part);
      if (end.startSeconds + end.durationSeconds < untilSeconds) sink.segmentEnd(end);
    }
  }
}
