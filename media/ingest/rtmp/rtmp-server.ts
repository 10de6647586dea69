// The RTMP door: accepts sockets, keeps their number within limits, and stops. What is said on them is connection.ts.
import { randomBytes } from 'node:crypto';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import type { IngestLog } from '../ingest-log.ts';
import type { Schedule } from '../schedule.ts';
import { scheduleByTimer } from '../schedule.ts';
import type { Admit, RtmpConnection } from './connection.ts';
import { createRtmpConnection } from './connection.ts';
import { handshakePacketBytes } from './handshake.ts';
import type { Publication } from '../publication.ts';
import type { RtmpLimits } from './rtmp-limits.ts';
import { defaultRtmpLimits } from './rtmp-limits.ts';

export type { Publication } from '../publication.ts';

export interface RtmpServer {
  /** Resolves when encoders can connect; rejects with the system's error (`EADDRINUSE`, `EACCES`). */
  start(): Promise<void>;
  /** The port listened on; what was asked for until {@link start} has resolved. */
  readonly port: number;
  /** Disconnects everybody and resolves when the port is free. Idempotent. */
  stop(reason: string): Promise<void>;
}

export interface RtmpServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: string | undefined;
  /** `rtmp` unless the sockets that {@link listen} hands over are encrypted. */
  readonly kind?: 'rtmp' | 'rtmps' | undefined;
  /** Ms since the epoch. */
  readonly now: () => number;
  /** Asked before `NetStream.Publish.Start`; its reason is logged and told to the encoder and must not contain the key. */
  readonly admit: Admit;
  /** Called before the encoder hears that it may send: listeners added inside the call miss nothing. */
  readonly onPublish: (publication: Publication) => void;
  readonly log: IngestLog;
  readonly limits?: Partial<RtmpLimits> | undefined;
  readonly schedule?: Schedule | undefined;
  /** The seam for RTMPS: a server that hands over sockets, not yet listening. */
  readonly listen?: ((onSocket: (socket: Socket) => void) => Server) | undefined;
}

export function createRtmpServer(options: RtmpServerOptions): RtmpServer {
  const { log } = options;
  const limits: RtmpLimits = { ...defaultRtmpLimits, ...options.limits };
  /** In the order of their arrival. */
  const connections = new Set<RtmpConnection>();
  const server = (options.listen ?? createServer)(accept);
  let port = options.port;
  let stopped: Promise<void> | null = null;

  /** A flood of idle connections must not keep an encoder out: the oldest that does not publish gives way. */
  function makeRoom(): boolean {
    const unpublished = [...connections].filter(({ phase }) => phase !== 'publishing');
    if (unpublished.length < limits.unpublished && connections.size < limits.connections) return true;
    const [oldest] = unpublished;
    if (!oldest) return false;
    oldest.end('gave way to a newer connection');
    connections.delete(oldest);
    return true;
  }

  function accept(socket: Socket): void {
    const address = (socket.remoteAddress ?? 'unknown').replace(/^::ffff:/, '');
    let endReason = 'closed by the encoder';
    socket.on('error', (error) => (endReason = error.message));
    if (stopped || !makeRoom()) {
      log.warn({ address }, 'rtmp connection refused: too many publishers');
      socket.destroy();
      return;
    }
    socket.setNoDelay(true);
    const connection = connect(socket, address);
    socket.on('data', connection.receive);
    socket.on('close', () => {
      connection.closed(endReason);
      connections.delete(connection);
    });
  }

  function connect(socket: Socket, remoteAddress: string): RtmpConnection {
    const connection = createRtmpConnection({
      kind: options.kind ?? 'rtmp',
      remoteAddress,
      limits,
      filler: randomBytes(handshakePacketBytes),
      now: options.now,
      schedule: options.schedule ?? scheduleByTimer,
      admit: options.admit,
      onPublish: options.onPublish,
      log,
      transport: {
        send: (bytes) => (socket.write(bytes), socket.writableLength),
        finish: () => void socket.end(),
        destroy: () => void socket.destroy(),
      },
    });
    connections.add(connection);
    return connection;
  }

  async function start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port: options.port, host: options.host }, () => {
        server.off('error', reject);
        resolve();
      });
    });
    server.on('error', (error) => log.error({ error: error.message }, 'rtmp door failed'));
    const address: AddressInfo | string | null = server.address();
    if (address && typeof address === 'object') port = address.port;
    log.info({ port }, 'rtmp door open');
  }

  async function close(reason: string): Promise<void> {
    for (const connection of connections) connection.end(reason);
    if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
    log.info({ reason }, 'rtmp door stopped');
  }

  return {
    start,
    get port() {
      return port;
    },
    stop: (reason) => (stopped ??= close(reason)),
  };
}
