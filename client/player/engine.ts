// The seam between the store and whatever fetches the pictures (hls.js, or Safari itself).
// Says what an engine must do; must not know hls.js, React or pages.
import type { EngineFacts } from './player-facts.ts';

/** Where to begin: at a wall-clock instant, at an offset on the timeline, or (null) live edge / beginning. */
export type StartAt = { instantMs: number } | { offsetSeconds: number } | null;

/** What an engine plays. */
export interface EngineSource {
  hls: string;
  live: boolean;
  startAt: StartAt;
}

/** One source in one <video>. `stop` is final and clears every timer and listener. */
export interface PlayerEngine {
  facts(): EngineFacts;
  /** Wall clock of the picture at these seconds of the timeline; null if the playlist does not say. */
  instantAt(seconds: number): number | null;
  /** Seconds on the timeline of an instant; null while no playlist is known. */
  secondsAt(instantMs: number): number | null;
  /** Seconds on the timeline of a second of the recording (slates left out); null while no playlist is known. */
  secondsAtOffset(offsetSeconds: number): number | null;
  /** First second of the rewindable timeline. */
  firstSecond(): number;
  /** Where "live" is now, in seconds; null when not live. */
  liveEdgeSecond(): number | null;
  setLive(live: boolean): void;
  setQuality(quality: number | 'auto'): void;
  setAudioOnly(audioOnly: boolean): void;
  /** The viewer plays at a speed of his own: no catching up meanwhile. */
  setOwnRate(own: boolean): void;
  /** Ask again now, after a failure. */
  retry(): void;
  stop(): void;
}

/** Builds an engine for a <video>; `changed` is called after every change of its facts. */
export type StartEngine = (video: HTMLVideoElement, source: EngineSource, changed: () => void) => PlayerEngine;
