// Measures how long a publisher takes to answer a ping (Adobe RTMP 1.0, section 7.1.7). Says nothing when it never does.
import type { Schedule } from '../schedule.ts';

const everyMs = 5_000;
/** Later than this it is no answer to be measured by. */
const longestMs = 60_000;

export interface RoundTrip {
  start(): void;
  /** The peer answered with the timestamp of a ping. */
  answered(timestamp: Buffer): void;
  /** Ms, of the newest answer; null before the first. */
  newestMs(): number | null;
  stop(): void;
}

/** `ping` sends a request with these four bytes. */
export function createRoundTrip(options: {
  readonly now: () => number;
  readonly schedule: Schedule;
  readonly ping: (timestamp: Buffer) => void;
}): RoundTrip {
  let cancel = (): void => undefined;
  let newest: number | null = null;

  function nowBytes(): Buffer {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(options.now() % 0x1_0000_0000);
    return bytes;
  }

  function ask(): void {
    cancel = options.schedule(everyMs, ask);
    options.ping(nowBytes());
  }

  return {
    start: ask,
    answered(timestamp) {
      const ms = (nowBytes().readUInt32BE(0) - timestamp.readUInt32BE(0)) >>> 0;
      if (ms <= longestMs) newest = ms;
    },
    newestMs: () => newest,
    stop: () => cancel(),
  };
}
