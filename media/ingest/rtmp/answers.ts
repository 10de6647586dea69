// The few messages that the server sends, as bytes. Says nothing about when they are sent.
import type { AmfValue } from './amf0-reader.ts';
import { amfObject, writeAmf0 } from './amf0-writer.ts';
import { writeChunks } from './chunk-writer.ts';
import { messageType, userEvent } from './message-types.ts';

/** Chunk size of what we send, from the answer to `connect` on. */
export const ownChunkSize = 4_096;
/** After this many bytes each side wants to hear that they arrived. */
export const ownWindowBytes = 2_500_000;
/** The only message stream there is. */
export const publishStreamId = 1;

const initialChunkSize = 128;

function control(typeId: number, payload: Buffer): Buffer {
  return writeChunks(2, { typeId, streamId: 0, timestamp: 0, payload }, initialChunkSize);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

function command(streamId: number, chunkSize: number, ...values: readonly AmfValue[]): Buffer {
  const message = { typeId: messageType.commandAmf0, streamId, timestamp: 0, payload: writeAmf0(...values) };
  return writeChunks(streamId === 0 ? 3 : 5, message, chunkSize);
}

export function acknowledgement(receivedBytes: number): Buffer {
  return control(messageType.acknowledgement, uint32(receivedBytes));
}

export function pingResponse(timestamp: Buffer): Buffer {
  return control(messageType.userControl, Buffer.concat([Buffer.from([0, userEvent.pingResponse]), timestamp]));
}

/** The peer answers it with the same four bytes. */
export function pingRequest(timestamp: Buffer): Buffer {
  return control(messageType.userControl, Buffer.concat([Buffer.from([0, userEvent.pingRequest]), timestamp]));
}

/** Answer to `connect`: window, bandwidth, chunk size, success. */
export function connectAccepted(transactionId: number): Buffer {
  const properties = amfObject({ fmsVer: 'FMS/3,5,7,7009', capabilities: 31, mode: 1 });
  const status = { level: 'status', code: 'NetConnection.Connect.Success', description: 'Connection succeeded.' };
  return Buffer.concat([
    control(messageType.windowAckSize, uint32(ownWindowBytes)),
    control(messageType.setPeerBandwidth, Buffer.concat([uint32(ownWindowBytes), Buffer.from([2])])),
    control(messageType.setChunkSize, uint32(ownChunkSize)),
    command(0, ownChunkSize, '_result', transactionId, properties, amfObject({ ...status, objectEncoding: 0 })),
  ]);
}

export function connectRejected(transactionId: number, description: string): Buffer {
  const status = amfObject({ level: 'error', code: 'NetConnection.Connect.Rejected', description });
  return command(0, initialChunkSize, '_error', transactionId, null, status);
}

export function streamCreated(transactionId: number): Buffer {
  return command(0, ownChunkSize, '_result', transactionId, null, publishStreamId);
}

/** Success without content: for the calls that only old servers had a use for. */
export function acceptedCall(transactionId: number): Buffer {
  return command(0, ownChunkSize, '_result', transactionId, null, undefined);
}

export function publishStarted(): Buffer {
  const begin = Buffer.concat([Buffer.from([0, userEvent.streamBegin]), uint32(publishStreamId)]);
  return Buffer.concat([
    control(messageType.userControl, begin),
    streamStatus('status', 'NetStream.Publish.Start', 'Publishing.'),
  ]);
}

/** The code that librtmp (OBS Studio) and GStreamer know as a refusal; others go by the level and show the reason. */
export function publishRefused(reason: string): Buffer {
  return streamStatus('error', 'NetStream.Publish.Denied', reason);
}

export function playRefused(): Buffer {
  return streamStatus('error', 'NetStream.Play.Failed', 'Nothing is played here.');
}

export function unpublished(): Buffer {
  return streamStatus('status', 'NetStream.Unpublish.Success', 'Stopped.');
}

/** `onStatus` of the stream. */
function streamStatus(level: 'status' | 'error', code: string, description: string): Buffer {
  const status = amfObject({ level, code, description });
  return command(publishStreamId, ownChunkSize, 'onStatus', 0, null, status);
}
