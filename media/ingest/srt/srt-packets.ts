// What can be read of an SRT packet without its keys (draft-sharabayko-srt, section 3): is it a first handshake, is it media,
// how long is the way. Pure.

const headerBytes = 16;
/** Handshake type in the control information: version 4, encryption 2, extension 2, sequence 4, MTU 4, window 4 bytes before. */
const handshakeTypeAt = headerBytes + 20;
const induction = 1;
/** A full acknowledgement has the round trip after the sequence number; a light one ends before it. */
const roundTripAt = headerBytes + 4;
const controlTypes = { handshake: 0x8000, acknowledgement: 0x8002 } as const;

/** The first packet of every caller: it asks for a connection, and knows no passphrase yet. */
export function isInduction(packet: Buffer): boolean {
  if (packet.length < handshakeTypeAt + 4 || packet.readUInt16BE(0) !== controlTypes.handshake) return false;
  return packet.readUInt32BE(handshakeTypeAt) === induction;
}

/** Media, not control: only who was let in sends it. */
export function isMedia(packet: Buffer): boolean {
  return packet.length > headerBytes && packet.readUInt8(0) < 0x80;
}

/** Ms to the caller and back as the listener's side measured it; null in every other packet. */
export function roundTripMsOf(packet: Buffer): number | null {
  if (packet.length < roundTripAt + 4 || packet.readUInt16BE(0) !== controlTypes.acknowledgement) return null;
  return Math.round(packet.readUInt32BE(roundTripAt) / 1000);
}
