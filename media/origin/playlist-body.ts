// Bytes of playlists, plain and gzipped, made at most once however many players ask. Knows text, not its meaning.
import { promisify } from 'node:util';
import { constants, crc32, deflateRawSync, gzip } from 'node:zlib';

/** One answer as Buffers to write one after the other. */
export interface EncodedBody {
  readonly buffers: readonly Buffer[];
  readonly length: number;
}

/** The same text in both encodings; `gzipped` is computed when first asked for. */
export interface PlaylistBody {
  readonly plain: EncodedBody;
  gzipped(): EncodedBody | Promise<EncodedBody>;
}

const gzipAsync = promisify(gzip);
const gzipHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);

/** A text that is compressed in one go, away from the event loop. */
export function wholeBody(text: string): PlaylistBody {
  const plain = encoded([Buffer.from(text)]);
  let zipped: Promise<EncodedBody> | null = null;
  return { plain, gzipped: () => (zipped ??= gzipAsync(text).then((bytes) => encoded([bytes]))) };
}

/** A few kilobytes: compressed at once, cheaper than a round trip to another thread. */
export function smallBody(text: string): PlaylistBody {
  return new GrowingText().bodyWith(text);
}

/** Text is compressed in pieces of this size; the piece at the end is compressed anew for every body. */
const pieceLength = 16 * 1024;

/**
 * Text that only grows, as the beginning of bodies that differ in their end. Whole pieces are encoded and compressed
 * once: a deflate stream may be flushed to a byte boundary (RFC 1951) and gzip's checksum can be carried on (RFC 1952),
 * so a playlist of twelve hours costs no more per state than its last pieces.
 */
export class GrowingText {
  readonly #plain: Buffer[] = [];
  readonly #deflated: Buffer[] = [];
  #deflatedPieces = 0;
  #checksum = 0;
  #end = '';

  append(text: string): void {
    this.#end += text;
    if (this.#end.length < pieceLength) return;
    this.#plain.push(Buffer.from(this.#end));
    this.#end = '';
  }

  bodyWith(end: string): PlaylistBody {
    const pieces = this.#plain.slice();
    const last = Buffer.from(this.#end + end);
    let zipped: EncodedBody | null = null;
    return {
      plain: encoded([...pieces, last]),
      gzipped: () => (zipped ??= this.#gzip(pieces.length, last)),
    };
  }

  /** A body may be asked for after the text has grown; only its own pieces go in. */
  #gzip(pieceCount: number, last: Buffer): EncodedBody {
    const before = this.#deflatePieces(pieceCount);
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(crc32(last, before.checksum), 0);
    trailer.writeUInt32LE((before.length + last.length) % 2 ** 32, 4);
    return encoded([gzipHeader, ...before.deflated, deflateRawSync(last), trailer]);
  }

  #deflatePieces(count: number): { deflated: Buffer[]; checksum: number; length: number } {
    while (this.#deflatedPieces < count) {
      const piece = this.#plain[this.#deflatedPieces];
      if (piece === undefined) break;
      this.#deflated.push(deflateRawSync(piece, { finishFlush: constants.Z_FULL_FLUSH }));
      this.#checksum = crc32(piece, this.#checksum);
      this.#deflatedPieces += 1;
    }
    const pieces = this.#plain.slice(0, count);
    const checksum =
      count === this.#deflatedPieces ? this.#checksum : pieces.reduce((sum, piece) => crc32(piece, sum), 0);
    return {
      deflated: this.#deflated.slice(0, count),
      checksum,
      length: pieces.reduce((sum, piece) => sum + piece.length, 0),
    };
  }
}

/** Up to this size one copy a state is cheaper than several writes a viewer. */
const mostJoined = 64 * 1024;

function encoded(buffers: readonly Buffer[]): EncodedBody {
  const length = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
  return { buffers: length <= mostJoined && buffers.length > 1 ? [Buffer.concat(buffers, length)] : buffers, length };
}
