// Reads a file once and gives its digests, also those of ranges in it. Knows nothing of takes.
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';

export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

export interface FileDigests {
  readonly bytes: number;
  readonly sha256: string;
  readonly sha512: string;
  /** SHA-256 of each range; null for a range that reaches beyond the end. */
  readonly rangeSha256: readonly (string | null)[];
}

/** Digests of ranges (in order, not overlapping) of bytes that come in order. */
function rangeDigests(ranges: readonly ByteRange[]) {
  const digests: (string | null)[] = ranges.map(() => null);
  let index = 0;
  let hash: Hash | null = null;
  const feed = (chunk: Buffer, start: number): void => {
    const end = start + chunk.length;
    for (let range = ranges[index]; range !== undefined && range.offset < end; range = ranges[index]) {
      const rangeEnd = range.offset + range.length;
      hash ??= createHash('sha256');
      hash.update(chunk.subarray(Math.max(0, range.offset - start), rangeEnd - start));
      if (rangeEnd > end) return;
      digests[index] = hash.digest('hex');
      hash = null;
      index += 1;
    }
  };
  return { digests, feed };
}

/** Reads the file once. `onBytes` is told the size of each piece read. Throws what reading throws. */
export async function hashFile(
  path: string,
  options: { ranges?: readonly ByteRange[]; onBytes?: (bytes: number) => void } = {},
): Promise<FileDigests> {
  const sha256 = createHash('sha256');
  const sha512 = createHash('sha512');
  const ranges = rangeDigests(options.ranges ?? []);
  let bytes = 0;
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    const chunk = piece as Buffer;
    sha256.update(chunk);
    sha512.update(chunk);
    ranges.feed(chunk, bytes);
    bytes += chunk.length;
    options.onBytes?.(chunk.length);
  }
  return { bytes, sha256: sha256.digest('hex'), sha512: sha512.digest('hex'), rangeSha256: ranges.digests };
}
