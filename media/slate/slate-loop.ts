// A rendered slate as something that can be repeated for ever: part n of any rung, made from the same few samples with
// other decode times. Pure; knows neither clock nor files.
import { readFragment, type Sample } from '../packager/fragment-reader.ts';
import { writeChunk } from '../packager/fragment-writer.ts';
import { BoxReader } from '../packager/box-reader.ts';
import { readMovieHeader } from '../packager/movie-header.ts';
import type { InitSegment, Part, SegmentEnd } from '../packager/part.ts';
import { slatePicturesPerSecond, slateSeconds } from '../recipes/slate-arguments.ts';

/** Parts of one segment; each is one picture long. */
export const partsPerSlateSegment = slatePicturesPerSecond * slateSeconds;

const samplesPerAacBlock = 1024;

/** One rung of a slate. `samples` are a whole segment of pictures, or one block of silence. */
export interface SlateRung {
  readonly name: string;
  readonly variant: number;
  readonly init: InitSegment;
  readonly trackId: number;
  readonly samples: readonly Buffer[];
}

/** Best picture first, sound last. */
export interface SlateLoop {
  readonly rungs: readonly SlateRung[];
}

/** A place in the endless slate: `part` counts from its beginning. */
export interface SlateClock {
  /** Instant of the segment that the part belongs to. */
  readonly segmentAtMs: number;
}

/** Reads what ffmpeg wrote for one rung. @throws Error when that is not a whole segment of it. */
export function readSlateRung(name: string, variant: number, file: Buffer): SlateRung {
  const boxes = new BoxReader().push(file);
  const fileType = boxes.find((box) => box.type === 'ftyp')?.bytes ?? Buffer.alloc(0);
  const moov = boxes.find((box) => box.type === 'moov')?.bytes;
  if (moov === undefined) throw new Error(`the slate has no header for ${name}`);
  const header = readMovieHeader(moov);
  const samples = boxes.flatMap((box, index) => {
    const mdat = boxes[index + 1];
    return box.type === 'moof' && mdat !== undefined ? readFragment(box.bytes, mdat.bytes, header.defaults) : [];
  });
  const { kind, codec, timescale, width, height, trackId } = header;
  const init = { kind, codec, timescale, width, height, bytes: Buffer.concat([fileType, moov]) };
  return { name, variant, init, trackId, samples: kind === 'audio' ? oneBlock(samples) : wholeSegment(name, samples) };
}

function wholeSegment(name: string, samples: readonly Sample[]): Buffer[] {
  if (samples.length < partsPerSlateSegment || samples[0]?.isSync !== true) {
    throw new Error(`the slate's ${name} has ${samples.length} pictures`);
  }
  return samples.slice(0, partsPerSlateSegment).map((sample) => Buffer.from(sample.data));
}

/** The encoder has come to rest in the middle of the silence; every block stands for itself. */
function oneBlock(samples: readonly Sample[]): Buffer[] {
  const block = samples[Math.floor(samples.length / 2)];
  if (block === undefined) throw new Error('the slate has no sound');
  return [Buffer.from(block.data)];
}

/** Part `count` (from 0) of a rung. */
export function slatePart(rung: SlateRung, count: number, { segmentAtMs }: SlateClock): Part {
  const { ticks, durationTicks } = spanOf(rung, count);
  const { timescale } = rung.init;
  return {
    segment: Math.floor(count / partsPerSlateSegment),
    index: count % partsPerSlateSegment,
    startSeconds: ticks / timescale,
    durationSeconds: durationTicks / timescale,
    independent: rung.init.kind === 'audio' || count % partsPerSlateSegment === 0,
    atMs: segmentAtMs + Math.round(((count % partsPerSlateSegment) * 1000) / slatePicturesPerSecond),
    bytes: writeChunk({ sequence: count + 1, trackId: rung.trackId }, samplesOf(rung, count)),
  };
}

/** Segment `number` once `parts` of its parts exist. */
export function slateSegment(rung: SlateRung, number: number, parts: number, segmentAtMs: number): SegmentEnd {
  const { timescale } = rung.init;
  const first = spanOf(rung, number * partsPerSlateSegment).ticks;
  const end = spanOf(rung, number * partsPerSlateSegment + parts).ticks;
  return {
    number,
    startSeconds: first / timescale,
    durationSeconds: (end - first) / timescale,
    atMs: segmentAtMs,
  };
}

/** Bytes of segment `number` with `parts` parts, made anew. */
export function slateSegmentBytes(rung: SlateRung, number: number, parts: number): Buffer {
  const first = number * partsPerSlateSegment;
  const chunks = Array.from({ length: parts }, (_, index) =>
    writeChunk({ sequence: first + index + 1, trackId: rung.trackId }, samplesOf(rung, first + index)),
  );
  return Buffer.concat(chunks);
}

/** Where whole segment `number` begins in a file that held the init and all segments before it. */
export function slateOffset(rung: SlateRung, number: number): number {
  const parts = number * partsPerSlateSegment;
  const heads = parts * writeChunk({ sequence: 1, trackId: rung.trackId }, []).length;
  const row = rowBytes(rung);
  const samples =
    rung.init.kind === 'audio'
      ? firstBlock(parts) * (row + (rung.samples[0]?.length ?? 0))
      : number * rung.samples.reduce((sum, sample) => sum + row + sample.length, 0);
  return rung.init.bytes.length + heads + samples;
}

/** What one sample adds to a chunk beside its data. */
function rowBytes({ trackId }: SlateRung): number {
  const empty = { decodeTime: 0, duration: 0, compositionOffset: 0, isSync: true, data: Buffer.alloc(0) };
  return writeChunk({ sequence: 1, trackId }, [empty]).length - writeChunk({ sequence: 1, trackId }, []).length;
}

/** The first AAC block that begins at or after the part. */
function firstBlock(count: number): number {
  return Math.ceil((count * 48_000) / slatePicturesPerSecond / samplesPerAacBlock);
}

function spanOf(rung: SlateRung, count: number): { ticks: number; durationTicks: number } {
  if (rung.init.kind === 'audio') {
    const [from, to] = [firstBlock(count), firstBlock(count + 1)];
    return { ticks: from * samplesPerAacBlock, durationTicks: (to - from) * samplesPerAacBlock };
  }
  const durationTicks = rung.init.timescale / slatePicturesPerSecond;
  return { ticks: count * durationTicks, durationTicks };
}

function samplesOf(rung: SlateRung, count: number): Sample[] {
  const { ticks, durationTicks } = spanOf(rung, count);
  if (rung.init.kind === 'audio') {
    const data = rung.samples[0] ?? Buffer.alloc(0);
    return Array.from({ length: durationTicks / samplesPerAacBlock }, (_, index) => ({
      decodeTime: ticks + index * samplesPerAacBlock,
      duration: samplesPerAacBlock,
      compositionOffset: 0,
      isSync: true,
      data,
    }));
  }
  const place = count % partsPerSlateSegment;
  const data = rung.samples[place] ?? Buffer.alloc(0);
  return [{ decodeTime: ticks, duration: durationTicks, compositionOffset: 0, isSync: place === 0, data }];
}
