// Takes samples out of a fragment (`moof` + `mdat`) of one track, as ffmpeg writes them.
import { childBoxes, findBox, type ChildBox } from './box-reader.ts';
import type { SampleDefaults } from './movie-header.ts';

/** One coded picture or one block of sound. Times are ticks of the rung's timescale. */
export interface Sample {
  readonly decodeTime: number;
  readonly duration: number;
  /** Presentation time minus decode time. */
  readonly compositionOffset: number;
  /** Needs no other sample. */
  readonly isSync: boolean;
  readonly data: Buffer;
}

/** `sample_is_non_sync_sample` of the sample flags (ISO/IEC 14496-12, 8.8.3.1). */
const nonSync = 0x10000;

/** @throws Error when the fragment is not of the form that one-track CMAF fragments have. */
export function readFragment(moof: Buffer, mdat: Buffer, defaults: SampleDefaults): Sample[] {
  const traf = findBox(moof, ['traf']);
  if (traf === null) throw new Error('a fragment has no traf box');
  const boxes = childBoxes(moof, traf.start, traf.end);
  const only = (type: string): ChildBox => {
    const box = boxes.find((candidate) => candidate.type === type);
    if (box === undefined) throw new Error(`a fragment has no ${type} box`);
    return box;
  };
  const own = readTrackDefaults(moof, only('tfhd'), defaults);
  return readRun(moof, only('trun'), mdat, { defaults: own, decodeTime: readDecodeTime(moof, only('tfdt')) });
}

function readDecodeTime(moof: Buffer, tfdt: ChildBox): number {
  const version = moof.readUInt8(tfdt.start);
  return version === 1 ? Number(moof.readBigUInt64BE(tfdt.start + 4)) : moof.readUInt32BE(tfdt.start + 4);
}

function readTrackDefaults(moof: Buffer, tfhd: ChildBox, defaults: SampleDefaults): SampleDefaults {
  const flags = moof.readUIntBE(tfhd.start + 1, 3);
  let at = tfhd.start + 8 + (flags & 0x1 ? 8 : 0) + (flags & 0x2 ? 4 : 0);
  const next = (bit: number, fallback: number): number => {
    if ((flags & bit) === 0) return fallback;
    at += 4;
    return moof.readUInt32BE(at - 4);
  };
  return { duration: next(0x8, defaults.duration), size: next(0x10, defaults.size), flags: next(0x20, defaults.flags) };
}

interface RunContext {
  readonly defaults: SampleDefaults;
  readonly decodeTime: number;
}

/** `trun` (8.8.8): the optional fields of each sample stand in the order duration, size, flags, composition offset. */
function readRun(moof: Buffer, trun: ChildBox, mdat: Buffer, { defaults, decodeTime }: RunContext): Sample[] {
  const flags = moof.readUIntBE(trun.start + 1, 3);
  const count = moof.readUInt32BE(trun.start + 4);
  let at = trun.start + 8 + (flags & 0x1 ? 4 : 0);
  const field = (bit: number, fallback: number): number => {
    if ((flags & bit) === 0) return fallback;
    at += 4;
    return moof.readUInt32BE(at - 4);
  };
  const firstFlags = field(0x4, -1);
  const samples: Sample[] = [];
  let time = decodeTime;
  let dataAt = 8;
  for (let index = 0; index < count; index += 1) {
    const duration = field(0x100, defaults.duration);
    const size = field(0x200, defaults.size);
    const ownFlags = field(0x400, index === 0 && firstFlags >= 0 ? firstFlags : defaults.flags);
    const compositionOffset = field(0x800, 0) | 0;
    if (dataAt + size > mdat.length) throw new Error('a fragment names more bytes than it holds');
    const data = mdat.subarray(dataAt, dataAt + size);
    samples.push({ decodeTime: time, duration, compositionOffset, isSync: (ownFlags & nonSync) === 0, data });
    time += duration;
    dataAt += size;
  }
  return samples;
}
