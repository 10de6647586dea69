// A small RTMP publisher for tests: polite step by step, and able to misbehave with raw bytes at any point.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createConnection } from 'node:net';
import type { AmfValue } from '../../media/ingest/rtmp/amf0-reader.ts';
import { readAmf0 } from '../../media/ingest/rtmp/amf0-reader.ts';
import { amfObject, writeAmf0 } from '../../media/ingest/rtmp/amf0-writer.ts';
import { createChunkReader } from '../../media/ingest/rtmp/chunk-reader.ts';
import type { RtmpMessage } from '../../media/ingest/rtmp/chunk-writer.ts';
import { writeChunks } from '../../media/ingest/rtmp/chunk-writer.ts';
import { defaultRtmpLimits } from '../../media/ingest/rtmp/rtmp-limits.ts';

const packetBytes = 1_536;
const chunkSize = 128;

/** A command as the server sent it: name, transaction, and what follows. */
export interface ServerCommand {
  readonly name: string;
  readonly transactionId: number;
  readonly values: readonly AmfValue[];
}

export interface RtmpClient {
  readonly socket: Socket;
  /** Every message of the server so far. */
  readonly messages: readonly RtmpMessage[];
  /** Raw bytes, whatever they mean. */
  sendRaw(bytes: Buffer): void;
  sendCommand(streamId: number, ...values: AmfValue[]): void;
  /** A media message in FLV form: type 8, 9 or 18. */
  sendMedia(typeId: number, timestampMs: number, payload: Buffer): void;
  /** Sends `connect`; answers the code of the server's status. */
  connect(app?: string): Promise<string>;
  /** Sends `createStream` and `publish`; answers the code of the server's status. */
  publish(streamKey: string): Promise<string>;
  /** The next command that fits, also one that has come already. Rejects when the connection closes first. */
  command(fits: (command: ServerCommand) => boolean): Promise<ServerCommand>;
  /** Resolves when the connection is closed, by whichever side. */
  readonly closed: Promise<void>;
  close(): void;
}

/** C0, C1 and C2, to be sent at once: the server's packets need not be waited for. */
export function clientHandshake(): Buffer {
  return Buffer.concat([Buffer.from([3]), Buffer.alloc(packetBytes), Buffer.alloc(packetBytes)]);
}

/** One command message as chunks of 128 bytes. */
export function commandBytes(streamId: number, ...values: AmfValue[]): Buffer {
  return writeChunks(3, { typeId: 20, streamId, timestamp: 0, payload: writeAmf0(...values) }, chunkSize);
}

/** One media message as chunks of 128 bytes. */
export function mediaBytes(typeId: number, timestampMs: number, payload: Buffer): Buffer {
  return writeChunks(typeId === 9 ? 6 : 4, { typeId, streamId: 1, timestamp: timestampMs, payload }, chunkSize);
}

/** Everything a polite encoder says up to `publish`. */
export function publishConversation(streamKey: string): Buffer {
  return Buffer.concat([
    clientHandshake(),
    commandBytes(0, 'connect', 1, amfObject({ app: 'live', type: 'nonprivate', tcUrl: 'rtmp://localhost/live' })),
    commandBytes(0, 'releaseStream', 2, null, streamKey),
    commandBytes(0, 'FCPublish', 3, null, streamKey),
    commandBytes(0, 'createStream', 4, null),
    commandBytes(1, 'publish', 5, null, streamKey, 'live'),
  ]);
}

function asCommand(message: RtmpMessage): ServerCommand | null {
  if (message.typeId !== 20) return null;
  const [name, transactionId, ...values] = readAmf0(message.payload);
  return { name: String(name), transactionId: Number(transactionId), values };
}

function statusCode(command: ServerCommand): string {
  const status = command.values.find((value) => value instanceof Map && value.has('code'));
  return status instanceof Map ? String(status.get('code')) : '';
}

/** Takes the server's bytes apart; `onChange` is called after each piece. */
function createAnswerReader(onChange: () => void): { readonly messages: RtmpMessage[]; take(bytes: Buffer): void } {
  const messages: RtmpMessage[] = [];
  let handshakeLeft = 1 + 2 * packetBytes;
  const reader = createChunkReader(defaultRtmpLimits, (message) => {
    messages.push(message);
    if (message.typeId === 1) reader.setChunkSize(message.payload.readUInt32BE(0));
  });
  return {
    messages,
    take(bytes) {
      const skipped = Math.min(handshakeLeft, bytes.length);
      handshakeLeft -= skipped;
      reader.read(bytes.subarray(skipped));
      onChange();
    },
  };
}

/** Opens the connection and, unless `isSilent`, makes the handshake. */
export async function openRtmp(options: { port: number; host?: string; isSilent?: boolean }): Promise<RtmpClient> {
  const socket = createConnection({ port: options.port, host: options.host ?? '127.0.0.1' });
  await once(socket, 'connect');
  const waiting = new Set<() => void>();
  const wake = (): void => waiting.forEach((check) => check());
  const answers = createAnswerReader(wake);
  socket.on('data', answers.take);
  socket.on('error', wake); // a reset is one of the expected ways to be thrown out
  socket.on('close', wake);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  let transactionId = 0;

  function command(fits: (command: ServerCommand) => boolean): Promise<ServerCommand> {
    return new Promise((resolve, reject) => {
      function check(): void {
        const found = answers.messages.map(asCommand).find((one) => one !== null && fits(one));
        if (!found && !socket.closed) return;
        waiting.delete(check);
        if (found) resolve(found);
        else reject(new Error('the server closed the connection without an answer'));
      }
      waiting.add(check);
      check();
    });
  }

  const client: RtmpClient = {
    socket,
    messages: answers.messages,
    sendRaw: (bytes) => void socket.write(bytes),
    sendCommand: (streamId, ...values) => void socket.write(commandBytes(streamId, ...values)),
    sendMedia: (typeId, timestampMs, payload) => void socket.write(mediaBytes(typeId, timestampMs, payload)),
    async connect(app = 'live') {
      const id = (transactionId += 1);
      client.sendCommand(0, 'connect', id, amfObject({ app, tcUrl: `rtmp://127.0.0.1/${app}` }));
      return statusCode(await command((one) => one.transactionId === id));
    },
    async publish(streamKey) {
      const id = (transactionId += 1);
      client.sendCommand(0, 'createStream', id, null);
      client.sendCommand(1, 'publish', 0, null, streamKey, 'live');
      return statusCode(await command((one) => one.name === 'onStatus'));
    },
    command,
    closed,
    close: () => void socket.destroy(),
  };
  if (options.isSilent !== true) client.sendRaw(clientHandshake());
  return client;
}
