// What an AAC decoder configuration says of the sound (ISO/IEC 14496-3, 1.6.2.1). Reads no sound.
import { createBitReader } from './bit-reader.ts';
import type { BitReader } from './bit-reader.ts';

export interface AacConfig {
  /** 2 is AAC-LC, 5 HE-AAC, 29 HE-AAC v2. */
  readonly objectType: number;
  /** Hz, of the core coder. */
  readonly sampleRate: number;
  /** 0 when the configuration leaves it to the bit stream. */
  readonly channels: number;
}

const sampleRates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];
const channelCounts = [0, 1, 2, 3, 4, 5, 6, 8];
const escapedObjectType = 31;
const explicitRate = 15;

function readObjectType(reader: BitReader): number {
  const short = reader.bits(5);
  return short === escapedObjectType ? 32 + reader.bits(6) : short;
}

function readSampleRate(reader: BitReader): number {
  const index = reader.bits(4);
  return index === explicitRate ? reader.bits(24) : (sampleRates[index] ?? 0);
}

/** Reads an AudioSpecificConfig; null when it is cut off or names no sample rate. */
export function readAacConfig(bytes: Buffer): AacConfig | null {
  if (bytes.length < 2) return null;
  try {
    const reader = createBitReader(bytes);
    const objectType = readObjectType(reader);
    const sampleRate = readSampleRate(reader);
    const channels = channelCounts[reader.bits(4)] ?? 0;
    return sampleRate > 0 ? { objectType, sampleRate, channels } : null;
  } catch (error) {
    if (error instanceof RangeError) return null; // the encoder's bytes, not our bug
    throw error;
  }
}
