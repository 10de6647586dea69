// Cuts a byte stream of ISO base media (ISO/IEC 14496-12) into whole top-level boxes; knows nothing of what is inside.

/** Largest box accepted; ffmpeg's fragments of one picture stay far below. */
const maxBoxBytes = 64 * 1024 * 1024;
const headerBytes = 8;

export interface Box {
  /** Four-character code, e.g. `moof`. */
  readonly type: string;
  /** The whole box, header included. */
  readonly bytes: Buffer;
}

/** Collects chunks of any size and gives back boxes as soon as they are whole. */
export class BoxReader {
  #chunks: Buffer[] = [];
  #length = 0;

  /** Bytes kept because their box is not whole yet. */
  get pendingBytes(): number {
    return this.#length;
  }

  /**
   * Takes a chunk and returns the boxes that it completes, in order.
   * @throws Error when the bytes are no ISO base media.
   */
  push(chunk: Buffer): Box[] {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    const boxes: Box[] = [];
    for (let size = this.#nextSize(); size !== null && this.#length >= size; size = this.#nextSize()) {
      boxes.push(this.#take(size));
    }
    return boxes;
  }

  #nextSize(): number | null {
    if (this.#length < headerBytes) return null;
    const size = this.#joined().readUInt32BE(0);
    if (size < headerBytes || size > maxBoxBytes) throw new Error(`a box of ${size} bytes cannot be read`);
    return size;
  }

  #take(size: number): Box {
    const all = this.#joined();
    const bytes = all.subarray(0, size);
    const rest = all.subarray(size);
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#length = rest.length;
    return { type: bytes.toString('latin1', 4, 8), bytes };
  }

  #joined(): Buffer {
    const [first] = this.#chunks;
    if (first !== undefined && this.#chunks.length === 1) return first;
    const all = Buffer.concat(this.#chunks, this.#length);
    this.#chunks = all.length > 0 ? [all] : [];
    return all;
  }
}

/** A child box as an offset range of its parent. */
export interface ChildBox {
  readonly type: string;
  /** First byte after the child's header. */
  readonly start: number;
  readonly end: number;
}

/** Lists the boxes that stand in `bytes` from `start` to `end`. */
export function childBoxes(bytes: Buffer, start: number, end: number): ChildBox[] {
  const children: ChildBox[] = [];
  let at = start;
  while (at + headerBytes <= end) {
    const size = bytes.readUInt32BE(at);
    if (size < headerBytes || at + size > end) throw new Error('a box reaches beyond its parent');
    children.push({ type: bytes.toString('latin1', at + 4, at + 8), start: at + headerBytes, end: at + size });
    at += size;
  }
  return children;
}

/** Follows a path of box types down from `[start, end)`; null when a step is missing. */
export function findBox(
  bytes: Buffer,
  path: readonly string[],
  start = headerBytes,
  end = bytes.length,
): ChildBox | null {
  let found: ChildBox | null = null;
  let from = start;
  let to = end;
  for (const type of path) {
    found = childBoxes(bytes, from, to).find((child) => child.type === type) ?? null;
    if (found === null) return null;
    from = found.start;
    to = found.end;
  }
  return found;
}
