// Finds the whole fragments (moof + mdat) in a rung's file without reading its pictures. Recovery relies on it alone.
import type { FileHandle } from 'node:fs/promises';
import { findBox } from '../packager/box-reader.ts';
import type { ChildBox } from '../packager/box-reader.ts';
import { readMovieHeader } from '../packager/movie-header.ts';
import type { MovieHeader } from '../packager/movie-header.ts';

/** One whole fragment in a file. Ticks are those of the rung's timescale. */
export interface Fragment {
  readonly offset: number;
  readonly length: number;
  /** Presentation time of its first sample on the file's own timeline. */
  readonly startTicks: number;
  readonly durationTicks: number;
}

interface BoxPlace {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
}

const headerBytes = 8;
/** A moof or moov beyond this is no box of ours. */
const largestHeaderBox = 4 * 1024 * 1024;
const mayPrecedeMoof = ['styp', 'sidx', 'prft', 'emsg'];

async function readBytes(file: FileHandle, offset: number, length: number): Promise<Buffer | null> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, offset);
  return bytesRead === length ? bytes : null;
}

/** The box at `offset`, or null when it is not whole within `size`. */
async function boxAt(file: FileHandle, offset: number, size: number): Promise<BoxPlace | null> {
  if (offset + headerBytes > size) return null;
  const header = await readBytes(file, offset, headerBytes);
  const length = header?.readUInt32BE(0) ?? 0;
  if (header === null || length < headerBytes || offset + length > size) return null;
  return { type: header.toString('latin1', 4, 8), offset, length };
}

/** Sample durations of `trun` (ISO/IEC 14496-12, 8.8.8), added up, and the first composition offset. */
function readTrun(moof: Buffer, trun: ChildBox, defaultDuration: number) {
  const flags = moof.readUInt32BE(trun.start) & 0xffffff;
  const isSigned = moof.readUInt8(trun.start) > 0;
  const count = moof.readUInt32BE(trun.start + 4);
  const has = (flag: number): boolean => (flags & flag) !== 0;
  let at = trun.start + 8 + (has(0x1) ? 4 : 0) + (has(0x4) ? 4 : 0);
  let durationTicks = has(0x100) ? 0 : count * defaultDuration;
  let firstOffset = 0;
  for (let sample = 0; sample < count; sample += 1) {
    if (has(0x100)) durationTicks += moof.readUInt32BE(at);
    at += [0x100, 0x200, 0x400].filter(has).length * 4;
    if (!has(0x800)) continue;
    if (sample === 0) firstOffset = isSigned ? moof.readInt32BE(at) : moof.readUInt32BE(at);
    at += 4;
  }
  return { durationTicks, firstOffset };
}

/** Default sample duration of `tfhd` (8.8.7), 0 when it has none. */
function readDefaultDuration(moof: Buffer, tfhd: ChildBox): number {
  const flags = moof.readUInt32BE(tfhd.start) & 0xffffff;
  if ((flags & 0x8) === 0) return 0;
  return moof.readUInt32BE(tfhd.start + 8 + ((flags & 0x1) !== 0 ? 8 : 0) + ((flags & 0x2) !== 0 ? 4 : 0));
}

/** Times of a `moof` of one track; `defaultDuration` (of `trex`) holds where the fragment says nothing. Throws on garbage. */
export function readMoofTimes(moof: Buffer, defaultDuration: number): { startTicks: number; durationTicks: number } {
  const [tfhd, tfdt, trun] = ['tfhd', 'tfdt', 'trun'].map((name) => findBox(moof, ['traf', name]));
  if (!tfhd || !tfdt || !trun) throw new Error('a fragment without times');
  const isLong = moof.readUInt8(tfdt.start) === 1;
  const decodeTicks = isLong ? Number(moof.readBigUInt64BE(tfdt.start + 4)) : moof.readUInt32BE(tfdt.start + 4);
  const { durationTicks, firstOffset } = readTrun(moof, trun, readDefaultDuration(moof, tfhd) || defaultDuration);
  return { startTicks: decodeTicks + firstOffset, durationTicks };
}

/** Tells garbage (null) from boxes: after a power loss a file may have bytes that were never written. */
function orNullIfGarbage<Facts>(read: () => Facts): Facts | null {
  try {
    return read();
  } catch {
    // A field beyond the end of its box throws, and that is what garbage looks like.
    return null;
  }
}

async function fragmentAt(
  file: FileHandle,
  offset: number,
  size: number,
  defaultDuration: number,
): Promise<Fragment | null> {
  let box = await boxAt(file, offset, size);
  while (box !== null && mayPrecedeMoof.includes(box.type)) box = await boxAt(file, box.offset + box.length, size);
  if (box?.type !== 'moof' || box.length > largestHeaderBox) return null;
  const mdat = await boxAt(file, box.offset + box.length, size);
  const moof = await readBytes(file, box.offset, box.length);
  if (mdat?.type !== 'mdat' || moof === null) return null;
  const times = orNullIfGarbage(() => readMoofTimes(moof, defaultDuration));
  return times === null ? null : { offset, length: mdat.offset + mdat.length - offset, ...times };
}

/** The whole fragments from `from` on, up to the first that is not whole. */
export async function scanFragments(
  file: FileHandle,
  options: { from: number; size: number; defaultDuration: number },
): Promise<readonly Fragment[]> {
  const fragments: Fragment[] = [];
  for (let offset = options.from; ;) {
    const fragment = await fragmentAt(file, offset, options.size, options.defaultDuration);
    if (fragment === null) return fragments;
    fragments.push(fragment);
    offset += fragment.length;
  }
}

/** The initialisation segment (`ftyp` + `moov`) at the start of a file, or null when it is not whole. */
export async function scanInit(file: FileHandle, size: number): Promise<{ bytes: Buffer; header: MovieHeader } | null> {
  const ftyp = await boxAt(file, 0, size);
  if (ftyp?.type !== 'ftyp') return null;
  const moov = await boxAt(file, ftyp.length, size);
  if (moov?.type !== 'moov' || moov.length > largestHeaderBox) return null;
  const bytes = await readBytes(file, 0, ftyp.length + moov.length);
  if (bytes === null) return null;
  const header = orNullIfGarbage(() => readMovieHeader(bytes.subarray(ftyp.length)));
  return header === null ? null : { bytes, header };
}
