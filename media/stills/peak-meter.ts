// The loudest sample of every stretch of 16-bit sound, as it streams by. Pure.

export interface PeakMeter {
  /** Little-endian 16-bit samples; a chunk may end in the middle of one. */
  readonly add: (chunk: Buffer) => void;
  /** One byte a stretch, the last one even if it is not full. */
  peaks(): Buffer;
}

/** A stretch has so many samples. */
export function createPeakMeter(samples: number): PeakMeter {
  const done: number[] = [];
  let rest: Buffer = Buffer.alloc(0);
  let loudest = 0;
  let seen = 0;
  const close = (): void => {
    done.push(Math.round((loudest / 32_768) * 255));
    [loudest, seen] = [0, 0];
  };
  return {
    add(chunk) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const whole = bytes.length - (bytes.length % 2);
      for (let at = 0; at < whole; at += 2) {
        loudest = Math.max(loudest, Math.abs(bytes.readInt16LE(at)));
        seen += 1;
        if (seen === samples) close();
      }
      rest = bytes.subarray(whole);
    },
    peaks() {
      if (seen > 0) close();
      return Buffer.from(done);
    },
  };
}
