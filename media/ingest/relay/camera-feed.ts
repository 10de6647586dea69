// One recording of a browser's camera while it is made: its bytes go to one ffmpeg and no further. Begins nothing anew: without
// the head of a recording nobody can read the rest, so whoever sends begins another recording. Knows no sockets.
import type { RelayVideo } from '../../recipes/relay-arguments.ts';
import { relayPlan } from '../../recipes/relay-arguments.ts';
import { takenOver } from '../feed-hub.ts';
import type { RelayTools } from './relay-run.ts';
import { startRelay } from './relay-run.ts';

/**
 * Why a camera is over, apart from its sender's own wish. `broken`: it could not be read, came too fast or was silent; another
 * recording may be begun at once. `stopped`: somebody stopped it, or the session takes no feed any more.
 */
export type CameraEnd = 'taken-over' | 'stopped' | 'doors-closed' | 'broken';

/** What the sender of a recording holds. */
export interface CameraFeed {
  /** Settles when ffmpeg has taken the bytes; false when they went nowhere, because the camera is over. */
  write(bytes: Buffer): Promise<boolean>;
  /** The sender has ended. What has arrived is still made use of. Idempotent. */
  finish(): void;
}

/** The side that the door keeps. */
export interface KeptCamera extends CameraFeed {
  readonly isReceiving: boolean;
  /** Ms since bytes came last. */
  silentMs(): number;
  /** Not one more tag comes of it; settles when its ffmpeg is gone. */
  cut(why: CameraEnd): Promise<void>;
}

export interface CameraFeedOptions {
  readonly tools: RelayTools;
  readonly sessionId: string;
  readonly format: 'matroska' | 'mov';
  /** `copy` where the browser makes H.264. */
  readonly video: RelayVideo;
  /** The sender's address, for desk and log. */
  readonly remoteAddress: string | null;
  readonly roundTripMs: () => number | null;
  /** Once, unless the sender has ended it. */
  readonly onOver: (why: CameraEnd) => void;
  /** Its pictures have come, or it is over. */
  readonly onChange: () => void;
}

/** A sender that waits for its acknowledgements stays far below. */
export const mostPendingBytes = 1024 * 1024;
const firstTagMs = 20_000;
/** ffmpeg hangs when it brings out nothing of what has arrived for so long. */
const finishStillMs = 4_000;

/** Starts its ffmpeg. */
export function createCameraFeed(options: CameraFeedOptions): KeptCamera {
  const { tools, sessionId, format, video, remoteAddress, roundTripMs } = options;
  let pendingBytes = 0;
  let lastMs = tools.monotonicMs();
  let isOver = false;
  let isReceiving = false;

  const run = startRelay({
    ...tools,
    ...{ sessionId, kind: 'camera', remoteAddress: () => remoteAddress, roundTripMs, firstTagMs },
    plan: relayPlan({ kind: 'camera', format }, video),
    onPublish(publication) {
      isReceiving = true;
      tools.onPublish(publication);
      options.onChange();
    },
    onDismissed: (reason) => conclude(reason === takenOver ? 'taken-over' : 'broken'),
  });
  void run.exited.then(() => conclude('broken'));

  function conclude(why: CameraEnd): void {
    if (isOver) return;
    isOver = true;
    isReceiving = false;
    run.kill();
    options.onOver(why);
    options.onChange();
  }

  return {
    get isReceiving() {
      return isReceiving;
    },
    silentMs: () => tools.monotonicMs() - lastMs,
    async write(bytes) {
      if (isOver) return false;
      if (pendingBytes + bytes.length > mostPendingBytes) conclude('broken');
      if (isOver) return false;
      pendingBytes += bytes.length;
      lastMs = tools.monotonicMs();
      await new Promise<void>((resolve) => run.ffmpeg.stdin.write(bytes, () => resolve()));
      pendingBytes -= bytes.length;
      return !isOver;
    },
    finish() {
      if (isOver) return;
      isOver = true;
      isReceiving = false;
      void run.ffmpeg.finish(finishStillMs);
      options.onChange();
    },
    async cut(why) {
      conclude(why);
      run.kill();
      await run.exited;
    },
  };
}
