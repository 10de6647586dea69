// One `moov` for the pictures and the sound of a session, and fragments renumbered to fit it (ISO/IEC 14496-12, 8.8).
// Pure bytes: knows neither files nor requests.
import { childBoxes, findBox, type ChildBox } from '../packager/box-reader.ts';

/** Track numbers in the merged movie. */
export const mergedTrackIds = { video: 1, audio: 2 } as const;

export interface MergedTrack {
  readonly trackId: number;
  /** `ftyp` + `moov` of the rung. */
  readonly init: Buffer;
}

/** `ftyp` + `moov` with one track per given rung. */
export function mergeInits(tracks: readonly MergedTrack[], durationSeconds: number): Buffer {
  const [first] = tracks;
  if (first === undefined) throw new Error('a movie needs a track');
  const header = movieHeader(first.init, durationSeconds, Math.max(...tracks.map((track) => track.trackId)) + 1);
  const traks = tracks.map(({ init, trackId }) => numberedTrack(init, trackId));
  const defaults = tracks.map(({ init, trackId }) => numberedDefaults(init, trackId));
  const fragmented = box('mvex', [fragmentsHeader(header.duration), ...defaults]);
  return Buffer.concat([fileType, box('moov', [header.bytes, ...traks, fragmented])]);
}

/** How one piece of a rung is to be renumbered. */
export interface FragmentPlace {
  readonly trackId: number;
  /** Of its first `moof`; the following count on. */
  readonly sequence: number;
  /** Added to every `tfdt`, in ticks. */
  readonly shiftTicks: bigint;
}

/** A copy of `moof`/`mdat` boxes with new numbers; the length stays. */
export function placeFragments(fragments: Buffer, place: FragmentPlace): Buffer {
  const bytes = Buffer.from(fragments);
  let sequence = place.sequence;
  for (const moof of childBoxes(bytes, 0, bytes.length).filter(({ type }) => type === 'moof')) {
    const mfhd = need(findBox(bytes, ['mfhd'], moof.start, moof.end), 'mfhd');
    bytes.writeUInt32BE(sequence, mfhd.start + 4);
    sequence += 1;
    const traf = need(findBox(bytes, ['traf'], moof.start, moof.end), 'traf');
    const tfhd = need(findBox(bytes, ['tfhd'], traf.start, traf.end), 'tfhd');
    bytes.writeUInt32BE(place.trackId, tfhd.start + 4);
    const tfdt = need(findBox(bytes, ['tfdt'], traf.start, traf.end), 'tfdt');
    writeDecodeTime(bytes, tfdt, readDecodeTime(bytes, tfdt) + place.shiftTicks);
  }
  return bytes;
}

/** Decode time of the first fragment, in ticks. `bytes` may end inside its `mdat`. */
export function firstDecodeTime(bytes: Buffer): bigint {
  const size = bytes.readUInt32BE(0);
  const moof = bytes.subarray(0, size);
  if (moof.toString('latin1', 4, 8) !== 'moof') throw new Error('a segment does not begin with a moof box');
  return readDecodeTime(moof, need(findBox(moof, ['traf', 'tfdt']), 'tfdt'));
}

const fileType = box('ftyp', [Buffer.from('iso6\0\0\0\0iso6mp41', 'latin1')]);

/** `mvhd` of the first rung; its duration stands in `mehd`, as fragments ask for. */
function movieHeader(init: Buffer, durationSeconds: number, nextTrackId: number): { bytes: Buffer; duration: bigint } {
  const bytes = copyOf(init, ['moov', 'mvhd']);
  const timescale = bytes.readUInt32BE(bytes.readUInt8(8) === 1 ? 28 : 20);
  bytes.writeUInt32BE(nextTrackId, bytes.length - 4);
  return { bytes, duration: BigInt(Math.round(durationSeconds * timescale)) };
}

function fragmentsHeader(duration: bigint): Buffer {
  const body = Buffer.alloc(12);
  body.writeUInt8(1, 0);
  body.writeBigUInt64BE(duration, 4);
  return box('mehd', [body]);
}

/** `trak` with a new number. `tkhd` has two instants before it: 32 bit each in version 0, 64 bit in version 1. */
function numberedTrack(init: Buffer, trackId: number): Buffer {
  const bytes = copyOf(init, ['moov', 'trak']);
  const tkhd = need(findBox(bytes, ['tkhd']), 'tkhd');
  bytes.writeUInt32BE(trackId, tkhd.start + (bytes.readUInt8(tkhd.start) === 1 ? 20 : 12));
  return bytes;
}

function numberedDefaults(init: Buffer, trackId: number): Buffer {
  const bytes = copyOf(init, ['moov', 'mvex', 'trex']);
  bytes.writeUInt32BE(trackId, 12);
  return bytes;
}

/** The whole box, header included. */
function copyOf(init: Buffer, path: readonly string[]): Buffer {
  const found = need(findBox(init, path, 0), path.join('/'));
  return Buffer.from(init.subarray(found.start - 8, found.end));
}

function readDecodeTime(bytes: Buffer, tfdt: ChildBox): bigint {
  const isLong = bytes.readUInt8(tfdt.start) === 1;
  return isLong ? bytes.readBigUInt64BE(tfdt.start + 4) : BigInt(bytes.readUInt32BE(tfdt.start + 4));
}

function writeDecodeTime(bytes: Buffer, tfdt: ChildBox, ticks: bigint): void {
  if (bytes.readUInt8(tfdt.start) === 1) bytes.writeBigUInt64BE(ticks, tfdt.start + 4);
  else bytes.writeUInt32BE(Number(ticks), tfdt.start + 4);
}

function box(type: string, content: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + content.reduce((sum, part) => sum + part.length, 0), 0);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, ...content]);
}

function need(found: ChildBox | null, name: string): ChildBox {
  if (found === null) throw new Error(`a recording has no ${name} box`);
  return found;
}
