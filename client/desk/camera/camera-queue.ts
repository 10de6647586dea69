// Bytes of a recording on their way: hands on no more than the server has room for, and knows how far it is behind.
// Must not know sockets, recorders or clocks of its own.

export interface CameraQueueOptions {
  /** Sends one piece; `taken` is called once, when the server has taken it. */
  readonly send: (piece: Uint8Array, taken: () => void) => void;
  readonly nowMs: () => number;
  readonly pieceBytes: number;
  /** Bytes that may wait for their acknowledgement. */
  readonly windowBytes: number;
}

interface Piece {
  readonly bytes: Uint8Array;
  readonly recordedMs: number;
}

export class CameraQueue {
  readonly #options: CameraQueueOptions;
  #waiting: Piece[] = [];
  #sent: Piece[] = [];
  #sentBytes = 0;
  #takenBytes = 0;

  constructor(options: CameraQueueOptions) {
    this.#options = options;
  }

  /** Takes in what was just recorded. */
  add(bytes: Uint8Array): void {
    const { pieceBytes, nowMs } = this.#options;
    const recordedMs = nowMs();
    for (let at = 0; at < bytes.length; at += pieceBytes)
      this.#waiting.push({ bytes: bytes.subarray(at, at + pieceBytes), recordedMs });
    this.#sendOn();
  }

  /** Ms since the oldest bytes were recorded that the server has not taken; 0 when it has all. */
  lagMs(): number {
    const oldest = this.#sent[0] ?? this.#waiting[0];
    return oldest === undefined ? 0 : this.#options.nowMs() - oldest.recordedMs;
  }

  /** Throws away what was not sent yet: the recording it belongs to is over. */
  dropWaiting(): void {
    this.#waiting = [];
  }

  /** The connection is gone, and every acknowledgement with it. */
  clear(): void {
    [this.#waiting, this.#sent, this.#sentBytes] = [[], [], 0];
  }

  get isEmpty(): boolean {
    return this.#sent.length === 0 && this.#waiting.length === 0;
  }

  /** All that the server has taken so far. */
  get takenBytes(): number {
    return this.#takenBytes;
  }

  #sendOn(): void {
    const { send, windowBytes } = this.#options;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (this.#sentBytes + next.bytes.length > windowBytes) return;
      this.#waiting.shift();
      this.#sent.push(next);
      this.#sentBytes += next.bytes.length;
      const piece = next;
      send(piece.bytes, () => this.#note(piece));
    }
  }

  /** Acknowledgements of a connection that is gone mean nothing. */
  #note(piece: Piece): void {
    const at = this.#sent.indexOf(piece);
    if (at < 0) return;
    this.#sent.splice(at, 1);
    this.#sentBytes -= piece.bytes.length;
    this.#takenBytes += piece.bytes.length;
    this.#sendOn();
  }
}
