// All doors through which feeds come: RTMP, RTMPS, and the sources that the server opens or fetches itself.
// Opened and closed together. Must not know what becomes of a feed.
import { join } from 'node:path';
import { createAllowedAddresses } from '../ingest/pull/allowed-addresses.ts';
import type { Publication } from '../ingest/publication.ts';
import { createFeedSources, type FeedSources } from '../ingest/relay/feed-sources.ts';
import type { Admit } from '../ingest/rtmp/connection.ts';
import { createRtmpServer } from '../ingest/rtmp/rtmp-server.ts';
import { createTlsDoor } from '../ingest/rtmp/tls-door.ts';
import { scheduleByTimer } from '../ingest/schedule.ts';
import type { MediaLog } from '../media-log.ts';

export interface FeedDoorOptions {
  readonly ffmpeg: string;
  /** Folder for what is true only while the server runs (pids of children). */
  readonly runFolder: string;
  readonly rtmp: { readonly host: string; readonly port: number };
  /** RTMP with TLS (PEM files); null leaves that door shut. */
  readonly rtmps?: {
    readonly host: string;
    readonly port: number;
    readonly certificateFile: string;
    readonly keyFile: string;
  } | null;
  /** Networks that are not public and from which feeds may be fetched all the same. */
  readonly pullNetworks?: readonly string[];
  /** Certificates (PEM) of authorities that are trusted beside the public ones when feeds are fetched. */
  readonly pullAuthority?: string | null;
  /** Decides on a stream key before a publisher may send media. */
  readonly admit: Admit;
  readonly now: () => number;
  readonly monotonicMs: () => number;
  readonly log: MediaLog;
}

export interface FeedDoors {
  readonly rtmpPort: number;
  /** Null while there is no encrypted door. */
  readonly rtmpsPort: number | null;
  readonly sources: FeedSources;
  start(): Promise<void>;
  stop(reason: string): Promise<void>;
}

/** Throws when the certificate cannot be read. */
export function createFeedDoors(
  options: FeedDoorOptions,
  listeners: { onPublish(publication: Publication): void; onSourceChange(sessionId: string): void },
): FeedDoors {
  const { ffmpeg, runFolder, admit, now, monotonicMs, log, rtmps = null } = options;
  const { onPublish } = listeners;
  const plain = createRtmpServer({ ...options.rtmp, now, admit, onPublish, log });
  const certificate = rtmps === null ? null : createTlsDoor({ ...rtmps, log });
  const encrypted =
    rtmps === null || certificate === null
      ? null
      : createRtmpServer({ ...rtmps, kind: 'rtmps', listen: certificate.listen, now, admit, onPublish, log });
  const tools = { ffmpeg, now, monotonicMs, schedule: scheduleByTimer, log, onPublish };
  const sources = createFeedSources({
    tools: { ...tools, pidFolder: join(runFolder, 'pids') },
    host: options.rtmp.host,
    allowed: createAllowedAddresses(options.pullNetworks ?? []),
    authority: options.pullAuthority ?? null,
    onChange: listeners.onSourceChange,
  });
  return {
    sources,
    get rtmpPort() {
      return plain.port;
    },
    get rtmpsPort() {
      return encrypted?.port ?? null;
    },
    async start() {
      await plain.start();
      await encrypted?.start();
    },
    async stop(reason) {
      await Promise.all([sources.close(), plain.stop(reason), encrypted?.stop(reason)]);
      certificate?.stop();
    },
  };
}
