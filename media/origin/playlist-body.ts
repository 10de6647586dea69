// Bytes of playlists, plain and gzipped, made at most once however many players ask. Knows text, not its meaning.
import { promisify } from 'node:util';
import { constants, crc32, deflateRawSync, gzip, inflateRawSync } from 'node:zlib';

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

/** One compressed piece, and the checksum and length of the text up to its end. */
interface Piece {
  readonly deflated: Buffer;
  readonly checksum: number;
  readonly end: number;
  /** Unpacked for somebody, and not yet collected: the next state need not do it again. */
  plain: WeakRef<Buffer> | null;
}

/**
 * Text that only grows, as the beginning of bodies that differ in their end. Whole pieces are encoded and compressed
 * once and kept in that form only, a twentieth of the text: a deflate stream may be flushed to a byte boundary (RFC 1951)
 * and gzip's checksum can be carried on (RFC 1952), so a playlist of twelve hours costs no more per state than its last
 * piece. For those who cannot take gzip it is unpacked, once while anybody goes on asking.
 */
export class GrowingText {
  readonly #pieces: Piece[] = [];
  #end = '';

  append(text: string): void {
    this.#end += text;
    if (this.#end.length < pieceLength) return;
    const bytes = Buffer.from(this.#end);
    const { checksum, end } = this.#pieces.at(-1) ?? { checksum: 0, end: 0 };
    const deflated = alone(deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH }));
    this.#pieces.push({ deflated, checksum: crc32(bytes, checksum), end: end + bytes.length, plain: null });
    this.#end = '';
  }

  /** It stays as it is, although the text may grow. */
  bodyWith(end: string): PlaylistBody {
    const pieces = this.#pieces.slice();
    const last = Buffer.from(this.#end + end);
    let plain: EncodedBody | null = null;
    let zipped: EncodedBody | null = null;
    return {
      get plain() {
        return (plain ??= encoded([...pieces.map(inflated), last]));
      },
      gzipped: () => (zipped ??= gzipped(pieces, last)),
    };
  }
}

function inflated(piece: Piece): Buffer {
  const known = piece.plain?.deref();
  if (known !== undefined) return known;
  const bytes = inflateRawSync(piece.deflated, { finishFlush: constants.Z_SYNC_FLUSH });
  piece.plain = new WeakRef(bytes);
  return bytes;
}

function gzipped(pieces: readonly Piece[], last: Buffer): EncodedBody {
  const { checksum, end } = pieces.at(-1) ?? { checksum: 0, end: 0 };
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(last, checksum), 0);
  trailer.writeUInt32LE((end + last.length) % 2 ** 32, 4);
  return encoded([gzipHeader, ...pieces.map(({ deflated }) => deflated), deflateRawSync(last), trailer]);
}

/** What zlib answers is a view of a block of 16 kB, and small copies share a block too: neither is to be kept for hours. */
function alone(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}

/** Up to this size one copy a state is cheaper than several writes a viewer. */
const mostJoined = 64 * 1024;

function encoded(buffers: readonly Buffer[]): EncodedBody {
  const length = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
  return { buffers: length <= mostJoined && buffers.length > 1 ? [Buffer.concat(buffers, length)] : buffers, length };
}
