// Is the end of a file missing? Some formats say at their beginning how long they are. Reads only those few bytes.
import { open, type FileHandle } from 'node:fs/promises';
import type { FileFormat } from './file-kind.ts';

/** True when the file says itself that more belongs to it; files that cannot say so are taken as whole. */
export async function lacksEnd(path: string, format: FileFormat): Promise<boolean> {
  if (format !== 'mov' && format !== 'matroska') return false;
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return format === 'mov' ? await lacksBoxes(file, size) : await lacksClusters(file, size);
  } finally {
    await file.close();
  }
}

/** More boxes than this are not looked through. */
const mostBoxes = 1000;

/**
 * ISO/IEC 14496-12: boxes one after the other, one of them `moov`. In a fragmented file each fragment is whole in itself, so
 * that what a camera wrote before it died is worth having.
 */
async function lacksBoxes(file: FileHandle, size: number): Promise<boolean> {
  let hasMovie = false;
  for (let [count, at] = [0, 0]; at < size && count < mostBoxes; count += 1) {
    const head = await read(file, at, 16);
    const kind = head.toString('latin1', 4, 8);
    if (kind === 'moof') return false;
    hasMovie ||= kind === 'moov';
    const bytes = boxBytes(head);
    if (bytes === 0) return !hasMovie; // up to the end of the file, wherever that is
    if (bytes < 8 || at + bytes > size) return true;
    at += bytes;
  }
  return !hasMovie;
}

function boxBytes(head: Buffer): number {
  const bytes = head.readUInt32BE(0);
  return bytes === 1 ? Number(head.readBigUInt64BE(8)) : bytes;
}

/** RFC 8794 and 9559: an EBML header, then one Segment; a length of only ones is unknown (recorded live). */
async function lacksClusters(file: FileHandle, size: number): Promise<boolean> {
  const header = elementOf(await read(file, 0, 16));
  const segment = elementOf(await read(file, header.headBytes + (header.dataBytes ?? 0), 16));
  if (segment.dataBytes === null) return false;
  return header.headBytes + (header.dataBytes ?? 0) + segment.headBytes + segment.dataBytes > size;
}

/** Id and length of an element, both with the number of their bytes in their first bits. */
function elementOf(head: Buffer): { headBytes: number; dataBytes: number | null } {
  const idBytes = Math.clz32(head.readUInt8(0)) - 23;
  const lengthBytes = Math.clz32(head.readUInt8(Math.min(idBytes, 4))) - 23;
  if (idBytes > 4 || lengthBytes > 8) return { headBytes: 0, dataBytes: null };
  const digits = head.subarray(idBytes, idBytes + lengthBytes).toString('hex');
  const mask = (1n << BigInt(7 * lengthBytes)) - 1n;
  const length = BigInt(`0x${digits}`) & mask;
  return { headBytes: idBytes + lengthBytes, dataBytes: length === mask ? null : Number(length) };
}

/** Zeroes where the file has no more. */
async function read(file: FileHandle, at: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  await file.read(buffer, 0, bytes, at);
  return buffer;
}
