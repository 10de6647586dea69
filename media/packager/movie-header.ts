// Reads from a `moov` what playlists and fragments need: timescale, codec string, picture size, sample defaults.
import { childBoxes, findBox, type ChildBox } from './box-reader.ts';

/** Facts of the single track of one rung's `moov`. */
export interface MovieHeader {
  readonly kind: 'video' | 'audio';
  readonly timescale: number;
  /** RFC 6381. */
  readonly codec: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly trackId: number;
  readonly defaults: SampleDefaults;
}

/** Defaults of `trex` (ISO/IEC 14496-12, 8.8.3), in ticks, bytes and sample flags. */
export interface SampleDefaults {
  readonly duration: number;
  readonly size: number;
  readonly flags: number;
}

/** @throws Error when a needed box is missing: ffmpeg wrote something else than one video or audio track. */
export function readMovieHeader(moov: Buffer): MovieHeader {
  const trak = need(findBox(moov, ['trak']), 'trak');
  const entry = readSampleEntry(moov, trak);
  const trex = need(findBox(moov, ['mvex', 'trex']), 'trex');
  return {
    ...entry,
    timescale: readTimescale(moov, trak),
    trackId: moov.readUInt32BE(trex.start + 4),
    defaults: {
      duration: moov.readUInt32BE(trex.start + 12),
      size: moov.readUInt32BE(trex.start + 16),
      flags: moov.readUInt32BE(trex.start + 20),
    },
  };
}

function need(box: ChildBox | null, name: string): ChildBox {
  if (box === null) throw new Error(`the movie header has no ${name} box`);
  return box;
}

function readTimescale(moov: Buffer, trak: ChildBox): number {
  const mdhd = need(findBox(moov, ['mdia', 'mdhd'], trak.start, trak.end), 'mdhd');
  const version = moov.readUInt8(mdhd.start);
  return moov.readUInt32BE(mdhd.start + (version === 1 ? 20 : 12));
}

function readSampleEntry(moov: Buffer, trak: ChildBox): Pick<MovieHeader, 'kind' | 'codec' | 'width' | 'height'> {
  const stsd = need(findBox(moov, ['mdia', 'minf', 'stbl', 'stsd'], trak.start, trak.end), 'stsd');
  const [entry] = childBoxes(moov, stsd.start + 8, stsd.end);
  if (entry === undefined) throw new Error('the movie header describes no samples');
  if (entry.type === 'avc1') return readVideoEntry(moov, entry);
  if (entry.type === 'mp4a') return { kind: 'audio', codec: readAudioCodec(moov, entry), width: null, height: null };
  throw new Error(`samples of type ${entry.type} are not packaged`);
}

/** Visual sample entry: 78 bytes of fields, then boxes; `avcC` holds profile, constraints and level. */
function readVideoEntry(moov: Buffer, entry: ChildBox): Pick<MovieHeader, 'kind' | 'codec' | 'width' | 'height'> {
  const avcC = need(findBox(moov, ['avcC'], entry.start + 78, entry.end), 'avcC');
  const profile = moov.toString('hex', avcC.start + 1, avcC.start + 4);
  return {
    kind: 'video',
    codec: `avc1.${profile}`,
    width: moov.readUInt16BE(entry.start + 24),
    height: moov.readUInt16BE(entry.start + 26),
  };
}

/** Audio sample entry: 28 bytes of fields, then `esds`, whose decoder configuration names the AAC object type. */
function readAudioCodec(moov: Buffer, entry: ChildBox): string {
  const esds = need(findBox(moov, ['esds'], entry.start + 28, entry.end), 'esds');
  const specificInfoTag = 0x05;
  for (let at = esds.start + 4; at < esds.end - 2; at += 1) {
    if (moov.readUInt8(at) !== specificInfoTag) continue;
    let length = at + 1;
    while (moov.readUInt8(length) >= 0x80) length += 1;
    if (length + 1 + moov.readUInt8(length) > esds.end) continue;
    return `mp4a.40.${moov.readUInt8(length + 1) >> 3}`;
  }
  return 'mp4a.40.2';
}
