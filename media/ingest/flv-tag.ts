// One tag of FLV, the form in which every RTMP feed travels on, and its bytes (Adobe FLV 10.1, annex E). Knows no codec.

/** A picture, a piece of sound, or `onMetaData`, as an encoder sent it. */
export interface FlvTag {
  readonly kind: 'video' | 'audio' | 'data';
  /** Decoding time in ms on the encoder's clock; unwrapped beyond 32 bits, never negative. */
  readonly timestampMs: number;
  /** Body of the tag as FLV has it: codec byte first. */
  readonly payload: Buffer;
  /** Instant of arrival, ms since the epoch. */
  readonly arrivedAtMs: number;
  /** Decoder configuration instead of a picture or sound. */
  readonly isSequenceHeader: boolean;
  readonly isKeyframe: boolean;
  /** Presentation minus decoding time in ms; 0 for everything but video. */
  readonly compositionMs: number;
}

const typeOfKind = { audio: 8, video: 9, data: 18 } as const;
const headerBytes = 11;

/** FLV file header with the first PreviousTagSize. */
export function flvHeader(has: { readonly video: boolean; readonly audio: boolean }): Buffer {
  const flags = (has.audio ? 4 : 0) | (has.video ? 1 : 0);
  return Buffer.from([0x46, 0x4c, 0x56, 1, flags, 0, 0, 0, 9, 0, 0, 0, 0]);
}

/** Tag header, payload and PreviousTagSize. The timestamp keeps its low 32 bits, as FLV has no more. */
export function writeFlvTag(tag: Pick<FlvTag, 'kind' | 'timestampMs' | 'payload'>): Buffer {
  const size = tag.payload.length;
  const timestamp = tag.timestampMs % 0x1_0000_0000;
  const bytes = Buffer.allocUnsafe(headerBytes + size + 4);
  bytes[0] = typeOfKind[tag.kind];
  bytes.writeUIntBE(size, 1, 3);
  bytes.writeUIntBE(timestamp % 0x100_0000, 4, 3);
  bytes[7] = Math.floor(timestamp / 0x100_0000);
  bytes.writeUIntBE(0, 8, 3);
  tag.payload.copy(bytes, headerBytes);
  bytes.writeUInt32BE(headerBytes + size, headerBytes + size);
  return bytes;
}
