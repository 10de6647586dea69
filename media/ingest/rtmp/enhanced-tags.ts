// Brings the H.264 and AAC of enhanced RTMP (Veovera, v2) into the legacy form that every FLV reader knows.
import { fourCcOf, isEnhancedAudio, isEnhancedVideo } from '../flv-codec.ts';

const fourCcEnd = 5;
const videoPacket = { sequenceStart: 0, codedFrames: 1, sequenceEnd: 2, codedFramesX: 3 } as const;
const audioPacket = { sequenceStart: 0, codedFrames: 1 } as const;

function legacyVideo(payload: Buffer, packetType: 0 | 1, from: number): Buffer {
  const frameType = payload.readUInt8(0) & 0x70;
  return Buffer.concat([Buffer.from([frameType | 7, packetType]), payload.subarray(from)]);
}

const noComposition = Buffer.alloc(3);

function fromEnhancedVideo(payload: Buffer): Buffer | null {
  const packetType = payload.readUInt8(0) & 0x0f;
  switch (packetType) {
    case videoPacket.sequenceStart:
      return withComposition(legacyVideo(payload, 0, fourCcEnd));
    case videoPacket.codedFrames: // brings its own composition time
      return legacyVideo(payload, 1, fourCcEnd);
    case videoPacket.codedFramesX:
      return withComposition(legacyVideo(payload, 1, fourCcEnd));
    default:
      return null;
  }
}

function withComposition(legacy: Buffer): Buffer {
  return Buffer.concat([legacy.subarray(0, 2), noComposition, legacy.subarray(2)]);
}

function fromEnhancedAudio(payload: Buffer): Buffer | null {
  const packetType = payload.readUInt8(0) & 0x0f;
  if (packetType !== audioPacket.sequenceStart && packetType !== audioPacket.codedFrames) return null;
  return Buffer.concat([Buffer.from([0xaf, packetType]), payload.subarray(fourCcEnd)]);
}

/**
 * The payload in legacy form. What is legacy already, and enhanced codecs that have no legacy form, come back as they
 * are; null for packets that carry no media (sequence end, HDR metadata).
 */
export function toLegacyPayload(kind: 'video' | 'audio', payload: Buffer): Buffer | null {
  if (kind === 'video' && isEnhancedVideo(payload) && fourCcOf(payload) === 'avc1') return fromEnhancedVideo(payload);
  if (kind === 'audio' && isEnhancedAudio(payload) && fourCcOf(payload) === 'mp4a') return fromEnhancedAudio(payload);
  return payload;
}
