// Finds words by their end: long words in groups of those with the same last four bytes, so that a look at one group stands for
// a pass over all words. Four bytes a word. Pure.

const lastBytes = 4;
/** A power of two. With a million words a group has some fifty that are looked at. */
const groupCount = 1 << 15;

/** Words of a row of bytes; `starts` has one more for the end. */
export class WordEndings {
  private readonly bytes: Buffer;
  private readonly starts: Uint32Array;
  /** Where each group begins in `members`; one more for the end. */
  private readonly groups = new Uint32Array(groupCount + 1);
  private readonly members: Uint32Array;

  constructor(bytes: Buffer, starts: Uint32Array) {
    this.bytes = bytes;
    this.starts = starts;
    const words = starts.length - 1;
    let long = 0;
    for (let index = 0; index < words; index += 1) {
      if (!this.isLong(index)) continue;
      const group = this.groupOf(index) + 1;
      this.groups[group] = (this.groups[group] ?? 0) + 1;
      long += 1;
    }
    for (let group = 1; group <= groupCount; group += 1) {
      this.groups[group] = (this.groups[group] ?? 0) + (this.groups[group - 1] ?? 0);
    }
    this.members = new Uint32Array(long);
    const next = this.groups.slice(0, groupCount);
    for (let index = 0; index < words; index += 1) {
      if (!this.isLong(index)) continue;
      const group = this.groupOf(index);
      const place = next[group] ?? 0;
      this.members[place] = index;
      next[group] = place + 1;
    }
  }

  /** Indexes of the words that are longer than the ending and end with it; it has four bytes or more. */
  wordsWith(ending: Buffer): number[] {
    if (ending.length < lastBytes) throw new RangeError(`An ending has ${lastBytes} bytes or more.`);
    const group = groupOfBytes(ending, ending.length);
    const found: number[] = [];
    for (let place = this.groups[group] ?? 0; place < (this.groups[group + 1] ?? 0); place += 1) {
      const index = this.members[place] ?? 0;
      const end = this.starts[index + 1] ?? 0;
      const start = end - ending.length;
      if (start <= (this.starts[index] ?? 0)) continue;
      if (this.bytes.compare(ending, 0, ending.length, start, end) === 0) found.push(index);
    }
    return found;
  }

  private isLong(index: number): boolean {
    return (this.starts[index + 1] ?? 0) - (this.starts[index] ?? 0) > lastBytes;
  }

  private groupOf(index: number): number {
    return groupOfBytes(this.bytes, this.starts[index + 1] ?? 0);
  }
}

/** The group of the last bytes before `end`. */
function groupOfBytes(bytes: Buffer, end: number): number {
  const last =
    (bytes[end - 1] ?? 0) |
    ((bytes[end - 2] ?? 0) << 8) |
    ((bytes[end - 3] ?? 0) << 16) |
    ((bytes[end - 4] ?? 0) << 24);
  return Math.imul(last, 0x9e3779b1) >>> 17;
}
