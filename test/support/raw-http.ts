// HTTP/1.1 over one kept-alive socket with as little work as possible, so that a load test measures the server, not itself.
// One request at a time; answers must say their Content-Length. Of a body only its beginning is kept.
import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** The first bytes of the body, at most {@link keptBytes}. */
  readonly start: Buffer;
}

interface Waiting {
  readonly resolve: (answer: RawAnswer) => void;
  readonly reject: (error: Error) => void;
}

export const keptBytes = 8;
const endOfHead = Buffer.from('\r\n\r\n');
const nothing = Buffer.alloc(0);
/** All connections read into it, one after the other: five hundred viewers who keep 50 kB each are busy with their memory. */
const reading = Buffer.allocUnsafe(256 * 1024);

export class RawConnection {
  readonly #socket: Socket;
  readonly #more: string;
  /** What came of a head. */
  #head = nothing;
  /** Once the head is read: what is to come of the body. */
  #answer: { status: number; start: Buffer; missing: number } | null = null;
  #waiting: Waiting | null = null;

  /** `more` = header lines, each with its line end. */
  constructor(port: number, more = '') {
    this.#more = more;
    const callback = (length: number): boolean => {
      this.#read(reading.subarray(0, length));
      return true;
    };
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer: reading, callback } });
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error('the connection was closed')));
  }

  get(path: string): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n${this.#more}\r\n`);
    });
  }

  close(): void {
    this.#waiting = null;
    this.#socket.destroy();
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error);
    this.#waiting = null;
  }

  #read(bytes: Buffer): void {
    const body = this.#answer === null ? this.#readHead(bytes) : bytes;
    const answer = this.#answer;
    if (answer === null) return;
    if (answer.start.length < keptBytes) {
      answer.start = Buffer.concat([answer.start, body.subarray(0, keptBytes - answer.start.length)]);
    }
    answer.missing -= body.length;
    if (answer.missing > 0) return;
    this.#answer = null;
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resolve(answer);
  }

  /** Answers what came of the body behind it. */
  #readHead(bytes: Buffer): Buffer {
    const read = this.#head.length === 0 ? bytes : Buffer.concat([this.#head, bytes]);
    const end = read.indexOf(endOfHead);
    // What is kept must be copied: the next connection reads into the same bytes.
    this.#head = end < 0 ? Buffer.from(read) : nothing;
    if (end < 0) return nothing;
    const head = read.toString('latin1', 0, end);
    const length = /content-length: *(\d+)/iu.exec(head)?.[1];
    if (length === undefined) throw new Error(`an answer without a length: ${head}`);
    this.#answer = { status: Number(head.slice(9, 12)), start: nothing, missing: Number(length) };
    return read.subarray(end + endOfHead.length);
  }
}
