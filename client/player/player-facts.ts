// What is true of the player right now, and the one place where its state gets a name.
// Facts are read from the <video> and the engine after their events; nothing here is ever set by a wish.

/**
 * The player's state in one word; `waiting-for-picture` is live with nothing new to show (recess, feed gone, not begun),
 * `unplayable` a browser that can play nothing of ours.
 */
export type PlayerState =
  'idle' | 'loading' | 'playing' | 'paused' | 'stalled' | 'waiting-for-picture' | 'ended' | 'failed' | 'unplayable';

/** Everything a page may know of the player. Times in seconds on the player's timeline unless the name says ms. */
export interface PlayerFacts {
  playing: boolean;
  muted: boolean;
  volume: number;
  rate: number;
  currentTime: number;
  /** wall clock of the picture on screen from EXT-X-PROGRAM-DATE-TIME, ms since the epoch; null if unknown */
  instantMs: number | null;
  duration: number | null;
  seekableStart: number;
  seekableEnd: number;
  live: boolean;
  atLiveEdge: boolean;
  latencySeconds: number | null;
  qualities: { index: number; label: string }[];
  quality: number | 'auto';
  audioOnly: boolean;
  state: PlayerState;
}

/** What the engine knows and the <video> does not. */
export interface EngineFacts {
  /** The playlist itself says live (no ENDLIST); null before the first playlist. */
  playlistLive: boolean | null;
  /** The origin does not answer, answers with an error, or its playlist stands still. */
  standingStill: boolean;
  /** Gave up for good (archive only), or could not be had. */
  failed: boolean;
  /** This browser can play nothing of ours; trying again helps nobody. */
  unplayable: boolean;
  latencySeconds: number | null;
  /** Delay that the engine aims at, in seconds; null when not live. */
  targetLatencySeconds: number | null;
  qualities: { index: number; label: string }[];
  quality: number | 'auto';
  audioOnly: boolean;
}

/** The engine's facts before it has loaded anything. */
export const noEngineFacts: EngineFacts = {
  playlistLive: null,
  standingStill: false,
  failed: false,
  unplayable: false,
  latencySeconds: null,
  targetLatencySeconds: null,
  qualities: [],
  quality: 'auto',
  audioOnly: false,
};

/** The facts before a source is loaded. */
export const idleFacts: PlayerFacts = {
  playing: false,
  muted: false,
  volume: 1,
  rate: 1,
  currentTime: 0,
  instantMs: null,
  duration: null,
  seekableStart: 0,
  seekableEnd: 0,
  live: false,
  atLiveEdge: false,
  latencySeconds: null,
  qualities: [],
  quality: 'auto',
  audioOnly: false,
  state: 'idle',
};

/** The part of HTMLVideoElement that facts are read from, so that tests can hand in a plain object. */
export interface MediaReadings {
  paused: boolean;
  ended: boolean;
  muted: boolean;
  volume: number;
  playbackRate: number;
  currentTime: number;
  duration: number;
  readyState: number;
  seekable: { length: number; start(index: number): number; end(index: number): number };
}

/** What a state is derived from. */
export interface StateInputs {
  hasSource: boolean;
  paused: boolean;
  ended: boolean;
  readyState: number;
  live: boolean;
  standingStill: boolean;
  failed: boolean;
  unplayable: boolean;
}

const haveMetadata = 1;
const haveFutureData = 3;

/** The table of states: the first row that holds gives the name. */
export const stateTable: readonly { state: PlayerState; holds: (at: StateInputs) => boolean }[] = [
  { state: 'idle', holds: (at) => !at.hasSource },
  { state: 'unplayable', holds: (at) => at.unplayable },
  { state: 'failed', holds: (at) => at.failed },
  { state: 'waiting-for-picture', holds: (at) => at.live && at.standingStill && at.readyState < haveFutureData },
  { state: 'loading', holds: (at) => at.readyState < haveMetadata },
  { state: 'ended', holds: (at) => at.ended && !at.live },
  { state: 'paused', holds: (at) => at.paused },
  { state: 'stalled', holds: (at) => at.readyState < haveFutureData },
  { state: 'playing', holds: () => true },
];

/** Names the state. */
export function playerState(at: StateInputs): PlayerState {
  return stateTable.find((row) => row.holds(at))?.state ?? 'idle';
}

/** Catch-up speeds of the engine are no wish of the viewer and read as normal speed. */
export const catchUpRate = 1.06;

/** Reads all facts at once. `live` is the page's knowledge, used until the playlist says otherwise. */
export function readFacts(
  media: MediaReadings | null,
  engine: EngineFacts,
  known: { hasSource: boolean; live: boolean; instantMs: number | null },
): PlayerFacts {
  const live = engine.playlistLive ?? known.live;
  if (media === null) return { ...idleFacts, live, state: known.hasSource ? 'loading' : 'idle' };
  const { length } = media.seekable;
  const seekableEnd = length > 0 ? media.seekable.end(length - 1) : 0;
  const state = playerState({ ...known, ...engine, ...readingsOf(media), live });
  return {
    playing: state === 'playing',
    muted: media.muted || media.volume === 0,
    volume: media.volume,
    rate: live && media.playbackRate > 1 && media.playbackRate <= catchUpRate ? 1 : media.playbackRate,
    currentTime: media.currentTime,
    instantMs: media.readyState >= haveMetadata ? known.instantMs : null,
    duration: Number.isFinite(media.duration) ? media.duration : null,
    seekableStart: length > 0 ? media.seekable.start(0) : 0,
    seekableEnd,
    live,
    atLiveEdge:
      live &&
      media.readyState >= haveMetadata &&
      isAtEdge(seekableEnd - media.currentTime, engine.targetLatencySeconds),
    latencySeconds: live ? engine.latencySeconds : null,
    qualities: engine.qualities,
    quality: engine.quality,
    audioOnly: engine.audioOnly,
    state,
  };
}

function readingsOf(media: MediaReadings): { paused: boolean; ended: boolean; readyState: number } {
  return { paused: media.paused, ended: media.ended, readyState: media.readyState };
}

/** Three seconds behind the aimed delay still count as live; people do not see less than that as "behind". */
function isAtEdge(behindSeconds: number, targetSeconds: number | null): boolean {
  return behindSeconds <= (targetSeconds ?? 1) + 3;
}
