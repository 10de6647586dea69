// One RTMP peer from its first byte to its last: handshake, commands, admission, media. Knows no sockets and no sessions.
//
// phase       leads on by                     what the peer may do
// handshake   C2 complete                     nothing else
// open        publish with a key              commands; media is thrown away
// asking      the answer of admit             the same, but no second publish
// publishing  unpublish, close                media
// ended       -                               nothing; what it still sends is not read
import type { IngestLog } from '../ingest-log.ts';
import type { Schedule } from '../schedule.ts';
import * as answers from './answers.ts';
import { createChunkReader } from './chunk-reader.ts';
import type { RtmpMessage } from './chunk-writer.ts';
import type { RtmpCommand } from './commands.ts';
import { readCommand } from './commands.ts';
import { createControlMessages } from './control-messages.ts';
import { createHandshake } from './handshake.ts';
import type { MediaReader } from './media-messages.ts';
import { createMediaReader, isMediaMessage } from './media-messages.ts';
import { messageType } from './message-types.ts';
import { ProtocolViolation } from './protocol-violation.ts';
import { createRoundTrip } from './round-trip.ts';
import type { Publication, PublicationSource } from '../publication.ts';
import { createPublication } from '../publication.ts';
import type { RtmpLimits } from './rtmp-limits.ts';

/** The answer to a stream key. `reason` goes to the log and to the encoder; it must not contain the key. */
export type Verdict =
  | { readonly ok: true; readonly sessionId: string; readonly isBackup?: boolean }
  | { readonly ok: false; readonly reason: string };

/** Whose key is it? */
export type Admit = (streamKey: string) => Promise<Verdict>;

export interface RtmpConnectionOptions {
  readonly kind: 'rtmp' | 'rtmps';
  readonly remoteAddress: string;
  readonly limits: RtmpLimits;
  /** Bytes of S1. */
  readonly filler: Buffer;
  /** Ms since the epoch. */
  readonly now: () => number;
  readonly schedule: Schedule;
  readonly admit: Admit;
  readonly onPublish: (publication: Publication) => void;
  readonly log: IngestLog;
  readonly transport: RtmpTransport;
}

/** The way back to the peer. */
export interface RtmpTransport {
  /** Answers the number of bytes that wait to be read by the peer. */
  send(bytes: Buffer): number;
  /** Sends what is queued, then closes. */
  finish(): void;
  /** Closes now. */
  destroy(): void;
}

export interface RtmpConnection {
  readonly phase: Phase;
  /** Bytes from the peer. Never throws. */
  receive(bytes: Buffer): void;
  /** Ends for a reason of ours. Idempotent. */
  end(reason: string): void;
  /** The transport is gone, for a reason of the peer's or the network's. Idempotent. */
  closed(reason: string): void;
}

type Phase = 'handshake' | 'open' | 'asking' | 'publishing' | 'ended';

export function createRtmpConnection(options: RtmpConnectionOptions): RtmpConnection {
  const { limits, log, transport, remoteAddress: address } = options;
  const handshake = createHandshake(options.filler);
  const chunks = createChunkReader(limits, takeMessage);
  const control = createControlMessages(chunks, limits, send, (timestamp) => roundTrip.answered(timestamp));
  const { now, schedule } = options;
  const ping = (timestamp: Buffer): void => guarded(() => send(answers.pingRequest(timestamp)));
  const roundTrip = createRoundTrip({ now, schedule, ping });
  let phase: Phase = 'handshake';
  let isConnected = false;
  let publishing: { readonly source: PublicationSource; readonly media: MediaReader } | null = null;
  let arrivedAtMs = 0;
  let uselessMediaBytes = 0;
  const cancelHandshakeDeadline = options.schedule(limits.handshakeMs, () => end('no handshake in time'));
  const cancelPublishDeadline = options.schedule(limits.publishMs, () => end('did not publish in time'));
  let cancelLinger = (): void => undefined;

  function isOver(): boolean {
    return phase === 'ended';
  }

  function send(bytes: Buffer): void {
    if (isOver()) return;
    const waiting = transport.send(bytes);
    if (waiting > limits.unreadAnswerBytes) throw new ProtocolViolation('peer does not read its answers');
  }

  /** The one way out: every end of a connection is one line of the log and one end of its publication. */
  function leave(reason: string): void {
    if (isOver()) return;
    const source = publishing?.source;
    phase = 'ended';
    publishing = null;
    cancelHandshakeDeadline();
    cancelPublishDeadline();
    roundTrip.stop();
    chunks.stop();
    log.info({ address, sessionId: source?.publication.sessionId ?? null, reason }, 'rtmp connection ended');
    guarded(() => source?.end(reason));
  }

  function end(reason: string): void {
    leave(reason);
    cancelLinger();
    transport.destroy();
  }

  /** Says a last word and gives the peer a moment to read it and to close by itself. */
  function takeLeave(lastWord: Buffer, reason: string): void {
    if (isOver()) return;
    transport.send(lastWord);
    leave(reason);
    cancelLinger = options.schedule(limits.lingerMs, () => transport.destroy());
  }

  /** Takes leave of a peer that would not go by itself. */
  function refuse(answer: Buffer, reason: string): void {
    if (isOver()) return;
    takeLeave(answer, reason);
    transport.finish();
  }

  function takeMessage(message: RtmpMessage): void {
    if (control.take(message)) return;
    if (message.typeId === messageType.commandAmf0) takeCommand(readCommand(message.payload));
    else if (message.typeId === messageType.commandAmf3) takeCommand(readCommand(message.payload.subarray(1)));
    else if (isMediaMessage(message.typeId)) takeMedia(message);
  }

  function takeMedia(message: RtmpMessage): void {
    if (publishing) return publishing.media.read(message, arrivedAtMs);
    uselessMediaBytes += message.payload.length;
    if (uselessMediaBytes > limits.mediaBytesBeforePublish) throw new ProtocolViolation('media before publish');
  }

  function takeCommand(command: RtmpCommand): void {
    switch (command.kind) {
      case 'connect':
        return takeConnect(command.transactionId, command.app);
      case 'createStream':
        return send(answers.streamCreated(command.transactionId));
      case 'courtesy':
        return send(answers.acceptedCall(command.transactionId));
      case 'publish':
        return takePublish(command.streamKey);
      case 'play':
        return refuse(answers.playRefused(), 'asked to play');
      case 'unpublish':
        return phase === 'publishing' ? takeLeave(answers.unpublished(), 'encoder stopped') : undefined;
      case 'unknown':
        return;
      default:
        return command satisfies never;
    }
  }

  function takeConnect(transactionId: number, app: string): void {
    if (isConnected) throw new ProtocolViolation('connected twice');
    isConnected = true;
    if (app === 'live') send(answers.connectAccepted(transactionId));
    else refuse(answers.connectRejected(transactionId, 'The application is called live.'), 'unknown application');
  }

  function takePublish(streamKey: string): void {
    if (!isConnected) throw new ProtocolViolation('publish before connect');
    if (phase !== 'open') throw new ProtocolViolation('published twice');
    if (streamKey === '') return refusePublish('no stream key');
    phase = 'asking';
    options.admit(streamKey).then(
      (verdict) => (verdict.ok ? guarded(() => beginPublishing(verdict)) : refusePublish(verdict.reason)),
      (error: unknown) => {
        log.error({ address, error: describe(error) }, 'stream key could not be checked');
        refusePublish('stream key could not be checked');
      },
    );
  }

  function refusePublish(reason: string): void {
    refuse(answers.publishRefused(reason), `publish refused: ${reason}`);
  }

  function beginPublishing({ sessionId, isBackup = false }: { sessionId: string; isBackup?: boolean }): void {
    if (phase !== 'asking') return;
    cancelPublishDeadline();
    phase = 'publishing';
    const source = createPublication({
      ...{ sessionId, kind: options.kind, isBackup, remoteAddress: address },
      ...{ disconnect: end, roundTripMs: roundTrip.newestMs },
    });
    publishing = { source, media: createMediaReader(source.deliver) };
    chunks.setUnfinishedLimit(limits.unfinishedBytes);
    log.info({ address, sessionId, isBackup }, 'rtmp publishing');
    options.onPublish(source.publication);
    send(answers.publishStarted());
    roundTrip.start();
  }

  function takeHandshake(bytes: Buffer): void {
    const { answer, rest } = handshake(bytes);
    if (answer) send(answer);
    if (!rest) return;
    phase = 'open';
    cancelHandshakeDeadline();
    chunks.read(rest);
  }

  /** Whatever a peer causes, here is where it stops: its own connection. */
  function guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof ProtocolViolation))
        log.error({ address, error: describe(error) }, 'rtmp connection failed');
      end(error instanceof ProtocolViolation ? error.message : 'internal error');
    }
  }

  function receive(bytes: Buffer): void {
    if (isOver() || bytes.length === 0) return;
    arrivedAtMs = options.now();
    guarded(() => {
      control.countReceived(phase === 'handshake' ? 0 : bytes.length);
      if (phase === 'handshake') takeHandshake(bytes);
      else chunks.read(bytes);
    });
  }

  return {
    get phase() {
      return phase;
    },
    receive,
    end,
    closed(reason) {
      leave(reason);
      cancelLinger();
    },
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
