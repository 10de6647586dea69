// What the application may ask of live media, and what it is told. Nothing here knows councils: a session is an id.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FeedSources } from '../ingest/relay/feed-sources.ts';
import type { FeedReport } from '../ingest/feed-report.ts';
import type { SlateText } from '../recipes/slate-arguments.ts';
import type { Anchor, TakeSeal } from '../takes/take-record.ts';
import type { WithheldPiece } from '../takes/withheld-piece.ts';

/** The take being recorded right now, as far as it goes. */
export interface OpenTake {
  readonly takeId: string;
  readonly startedAtMs: number;
  readonly durationSeconds: number;
  readonly anchors: readonly Anchor[];
}

/** `small`: one picture to look at. `whole`: the ladder of a take, to see whether the machine holds it. */
export type PreviewExtent = 'small' | 'whole';

/** Told by the engine, in order per session. Handlers must not throw; a rejected promise is logged. */
export interface LiveEngineEvents {
  takeStarted(take: { sessionId: string; takeId: string; startedAtMs: number }): void | Promise<void>;
  takeSealed(seal: TakeSeal): void | Promise<void>;
  feedChanged(sessionId: string): void | Promise<void>;
}

/**
 * Live media of all sessions.
 * `goOnAir`/`goOffAir`/`cutOffAir`/`endSession` are idempotent and settle only when what they promise is true.
 */
export interface LiveEngine {
  /** Accept feeds for this session. Pictures go nowhere until {@link goOnAir}. */
  openSession(sessionId: string): Promise<void>;
  /** From now on every arriving picture is served and recorded (from its first keyframe). `notBeforeMs` delays it (dark guard). */
  goOnAir(sessionId: string, notBeforeMs?: number): Promise<void>;
  /** Stop taking pictures now, keep the last part whole, seal the take; players see the slate. */
  goOffAir(sessionId: string, slate: SlateText): Promise<void>;
  /**
   * The session is going off air: nothing that arrives from this call on is taken, before anything is written down.
   * {@link goOffAir}, {@link cutOffAir} or {@link endSession} follows, or {@link goOnAir} when it came to nothing.
   */
  shutGate(sessionId: string): void;
  /**
   * Closed doors: stop encoding at once, throw away what is not yet a part, show the slate. Settles when nothing but the
   * slate is served; rejects when that cannot be confirmed.
   */
  cutOffAir(sessionId: string, slate: SlateText): Promise<void>;
  /**
   * Staff see what arrives for some more time (half a minute; the whole ladder for 5 s), through the origin, under the id
   * that it answers; nothing of it is recorded. Null on air, behind closed doors, and for a session that accepts no feed.
   */
  keepPreview(sessionId: string, extent: PreviewExtent): Promise<string | null>;
  /** Sends encoders away that came by RTMP(S) with the session's main or backup key: it opens nothing any more. */
  cutEncoders(sessionId: string, key: { isBackup: boolean }): void;
  /** Off air, playlists get ENDLIST, all waiting players are answered, the encoder is disconnected. */
  endSession(sessionId: string): Promise<void>;
  /** Is the gate open (pictures that arrive now are taken)? */
  isOnAir(sessionId: string): boolean;
  /** Sessions whose pictures are served right now. */
  onAirCount(): number;
  feedReport(sessionId: string): FeedReport;
  /** Feeds that the server opens or fetches by itself. Theirs go with the session when it ends. */
  readonly sources: FeedSources;
  /** The take being recorded, or null. */
  openTake(sessionId: string): OpenTake | null;
  /** These segments of a session, and no others, are out of public reach when this returns. */
  withhold(sessionId: string, pieces: readonly WithheldPiece[]): void;
  /** Seals what a crash left open; reports each through `takeSealed`. Call once, before listening. */
  recover(): Promise<void>;
  /** Takes were added to a session that is over: the next player sees them. */
  rereadTakes(sessionId: string): void;
  /** Answers requests below `/hls/`; returns false when the path is not its own. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  start(): Promise<void>;
  /** Finishes every open take and leaves no child process. */
  stop(reason: string): Promise<void>;
}
