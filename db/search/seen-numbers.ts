// Which numbers were met since the last time, without making anything for each of them. Pure.

/** A set of small numbers that is emptied in no time and used again. */
export class SeenNumbers {
  private turns = new Uint32Array(0);
  private turn = 0;

  /** Forgets everything; numbers up to `highest` may be added. */
  clear(highest: number): void {
    if (highest >= this.turns.length) this.turns = new Uint32Array(Math.ceil(highest * 1.5) + 1);
    this.turn += 1;
  }

  /** Adds a number; was it new? */
  add(number: number): boolean {
    if (this.turns[number] === this.turn) return false;
    this.turns[number] = this.turn;
    return true;
  }
}
