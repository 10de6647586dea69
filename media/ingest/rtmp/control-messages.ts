// Protocol control (Adobe RTMP 1.0, section 5.4): chunk sizes, aborted messages, windows, pings.
import { acknowledgement, ownWindowBytes, pingResponse } from './answers.ts';
import type { ChunkReader } from './chunk-reader.ts';
import type { RtmpMessage } from './chunk-writer.ts';
import { messageType, userEvent } from './message-types.ts';
import { ProtocolViolation } from './protocol-violation.ts';
import type { RtmpLimits } from './rtmp-limits.ts';

export interface ControlMessages {
  /** True when the message was one of control. Throws {@link ProtocolViolation}. */
  take(message: RtmpMessage): boolean;
  /** Counts bytes as they arrive and acknowledges every window of them. */
  countReceived(bytes: number): void;
}

function readUint32(payload: Buffer): number {
  if (payload.length < 4) throw new ProtocolViolation('control message is cut off');
  return payload.readUInt32BE(0);
}

export function createControlMessages(
  reader: ChunkReader,
  limits: RtmpLimits,
  send: (bytes: Buffer) => void,
  pong: (timestamp: Buffer) => void,
): ControlMessages {
  let windowBytes = ownWindowBytes;
  let received = 0;
  let acknowledged = 0;

  function setChunkSize(bytes: number): void {
    if (bytes < 1 || bytes > limits.chunkSize) throw new ProtocolViolation(`chunk size ${bytes} is out of range`);
    reader.setChunkSize(bytes);
  }

  function answerEvent(payload: Buffer): void {
    if (payload.length < 6) return;
    const event = payload.readUInt16BE(0);
    if (event === userEvent.pingRequest) send(pingResponse(payload.subarray(2, 6)));
    if (event === userEvent.pingResponse) pong(payload.subarray(2, 6));
  }

  return {
    take({ typeId, payload }) {
      switch (typeId) {
        case messageType.setChunkSize:
          setChunkSize(readUint32(payload));
          return true;
        case messageType.abort:
          reader.abort(readUint32(payload));
          return true;
        case messageType.windowAckSize:
          windowBytes = readUint32(payload) || ownWindowBytes;
          return true;
        case messageType.userControl:
          answerEvent(payload);
          return true;
        case messageType.acknowledgement:
        case messageType.setPeerBandwidth:
          return true;
        default:
          return false;
      }
    },
    countReceived(bytes) {
      received += bytes;
      if (received - acknowledged < windowBytes) return;
      acknowledged = received;
      send(acknowledgement(received));
    },
  };
}
