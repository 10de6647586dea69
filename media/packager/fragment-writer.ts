// Writes samples as one CMAF chunk: a single `moof` (one `traf`, 64-bit `tfdt`, one `trun`) and its `mdat`.
import type { Sample } from './fragment-reader.ts';

/** Depends on no other sample (8.8.3.1: sample_depends_on = 2). */
const syncFlags = 0x02000000;
/** Depends on others and is no sync sample. */
const nonSyncFlags = 0x01010000;

const boxHeader = 8;
const fullBoxHeader = 12;
const mfhdBytes = fullBoxHeader + 4;
const tfhdBytes = fullBoxHeader + 4;
const tfdtBytes = fullBoxHeader + 8;
const trunHeaderBytes = fullBoxHeader + 8;
const sampleRowBytes = 16;

/** What stands once in a chunk. */
export interface ChunkHead {
  /** Counts the chunks of a rung within its take, from 1. */
  readonly sequence: number;
  readonly trackId: number;
}

/**
 * One chunk whose size depends only on its samples. Times are written as given: decode times must not be negative.
 * Every sample carries its own duration, size, flags and (signed, version 1) composition offset.
 */
export function writeChunk(head: ChunkHead, samples: readonly Sample[]): Buffer {
  const trunBytes = trunHeaderBytes + sampleRowBytes * samples.length;
  const trafBytes = boxHeader + tfhdBytes + tfdtBytes + trunBytes;
  const moofBytes = boxHeader + mfhdBytes + trafBytes;
  const dataBytes = samples.reduce((sum, sample) => sum + sample.data.length, 0);
  const chunk = Buffer.allocUnsafe(moofBytes + boxHeader + dataBytes);
  const pen = new Pen(chunk);
  pen.box(moofBytes, 'moof');
  pen.fullBox(mfhdBytes, 'mfhd', 0, 0).u32(head.sequence);
  pen.box(trafBytes, 'traf');
  pen.fullBox(tfhdBytes, 'tfhd', 0, 0x020000).u32(head.trackId);
  pen.fullBox(tfdtBytes, 'tfdt', 1, 0).u64(samples[0]?.decodeTime ?? 0);
  pen.fullBox(trunBytes, 'trun', 1, 0x000f01);
  pen.u32(samples.length).u32(moofBytes + boxHeader);
  for (const sample of samples) {
    pen.u32(sample.duration).u32(sample.data.length);
    pen.u32(sample.isSync ? syncFlags : nonSyncFlags).i32(sample.compositionOffset);
  }
  pen.box(boxHeader + dataBytes, 'mdat');
  for (const sample of samples) pen.bytes(sample.data);
  return chunk;
}

/** Writes big-endian fields one after the other. */
class Pen {
  readonly #into: Buffer;
  #at = 0;

  constructor(into: Buffer) {
    this.#into = into;
  }

  u32(value: number): this {
    this.#at = this.#into.writeUInt32BE(value, this.#at);
    return this;
  }

  i32(value: number): this {
    this.#at = this.#into.writeInt32BE(value, this.#at);
    return this;
  }

  u64(value: number): this {
    this.#at = this.#into.writeBigUInt64BE(BigInt(value), this.#at);
    return this;
  }

  bytes(data: Buffer): this {
    this.#at += data.copy(this.#into, this.#at);
    return this;
  }

  box(size: number, type: string): this {
    this.u32(size);
    this.#at += this.#into.write(type, this.#at, 'latin1');
    return this;
  }

  fullBox(size: number, type: string, version: number, flags: number): this {
    return this.box(size, type).u32((version << 24) | flags);
  }
}
