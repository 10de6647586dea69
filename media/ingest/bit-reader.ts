// Reads bits and Exp-Golomb numbers (ITU-T H.264, sections 7.2 and 9.1). Knows no syntax element.

export interface BitReader {
  /** 1 to 32 bits, most significant first. */
  bits(count: number): number;
  flag(): boolean;
  /** ue(v) */
  unsigned(): number;
  /** se(v) */
  signed(): number;
}

/** Reading past the end throws a `RangeError`. */
export function createBitReader(bytes: Uint8Array): BitReader {
  let position = 0;

  function bit(): number {
    const byte = bytes[position >> 3];
    if (byte === undefined) throw new RangeError('no more bits');
    const value = (byte >> (7 - (position & 7))) & 1;
    position += 1;
    return value;
  }

  function bits(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1) value = value * 2 + bit();
    return value;
  }

  function unsigned(): number {
    let zeros = 0;
    while (bit() === 0) zeros += 1;
    if (zeros > 32) throw new RangeError('number is too long');
    return 2 ** zeros - 1 + bits(zeros);
  }

  function signed(): number {
    const code = unsigned();
    return code % 2 === 0 ? -code / 2 : (code + 1) / 2;
  }

  return { bits, flag: () => bit() === 1, unsigned, signed };
}
