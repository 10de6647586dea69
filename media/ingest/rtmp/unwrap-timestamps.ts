// Turns the 32-bit clock of RTMP, which starts anew every 49.7 days, into one that only counts on.

export interface TimestampUnwrap {
  /** Time of a frame; moves the reference. */
  frame(timestamp: number): number;
  /** Time of something that may lie far from the frames around it (headers, metadata); moves nothing. */
  aside(timestamp: number): number;
}

/** Timestamps are ms in 32 bits; answers are ms, never negative. Steps of less than 24.8 days are followed either way. */
export function createTimestampUnwrap(): TimestampUnwrap {
  let reference: number | null = null;
  const near = (timestamp: number): number =>
    reference === null ? timestamp >>> 0 : reference + ((timestamp - reference) | 0);
  return {
    frame(timestamp) {
      reference = near(timestamp);
      return Math.max(0, reference);
    },
    aside: (timestamp) => Math.max(0, near(timestamp)),
  };
}
