// One RTMP connection without a socket: bytes go in by hand, what it answers, admits and publishes is kept.
import type { FlvTag } from '../../../media/ingest/flv-tag.ts';
import type { Publication } from '../../../media/ingest/publication.ts';
import type { AmfValue } from '../../../media/ingest/rtmp/amf0-reader.ts';
import { readAmf0 } from '../../../media/ingest/rtmp/amf0-reader.ts';
import { createChunkReader } from '../../../media/ingest/rtmp/chunk-reader.ts';
import type { RtmpMessage } from '../../../media/ingest/rtmp/chunk-writer.ts';
import type { Admit, RtmpConnection } from '../../../media/ingest/rtmp/connection.ts';
import { createRtmpConnection } from '../../../media/ingest/rtmp/connection.ts';
import { defaultRtmpLimits } from '../../../media/ingest/rtmp/rtmp-limits.ts';
import { publishConversation } from '../../support/rtmp-client.ts';
import type { HandClock, WrittenLog } from './samples.ts';
import { createHandClock, createWrittenLog } from './samples.ts';

/** The far end of one connection: what it was sent, and what came of what it sent. */
export interface Peer {
  readonly connection: RtmpConnection;
  readonly clock: HandClock;
  readonly log: WrittenLog;
  readonly publications: Publication[];
  readonly tags: FlvTag[];
  readonly ends: string[];
  readonly askedKeys: string[];
  /** `finish`, `destroy` in the order in which they happened. */
  readonly farewells: string[];
  answers(): RtmpMessage[];
  /** Names of the commands sent to the peer, with the status code if there is one. */
  commands(): string[];
  /** Lets the answer of admit arrive. */
  settle(): Promise<void>;
}

/** The one key that is let in unless a test says otherwise. */
export const key = 'ab12-cd34-ef56';
const admitKey: Admit = async (streamKey) =>
  streamKey === key ? { ok: true, sessionId: 's1' } : { ok: false, reason: 'unknown stream key' };

/** A connection without a socket. */
export function createPeer(options: { admit?: Admit; unreadBytes?: number; onPublish?: () => void } = {}): Peer {
  const clock = createHandClock();
  const sent: Buffer[] = [];
  const peer: Omit<Peer, 'connection'> = {
    ...{ clock, log: createWrittenLog(), publications: [], tags: [], ends: [], askedKeys: [], farewells: [] },
    answers: () => readAnswers(Buffer.concat(sent)),
    commands: () => peer.answers().flatMap(commandName),
    async settle() {
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    },
  };
  const connection = createRtmpConnection({
    kind: 'rtmp',
    remoteAddress: '192.0.2.9',
    limits: defaultRtmpLimits,
    filler: Buffer.alloc(1_536),
    now: () => 42,
    schedule: clock.schedule,
    log: peer.log,
    admit(streamKey) {
      peer.askedKeys.push(streamKey);
      return (options.admit ?? admitKey)(streamKey);
    },
    onPublish(publication) {
      peer.publications.push(publication);
      publication.onTag((tag) => peer.tags.push(tag));
      publication.onEnd((reason) => peer.ends.push(reason));
      options.onPublish?.();
    },
    transport: {
      send: (bytes) => (sent.push(bytes), options.unreadBytes ?? 0),
      finish: () => void peer.farewells.push('finish'),
      destroy: () => void peer.farewells.push('destroy'),
    },
  });
  return { ...peer, connection };
}

function readAnswers(bytes: Buffer): RtmpMessage[] {
  const messages: RtmpMessage[] = [];
  const reader = createChunkReader(defaultRtmpLimits, (message) => {
    messages.push(message);
    if (message.typeId === 1) reader.setChunkSize(message.payload.readUInt32BE(0));
  });
  reader.read(bytes.subarray(1 + 2 * 1_536));
  return messages;
}

function commandName(message: RtmpMessage): string[] {
  if (message.typeId !== 20) return [];
  const [name, , ...values] = readAmf0(message.payload);
  const status = values.find((value: AmfValue) => value instanceof Map && value.has('code'));
  return [status instanceof Map ? `${String(name)} ${String(status.get('code'))}` : String(name)];
}

/** A peer that publishes with the right key. */
export async function publishing(options?: Parameters<typeof createPeer>[0]): Promise<Peer> {
  const peer = createPeer(options);
  peer.connection.receive(publishConversation(key));
  await peer.settle();
  return peer;
}
