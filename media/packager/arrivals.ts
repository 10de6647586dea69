// When each of the last pictures of a take arrived: room for a fixed number of them, taken once, so that a long take holds
// no more than a short one.

/** A picture on the take's timeline, and the instant (ms since the epoch) at which it arrived. */
export interface Arrival {
  readonly seconds: number;
  readonly atMs: number;
}

/** In order of their seconds. */
export class Arrivals {
  readonly #room: number;
  readonly #seconds: Float64Array;
  readonly #atMs: Float64Array;
  #count = 0;

  /** @param room so many are kept at the most; when it is full the older half is let go of */
  constructor(room: number) {
    this.#room = room;
    this.#seconds = new Float64Array(room);
    this.#atMs = new Float64Array(room);
  }

  get count(): number {
    return this.#count;
  }

  /** A picture may come out of order by a few places. */
  add({ seconds, atMs }: Arrival): void {
    if (this.#count === this.#room) this.#forgetOlderHalf();
    let place = this.#count;
    while (place > 0 && (this.#seconds[place - 1] ?? 0) > seconds) place -= 1;
    for (const [column, value] of [
      [this.#seconds, seconds],
      [this.#atMs, atMs],
    ] as const) {
      column.copyWithin(place + 1, place, this.#count);
      column[place] = value;
    }
    this.#count += 1;
  }

  /** Null beyond the last. */
  at(place: number): Arrival | null {
    const [seconds, atMs] = [this.#seconds[place], this.#atMs[place]];
    return place >= this.#count || seconds === undefined || atMs === undefined ? null : { seconds, atMs };
  }

  /** How many pictures are shown at or before `seconds`. */
  countUntil(seconds: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#seconds[middle] ?? 0) <= seconds) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #forgetOlderHalf(): void {
    const gone = Math.ceil(this.#count / 2);
    for (const column of [this.#seconds, this.#atMs]) column.copyWithin(0, gone, this.#count);
    this.#count -= gone;
  }
}
