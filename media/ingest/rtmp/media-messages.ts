// Turns media messages into FLV tags: enhanced to legacy, aggregates taken apart, what is empty or says nothing new
// dropped.
import { isEnhancedAudio, isEnhancedVideo } from '../flv-codec.ts';
import type { FlvTag } from '../flv-tag.ts';
import { readAmf0, readLeadingText } from './amf0-reader.ts';
import type { RtmpMessage } from './chunk-writer.ts';
import { toLegacyPayload } from './enhanced-tags.ts';
import { messageType } from './message-types.ts';
import { ProtocolViolation } from './protocol-violation.ts';
import type { TimestampUnwrap } from './unwrap-timestamps.ts';
import { createTimestampUnwrap } from './unwrap-timestamps.ts';

type Facts = Pick<FlvTag, 'isSequenceHeader' | 'isKeyframe' | 'compositionMs'>;

const avc = 7;
const aac = 10;
const frameType = { key: 1, command: 5 } as const;
const frame: Facts = { isSequenceHeader: false, isKeyframe: false, compositionMs: 0 };
const sequenceHeader: Facts = { ...frame, isSequenceHeader: true };

/** Null when the payload carries no picture: a command frame, the end of a sequence, or too few bytes. */
function readVideoFacts(payload: Buffer): Facts | null {
  const first = payload.readUInt8(0);
  const type = (first >> 4) & 0x07;
  if (type === frameType.command) return null;
  const isKeyframe = type === frameType.key;
  if (isEnhancedVideo(payload)) return (first & 0x0f) === 0 ? sequenceHeader : { ...frame, isKeyframe };
  if ((first & 0x0f) !== avc) return { ...frame, isKeyframe };
  if (payload.length <= 5) return null;
  if (payload[1] === 0) return sequenceHeader;
  return payload[1] === 1 ? { ...frame, isKeyframe, compositionMs: payload.readIntBE(2, 3) } : null;
}

/** Null when the payload carries no sound. */
function readAudioFacts(payload: Buffer): Facts | null {
  const first = payload.readUInt8(0);
  if (isEnhancedAudio(payload)) return (first & 0x0f) === 0 ? sequenceHeader : frame;
  if (first >> 4 !== aac) return frame;
  if (payload.length <= 2) return null;
  return payload[1] === 0 ? sequenceHeader : frame;
}

function readFrame(
  kind: 'video' | 'audio',
  message: RtmpMessage,
  unwrap: TimestampUnwrap,
): Omit<FlvTag, 'arrivedAtMs'> | null {
  if (message.payload.length === 0) return null;
  const payload = toLegacyPayload(kind, message.payload);
  const facts = payload && (kind === 'video' ? readVideoFacts(payload) : readAudioFacts(payload));
  if (!payload || !facts) return null;
  const timestampMs = facts.isSequenceHeader ? unwrap.aside(message.timestamp) : unwrap.frame(message.timestamp);
  return { kind, timestampMs, payload, ...facts };
}

/** `onMetaData`, without the `@setDataFrame` before it; null for every other data message. */
function readMetadata(body: Buffer, timestampMs: number): Omit<FlvTag, 'arrivedAtMs'> | null {
  const leading = readLeadingText(body);
  const payload = leading?.text === '@setDataFrame' ? leading.rest : body;
  if (readLeadingText(payload)?.text !== 'onMetaData') return null;
  readAmf0(payload); // whoever reads it later may trust it
  return { kind: 'data', timestampMs, payload, ...frame };
}

const subHeaderBytes = 11;
const backPointerBytes = 4;

/** The messages inside an aggregate (section 7.1.6); its own timestamp replaces that of the first. */
function* splitAggregate(message: RtmpMessage): Generator<RtmpMessage> {
  const { payload } = message;
  let offset = 0;
  let shift: number | null = null;
  while (offset + subHeaderBytes <= payload.length) {
    const from = offset + subHeaderBytes;
    const end = from + payload.readUIntBE(offset + 1, 3);
    if (end > payload.length) throw new ProtocolViolation('aggregate message is cut off');
    const own = payload.readUIntBE(offset + 4, 3) + payload.readUInt8(offset + 7) * 0x100_0000;
    shift ??= message.timestamp - own;
    const timestamp = (own + shift) >>> 0;
    const typeId = payload.readUInt8(offset);
    yield { typeId, streamId: message.streamId, timestamp, payload: payload.subarray(from, end) };
    offset = end + backPointerBytes;
  }
}

/**
 * Reads the media of one publication. `arrivedAtMs` is the instant at which the bytes came. `deliver` is called per tag,
 * as an aggregate may hold half a million of them. Throws {@link ProtocolViolation}.
 */
export interface MediaReader {
  read(message: RtmpMessage, arrivedAtMs: number): void;
}

export function createMediaReader(deliver: (tag: FlvTag) => void): MediaReader {
  const unwrap = createTimestampUnwrap();
  const newestHeader: Partial<Record<FlvTag['kind'], Buffer>> = {};

  /** Some encoders send their headers before every keyframe; only another one means another picture or sound. */
  function isSaidBefore({ kind, isSequenceHeader, payload }: Omit<FlvTag, 'arrivedAtMs'>): boolean {
    if (!isSequenceHeader) return false;
    const isSame = newestHeader[kind]?.equals(payload) ?? false;
    newestHeader[kind] = payload;
    return isSame;
  }

  function readOne(message: RtmpMessage): Omit<FlvTag, 'arrivedAtMs'> | null {
    switch (message.typeId) {
      case messageType.video:
        return readFrame('video', message, unwrap);
      case messageType.audio:
        return readFrame('audio', message, unwrap);
      case messageType.dataAmf0:
        return readMetadata(message.payload, unwrap.aside(message.timestamp));
      case messageType.dataAmf3: // one byte that says "AMF0 follows"
        return readMetadata(message.payload.subarray(1), unwrap.aside(message.timestamp));
      default:
        return null;
    }
  }

  return {
    read(message, arrivedAtMs) {
      const messages = message.typeId === messageType.aggregate ? splitAggregate(message) : [message];
      for (const one of messages) {
        const tag = readOne(one);
        if (tag && !isSaidBefore(tag)) deliver({ ...tag, arrivedAtMs });
      }
    },
  };
}

const mediaTypes: ReadonlySet<number> = new Set([
  messageType.audio,
  messageType.video,
  messageType.dataAmf0,
  messageType.dataAmf3,
  messageType.aggregate,
]);

/** Is this one of the message types that {@link MediaReader} takes? */
export function isMediaMessage(typeId: number): boolean {
  return mediaTypes.has(typeId);
}
