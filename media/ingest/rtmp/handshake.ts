// The server's side of the simple RTMP handshake (Adobe RTMP 1.0, section 5.2). Knows nothing of what follows it.
import { ProtocolViolation } from './protocol-violation.ts';

/** Bytes of C1, C2, S1 and S2. */
export const handshakePacketBytes = 1_536;
const version = 3;
const firstBytes = 1 + handshakePacketBytes;
const allBytes = firstBytes + handshakePacketBytes;

export interface HandshakeStep {
  /** To be sent at once, or null. */
  readonly answer: Buffer | null;
  /** What follows the handshake once it is over; null while it goes on. */
  readonly rest: Buffer | null;
}

/**
 * Takes bytes as they come and says what to answer. C2 is counted but not compared, as encoders exist that fill it
 * freely. Throws {@link ProtocolViolation} on any version but 3 as soon as the first byte is there.
 */
export function createHandshake(filler: Buffer): (bytes: Buffer) => HandshakeStep {
  const first = Buffer.alloc(firstBytes);
  let received = 0;
  return (bytes) => {
    const before = received;
    received += bytes.length;
    if (before < firstBytes) bytes.copy(first, before);
    if (before === 0 && received > 0 && first[0] !== version) throw new ProtocolViolation('not an RTMP handshake');
    const answer = before < firstBytes && received >= firstBytes ? answerTo(first, filler) : null;
    return { answer, rest: received >= allBytes ? bytes.subarray(allBytes - before) : null };
  };
}

/** S0, S1 (time 0, zero, filler) and S2 (an echo of C1). */
function answerTo(first: Buffer, filler: Buffer): Buffer {
  const own = Buffer.alloc(handshakePacketBytes);
  filler.copy(own, 8, 0, handshakePacketBytes - 8);
  return Buffer.concat([Buffer.from([version]), own, first.subarray(1)]);
}
