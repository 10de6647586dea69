// The encrypted door of RTMPS: TLS around the same sockets, with a certificate that may be renewed while encoders send.
// Must not know what is said on the sockets.
import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import type { Server, Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { Server as TlsServer } from 'node:tls';
import type { IngestLog } from '../ingest-log.ts';

export interface TlsDoorOptions {
  /** PEM files: the certificate with its chain, and its key. */
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly log: IngestLog;
  /** How often the files are looked at; 10 s unless a test says otherwise. */
  readonly lookEveryMs?: number | undefined;
}

export interface TlsDoor {
  /** What the RTMP server listens with. */
  readonly listen: (onSocket: (socket: Socket) => void) => Server;
  /** Stops looking at the files. */
  stop(): void;
}

/** As long as RTMP's own handshake may take. */
const handshakeTimeout = 5_000;
/** Sockets in the middle of the TLS handshake are not counted by the RTMP server yet. */
const maxConnections = 300;

function readPair({ certificateFile, keyFile }: TlsDoorOptions): { cert: Buffer; key: Buffer } {
  return { cert: readFileSync(certificateFile), key: readFileSync(keyFile) };
}

/** Reads the files at once. Throws when they cannot be read or do not belong together. */
export function createTlsDoor(options: TlsDoorOptions): TlsDoor {
  const { log, certificateFile, keyFile, lookEveryMs: interval = 10_000 } = options;
  const server: TlsServer = createServer({ ...readPair(options), minVersion: 'TLSv1.2', handshakeTimeout });
  server.maxConnections = maxConnections;
  server.on('tlsClientError', (error, socket) => {
    log.info({ address: socket.remoteAddress ?? null, reason: error.message }, 'rtmps handshake failed');
    socket.destroy();
  });

  /** While the two files are being replaced they may not fit together: then the old pair goes on. */
  function reload(): void {
    try {
      server.setSecureContext({ ...readPair(options), minVersion: 'TLSv1.2' });
      log.info({}, 'rtmps certificate read again');
    } catch (error) {
      log.warn({ reason: String(error) }, 'the new rtmps certificate cannot be used; the one before goes on');
    }
  }

  const files = [certificateFile, keyFile];
  for (const file of files) watchFile(file, { interval, persistent: false }, reload);
  return {
    listen(onSocket) {
      server.on('secureConnection', onSocket);
      return server;
    },
    stop: () => files.forEach((file) => unwatchFile(file, reload)),
  };
}
