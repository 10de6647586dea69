// The browser cameras of all sessions: one a session, shut out behind closed doors. Decides nothing about who may send.
//
// is there         comes in              happens
// nobody           any                   it is the camera
// a camera         the same sender       it goes on with another recording, the one before ends
// a living camera  another sender        refused: the first one is stopped by hand, or goes
// a silent camera  another sender        it takes over
// closed doors     any                   refused, until the doors are open
import type { RelayTools } from './relay-run.ts';
import type { CameraEnd, CameraFeed, CameraFeedOptions, KeptCamera } from './camera-feed.ts';
import { createCameraFeed } from './camera-feed.ts';
import type { SourceReport } from './source-report.ts';

/** A recording that somebody wants to send. */
export interface CameraWish extends Pick<CameraFeedOptions, 'format' | 'video' | 'remoteAddress' | 'roundTripMs'> {
  /** The sender's own id: it stays the same over lost connections. */
  readonly cameraId: string;
  /** Who it is, for the desk. */
  readonly sender: string;
  /** The recording is over without the sender's wish. */
  readonly onOver: (why: CameraEnd) => void;
}

/** `isNew`: this sender was not the newest one of the session before. */
export type CameraAnswer =
  | { readonly kind: 'open'; readonly camera: CameraFeed; readonly isNew: boolean }
  | { readonly kind: 'taken'; readonly by: string }
  | { readonly kind: 'doors-closed' };

export interface CameraDoor {
  open(sessionId: string, wish: CameraWish): CameraAnswer;
  /** Closed doors: cuts the camera and lets none in. Settles when nothing more can come of it. */
  shut(sessionId: string): Promise<void>;
  /** The doors are open. */
  letIn(sessionId: string): void;
  stop(sessionId: string): Promise<void>;
  /** Stops it, and knows nothing more of the session. */
  forget(sessionId: string): Promise<void>;
  reports(sessionId: string): SourceReport[];
  close(): Promise<void>;
}

/** A sender that is silent for so long gives way to another one: what a feed calls stalled. */
const silentMs = 3_000;

interface Kept {
  readonly camera: KeptCamera;
  readonly wish: CameraWish;
}

export function createCameraDoor(options: {
  readonly tools: RelayTools;
  readonly onChange: (sessionId: string) => void;
}): CameraDoor {
  const { tools, onChange } = options;
  const cameras = new Map<string, Kept>();
  const shutSessions = new Set<string>();
  const newestSenders = new Map<string, string>();

  function open(sessionId: string, wish: CameraWish): CameraAnswer {
    if (shutSessions.has(sessionId)) return { kind: 'doors-closed' };
    const before = cameras.get(sessionId);
    const isOther = before !== undefined && before.wish.cameraId !== wish.cameraId;
    if (isOther && before.camera.silentMs() < silentMs) return { kind: 'taken', by: before.wish.sender };
    if (isOther) void before.camera.cut('taken-over');
    else before?.camera.finish();
    const isNew = newestSenders.get(sessionId) !== wish.cameraId;
    newestSenders.set(sessionId, wish.cameraId);
    return { kind: 'open', camera: keep(sessionId, wish), isNew };
  }

  function keep(sessionId: string, wish: CameraWish): CameraFeed {
    const { format, video, remoteAddress, roundTripMs, onOver } = wish;
    const camera = createCameraFeed({
      ...{ tools, sessionId, format, video, remoteAddress, roundTripMs },
      onOver(why) {
        leave();
        onOver(why);
      },
      onChange: () => onChange(sessionId),
    });
    const leave = (): void => {
      if (cameras.get(sessionId)?.camera === camera) cameras.delete(sessionId);
    };
    cameras.set(sessionId, { camera, wish });
    onChange(sessionId);
    return {
      write: camera.write,
      finish() {
        leave();
        camera.finish();
      },
    };
  }

  async function cut(sessionId: string, why: CameraEnd): Promise<void> {
    await cameras.get(sessionId)?.camera.cut(why);
  }

  async function forget(sessionId: string): Promise<void> {
    shutSessions.delete(sessionId);
    newestSenders.delete(sessionId);
    await cut(sessionId, 'stopped');
  }

  return {
    open,
    async shut(sessionId) {
      shutSessions.add(sessionId);
      await cut(sessionId, 'doors-closed');
    },
    letIn: (sessionId) => void shutSessions.delete(sessionId),
    stop: (sessionId) => cut(sessionId, 'stopped'),
    forget,
    reports(sessionId) {
      const kept = cameras.get(sessionId);
      if (kept === undefined) return [];
      const state = kept.camera.isReceiving ? 'receiving' : 'connecting';
      return [{ kind: 'camera', state, problem: null, from: kept.wish.sender }];
    },
    async close() {
      await Promise.all([...cameras.keys()].map(forget));
    },
  };
}
