// One ffmpeg that relays one feed: its FLV becomes a publication with the first tag. Restarts nothing.
import type { FfmpegExit, RunningFfmpeg } from '../../ffmpeg/run.ts';
import { startFfmpeg } from '../../ffmpeg/run.ts';
import type { MediaLog } from '../../media-log.ts';
import type { RelayPlan } from '../../recipes/relay-arguments.ts';
import type { FeedKind } from '../feed-report.ts';
import { createFlvReader } from '../flv-reader.ts';
import type { FlvTag } from '../flv-tag.ts';
import type { Publication, PublicationSource } from '../publication.ts';
import { createPublication } from '../publication.ts';
import { createMediaReader } from '../rtmp/media-messages.ts';
import type { Schedule } from '../schedule.ts';

/** What every relay of a server has in common. */
export interface RelayTools {
  readonly ffmpeg: string;
  readonly pidFolder: string;
  readonly now: () => number;
  readonly monotonicMs: () => number;
  readonly schedule: Schedule;
  readonly log: MediaLog;
  /** Called with the first tag, before it is delivered. */
  readonly onPublish: (publication: Publication) => void;
}

export interface RelayRunOptions extends RelayTools {
  readonly sessionId: string;
  readonly kind: FeedKind;
  /** Where it comes from, for the desk; never with credentials. Asked with the first tag. */
  readonly remoteAddress: () => string | null;
  readonly plan: RelayPlan;
  /** Ends it when nothing readable came in this time; null waits for ever. */
  readonly firstTagMs: number | null;
  /** The feed was sent away (by another encoder, or by the hub). */
  readonly onDismissed: (reason: string) => void;
  readonly roundTripMs?: (() => number | null) | undefined;
}

export interface RelayRun {
  readonly ffmpeg: RunningFfmpeg;
  readonly exited: Promise<FfmpegExit>;
  /** Has a publication come of it? */
  readonly hasPublished: boolean;
  kill(): void;
}

/** Starts it. */
export function startRelay(options: RelayRunOptions): RelayRun {
  const { sessionId, kind, plan, log, ffmpeg: binary, pidFolder } = options;
  const name = `${kind} feed of ${sessionId}`;
  const { args, environment, secrets } = plan;
  const ffmpeg = startFfmpeg({ binary, args, environment, outputs: 1, name, log, pidFolder, secrets });
  if (plan.script !== null) ffmpeg.stdin.end(plan.script);
  let source: PublicationSource | null = null;
  const kill = (): void => ffmpeg.kill();
  const cancelDeadline =
    options.firstTagMs === null ? (): void => undefined : options.schedule(options.firstTagMs, kill);

  function publish(): PublicationSource {
    cancelDeadline();
    const disconnect = (reason: string): void => {
      options.onDismissed(reason);
      kill();
    };
    const { roundTripMs } = options;
    const remoteAddress = options.remoteAddress();
    const made = createPublication({ sessionId, kind, isBackup: false, remoteAddress, disconnect, roundTripMs });
    options.onPublish(made.publication);
    return made;
  }

  function deliver(tag: FlvTag): void {
    source ??= publish();
    source.deliver(tag);
  }

  const media = createMediaReader(deliver);
  const reader = createFlvReader((message) => media.read(message, options.now()));
  ffmpeg.outputs[0]?.on('data', (bytes: Buffer) => {
    try {
      reader.read(bytes);
    } catch (error) {
      log.error({ sessionId, kind, error: String(error) }, 'a relayed feed could not be read');
      kill();
    }
  });
  const exited = ffmpeg.exited.then((exit) => {
    cancelDeadline();
    source?.end('the source ended');
    return exit;
  });
  return {
    ffmpeg,
    exited,
    get hasPublished() {
      return source !== null;
    },
    kill,
  };
}
