// HTTP/1.1 over one kept-alive socket with as little work as possible, so that a load test measures the server, not itself.
// One request at a time; answers must say their Content-Length.
import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly body: Buffer;
}

interface Waiting {
  readonly resolve: (answer: RawAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** What came in one piece is not copied. */
function joined(pieces: readonly Buffer[]): Buffer {
  const [first] = pieces;
  return first !== undefined && pieces.length === 1 ? first : Buffer.concat(pieces);
}

const endOfHead = Buffer.from('\r\n\r\n');

export class RawConnection {
  readonly #socket: Socket;
  readonly #more: string;
  #received: Buffer[] = [];
  #length = 0;
  /** Where the body ends, once the head is read. */
  #wanted: { status: number; from: number; to: number } | null = null;
  #waiting: Waiting | null = null;

  /** `more` = header lines, each with its line end. */
  constructor(port: number, more = '') {
    this.#more = more;
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('data', (chunk) => this.#read(chunk));
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

  #read(chunk: Buffer): void {
    this.#received.push(chunk);
    this.#length += chunk.length;
    this.#wanted ??= this.#readHead();
    const wanted = this.#wanted;
    if (wanted === null || this.#length < wanted.to) return;
    const body = joined(this.#received).subarray(wanted.from, wanted.to);
    this.#received = [];
    this.#length = 0;
    this.#wanted = null;
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resolve({ status: wanted.status, body });
  }

  #readHead(): { status: number; from: number; to: number } | null {
    const bytes = joined(this.#received);
    this.#received = [bytes];
    const end = bytes.indexOf(endOfHead);
    if (end < 0) return null;
    const head = bytes.toString('latin1', 0, end);
    const length = /content-length: *(\d+)/iu.exec(head)?.[1];
    if (length === undefined) throw new Error(`an answer without a length: ${head}`);
    const from = end + endOfHead.length;
    return { status: Number(head.slice(9, 12)), from, to: from + Number(length) };
  }
}
