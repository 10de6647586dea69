// The header of one chunk (Adobe RTMP 1.0, section 5.3.1): how long it is, and what it says. Keeps nothing.

/** Longest header there is: 3 bytes of chunk stream id, 11 of message header, 4 of extended timestamp. */
export const longestChunkHeader = 18;
const extendedMark = 0xffffff;
const messageHeaderBytes = [11, 7, 3, 0] as const;

export interface ChunkHeader {
  readonly format: 0 | 1 | 2 | 3;
  readonly chunkStreamId: number;
  /** Absolute (format 0) or a difference (1, 2) in ms, extension included; null in format 3 without an extension. */
  readonly timestampField: number | null;
  readonly isExtended: boolean;
  /** Message length and type; null in formats 2 and 3. */
  readonly length: number | null;
  readonly typeId: number | null;
  /** Null but in format 0. */
  readonly streamId: number | null;
}

function basicHeaderBytes(firstByte: number): number {
  const low = firstByte & 0x3f;
  return low === 0 ? 2 : low === 1 ? 3 : 1;
}

function chunkStreamIdOf(head: Buffer): number {
  const low = head.readUInt8(0) & 0x3f;
  if (low === 0) return head.readUInt8(1) + 64;
  if (low === 1) return head.readUInt16LE(1) + 64;
  return low;
}

function formatOf(head: Buffer): 0 | 1 | 2 | 3 {
  const format = head.readUInt8(0) >> 6;
  return format === 0 || format === 1 || format === 2 ? format : 3;
}

/**
 * How many bytes the header has, as far as `have` bytes of it tell; complete when the answer equals `have`.
 * `isStreamExtended` says whether the last message of a chunk stream had an extended timestamp.
 */
export function chunkHeaderBytes(head: Buffer, have: number, isStreamExtended: (id: number) => boolean): number {
  if (have === 0) return 1;
  const basic = basicHeaderBytes(head.readUInt8(0));
  if (have < basic) return basic;
  const format = formatOf(head);
  const plain = basic + messageHeaderBytes[format];
  if (have < plain) return plain;
  const isExtended =
    format === 3 ? isStreamExtended(chunkStreamIdOf(head)) : head.readUIntBE(basic, 3) === extendedMark;
  return isExtended ? plain + 4 : plain;
}

/** Reads a complete header of `length` bytes. */
export function readChunkHeader(head: Buffer, length: number): ChunkHeader {
  const format = formatOf(head);
  const basic = basicHeaderBytes(head.readUInt8(0));
  const plain = basic + messageHeaderBytes[format];
  const isExtended = length > plain;
  const shortField = format === 3 ? null : head.readUIntBE(basic, 3);
  return {
    format,
    chunkStreamId: chunkStreamIdOf(head),
    timestampField: isExtended ? head.readUInt32BE(plain) : shortField,
    isExtended,
    length: format <= 1 ? head.readUIntBE(basic + 3, 3) : null,
    typeId: format <= 1 ? head.readUInt8(basic + 6) : null,
    streamId: format === 0 ? head.readUInt32LE(basic + 7) : null,
  };
}
