// What an H.264 decoder configuration says of the picture: size, colour sampling, depth (ISO/IEC 14496-15, 5.3.3.1;
// ITU-T H.264, 7.3.2.1.1). Reads no pictures.
import type { BitReader } from './bit-reader.ts';
import { createBitReader } from './bit-reader.ts';

export type Chroma = '4:0:0' | '4:2:0' | '4:2:2' | '4:4:4';

export interface H264Config {
  /** profile_idc, e.g. 66 Baseline, 77 Main, 100 High, 122 High 4:2:2. */
  readonly profile: number;
  /** level_idc, ten times the level: 40 is level 4.0. */
  readonly level: number;
  /** RFC 6381, e.g. `avc1.64001f`. */
  readonly codec: string;
  /** Pixels shown, cropping applied. */
  readonly width: number;
  readonly height: number;
  readonly chroma: Chroma;
  /** Of luma, in bits. */
  readonly bitDepth: number;
  readonly isInterlaced: boolean;
}

const profilesWithChroma = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);
const chromas = ['4:0:0', '4:2:0', '4:2:2', '4:4:4'] as const;

/** Sequence parameter set without its emulation prevention bytes. */
function rawPayload(nal: Uint8Array): Uint8Array {
  const kept: number[] = [];
  for (const [index, byte] of nal.entries()) {
    const isPrevention = byte === 3 && index >= 2 && nal[index - 1] === 0 && nal[index - 2] === 0;
    if (!isPrevention) kept.push(byte);
  }
  return Uint8Array.from(kept);
}

function skipScalingList(reader: BitReader, size: number): void {
  let next = 8;
  for (let index = 0, last = 8; index < size && next !== 0; index += 1) {
    next = (last + reader.signed() + 256) % 256;
    last = next === 0 ? last : next;
  }
}

function skipScalingLists(reader: BitReader, count: number): void {
  for (let index = 0; index < count; index += 1) {
    if (reader.flag()) skipScalingList(reader, index < 6 ? 16 : 64);
  }
}

interface Sampling {
  readonly chromaIndex: number;
  readonly bitDepth: number;
}

function readSampling(reader: BitReader, profile: number): Sampling {
  if (!profilesWithChroma.has(profile)) return { chromaIndex: 1, bitDepth: 8 };
  const chromaIndex = reader.unsigned();
  if (chromaIndex === 3) reader.flag(); // separate_colour_plane_flag
  const bitDepth = 8 + reader.unsigned();
  reader.unsigned(); // bit_depth_chroma_minus8
  reader.flag(); // qpprime_y_zero_transform_bypass_flag
  if (reader.flag()) skipScalingLists(reader, chromaIndex === 3 ? 12 : 8);
  return { chromaIndex, bitDepth };
}

function skipPictureOrder(reader: BitReader): void {
  const type = reader.unsigned();
  if (type === 0) reader.unsigned(); // log2_max_pic_order_cnt_lsb_minus4
  if (type !== 1) return;
  reader.flag(); // delta_pic_order_always_zero_flag
  reader.signed(); // offset_for_non_ref_pic
  reader.signed(); // offset_for_top_to_bottom_field
  for (let left = reader.unsigned(); left > 0; left -= 1) reader.signed();
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly isInterlaced: boolean;
}

function readSize(reader: BitReader, chromaIndex: number): Size {
  const widthInBlocks = reader.unsigned() + 1;
  const heightInUnits = reader.unsigned() + 1;
  const isProgressive = reader.flag(); // frame_mbs_only_flag
  if (!isProgressive) reader.flag(); // mb_adaptive_frame_field_flag
  reader.flag(); // direct_8x8_inference_flag
  const fields = isProgressive ? 1 : 2;
  const cropX = chromaIndex === 1 || chromaIndex === 2 ? 2 : 1;
  const cropY = (chromaIndex === 1 ? 2 : 1) * fields;
  const isCropped = reader.flag();
  const [left, right, top, bottom] = isCropped
    ? [reader.unsigned(), reader.unsigned(), reader.unsigned(), reader.unsigned()]
    : [0, 0, 0, 0];
  return {
    width: widthInBlocks * 16 - (left + right) * cropX,
    height: heightInUnits * 16 * fields - (top + bottom) * cropY,
    isInterlaced: !isProgressive,
  };
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function readSequenceParameters(nal: Uint8Array): H264Config {
  const reader = createBitReader(rawPayload(nal));
  reader.bits(8); // NAL header
  const profile = reader.bits(8);
  const constraints = reader.bits(8);
  const level = reader.bits(8);
  reader.unsigned(); // seq_parameter_set_id
  const { chromaIndex, bitDepth } = readSampling(reader, profile);
  reader.unsigned(); // log2_max_frame_num_minus4
  skipPictureOrder(reader);
  reader.unsigned(); // max_num_ref_frames
  reader.flag(); // gaps_in_frame_num_value_allowed_flag
  const chroma = chromas[chromaIndex];
  if (!chroma) throw new RangeError('chroma format is not known');
  const codec = `avc1.${hex(profile)}${hex(constraints)}${hex(level)}`;
  return { profile, level, codec, ...readSize(reader, chromaIndex), chroma, bitDepth };
}

/** Reads an `avcC` box's content; null when it holds no readable sequence parameter set. */
export function readH264Config(avcc: Buffer): H264Config | null {
  if (avcc.length < 8 || (avcc.readUInt8(5) & 0x1f) === 0) return null;
  const end = 8 + avcc.readUInt16BE(6);
  if (end > avcc.length) return null;
  try {
    return readSequenceParameters(avcc.subarray(8, end));
  } catch (error) {
    if (error instanceof RangeError) return null; // the encoder's bytes, not our bug
    throw error;
  }
}

const profileNames: Readonly<Record<number, string>> = {
  66: 'Baseline',
  77: 'Main',
  88: 'Extended',
  100: 'High',
  110: 'High 10',
  122: 'High 4:2:2',
  244: 'High 4:4:4',
};

/** Name of a profile_idc, its number when it has none. */
export function h264ProfileName(profile: number): string {
  return profileNames[profile] ?? String(profile);
}
