// The player without any framework: facts out, requests in. Facts change only after an event of the <video> or the engine.
// Must not know React, pages or hls.js.
import type { EngineSource, PlayerEngine, StartAt, StartEngine } from './engine.ts';
import { loadEngine } from './load-engine.ts';
import { catchUpRate, idleFacts, noEngineFacts, readFacts } from './player-facts.ts';
import type { PlayerFacts } from './player-facts.ts';

export type { PlayerFacts } from './player-facts.ts';

/** What a page gives to be played. */
export interface PlayerSource {
  /** Path of the multivariant playlist. */
  hls: string;
  live: boolean;
  startAt?: { instantMs: number } | { offsetSeconds: number } | null;
}

/** Facts by `getSnapshot`/`subscribe` (made for useSyncExternalStore), requests by verbs. A request never changes a fact itself. */
export interface PlayerStore {
  getSnapshot(): PlayerFacts;
  subscribe(listener: () => void): () => void;
  /** Gives the store its <video>; safe to call again with another one. */
  attach(video: HTMLVideoElement): void;
  load(source: PlayerSource): void;
  /** What the page knows of the session: on air (live, recess, closed doors), or over. */
  setLive(live: boolean): void;
  destroy(): void;
  play(): void;
  pause(): void;
  toggleMute(): void;
  /** 0 to 1. */
  setVolume(volume: number): void;
  /** 0.5 to 2. */
  setRate(rate: number): void;
  /** The place of an instant on the player's timeline; null while it is not known. */
  secondsAt(instantMs: number): number | null;
  seekToInstant(instantMs: number): void;
  /** Seconds of the recording: slates of a live session do not count. */
  seekToOffset(offsetSeconds: number): void;
  /** Seconds on the player's own timeline. */
  seekToSecond(seconds: number): void;
  goLive(): void;
  setQuality(quality: number | 'auto'): void;
  setAudioOnly(audioOnly: boolean): void;
}

/** Events of the <video> after which the facts are read again. */
export const factEvents = [
  'play',
  'playing',
  'pause',
  'waiting',
  'stalled',
  'ended',
  'seeking',
  'seeked',
  'timeupdate',
  'durationchange',
  'volumechange',
  'ratechange',
  'loadedmetadata',
  'canplay',
  'emptied',
  'error',
] as const;

/** Builds a store; `load` is how the engine's code is fetched. */
export function createPlayerStore(
  load: (video: HTMLVideoElement) => Promise<StartEngine | null> = loadEngine,
): PlayerStore {
  return new VideoPlayerStore(load);
}

/** Verbs are fields, so that they can be handed to buttons as they are. */
class VideoPlayerStore implements PlayerStore {
  readonly #loadEngine: (video: HTMLVideoElement) => Promise<StartEngine | null>;
  readonly #listeners = new Set<() => void>();
  #facts: PlayerFacts = idleFacts;
  #video: HTMLVideoElement | null = null;
  #source: PlayerSource | null = null;
  #engine: PlayerEngine | null = null;
  /** Why there is no engine though there is a source. */
  #lack: 'unplayable' | 'failed' | null = null;
  #listening = new AbortController();
  /** Counts starts, so that code fetched for an older source is thrown away. */
  #start = 0;

  constructor(load: (video: HTMLVideoElement) => Promise<StartEngine | null>) {
    this.#loadEngine = load;
  }

  readonly getSnapshot = (): PlayerFacts => this.#facts;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly attach = (video: HTMLVideoElement): void => {
    if (video === this.#video) return;
    this.#stopEngine();
    this.#video = video;
    const { signal } = this.#listening;
    for (const name of factEvents) video.addEventListener(name, this.#read, { signal });
    this.#begin();
  };

  readonly load = (source: PlayerSource): void => {
    const known = this.#source;
    if (known !== null && known.hls === source.hls && this.#engine !== null && source.startAt === undefined) {
      this.setLive(source.live);
      return;
    }
    this.#stopEngine();
    this.#source = source;
    this.#begin();
  };

  readonly setLive = (live: boolean): void => {
    if (this.#source === null) return;
    this.#source = { ...this.#source, live };
    this.#engine?.setLive(live);
    this.#read();
  };

  readonly destroy = (): void => {
    this.#listening.abort();
    this.#listening = new AbortController();
    this.#stopEngine();
    this.#video = null;
    this.#source = null;
    this.#read();
  };

  readonly play = (): void => {
    if (this.#lack === 'failed') return this.#begin();
    if (this.#facts.state === 'failed') this.#engine?.retry();
    this.#play();
  };

  readonly pause = (): void => {
    this.#video?.pause();
  };

  readonly toggleMute = (): void => {
    const video = this.#video;
    if (video === null) return;
    const isSilent = video.muted || video.volume === 0;
    if (isSilent && video.volume === 0) video.volume = 0.5;
    video.muted = !isSilent;
  };

  readonly setVolume = (volume: number): void => {
    const video = this.#video;
    if (video === null) return;
    video.volume = Math.min(1, Math.max(0, volume));
    if (volume > 0) video.muted = false;
  };

  readonly setRate = (rate: number): void => {
    const video = this.#video;
    if (video === null) return;
    const bounded = Math.min(2, Math.max(0.5, rate));
    this.#engine?.setOwnRate(bounded !== 1);
    video.defaultPlaybackRate = bounded;
    video.playbackRate = bounded;
  };

  readonly secondsAt = (instantMs: number): number | null => this.#engine?.secondsAt(instantMs) ?? null;

  readonly seekToInstant = (instantMs: number): void => {
    const seconds = this.secondsAt(instantMs);
    if (seconds === null) this.#startLater({ instantMs });
    else this.#seek(seconds);
  };

  readonly seekToSecond = (seconds: number): void => this.#seek(seconds);

  readonly seekToOffset = (offsetSeconds: number): void => {
    if (this.#video === null || this.#video.readyState === 0) this.#startLater({ offsetSeconds });
    else this.#seek(this.#engine?.secondsAtOffset(offsetSeconds) ?? offsetSeconds);
  };

  readonly goLive = (): void => {
    const seconds = this.#engine?.liveEdgeSecond() ?? null;
    if (seconds !== null) this.#seek(seconds);
    if (this.#video !== null && this.#video.playbackRate > catchUpRate) this.setRate(1);
    this.#play();
  };

  readonly setQuality = (quality: number | 'auto'): void => {
    this.#engine?.setQuality(quality);
  };

  readonly setAudioOnly = (audioOnly: boolean): void => {
    this.#engine?.setAudioOnly(audioOnly);
  };

  #seek(seconds: number): void {
    const video = this.#video;
    if (video === null) return;
    const { seekable } = video;
    const last = seekable.length > 0 ? seekable.end(seekable.length - 1) : seconds;
    video.currentTime = Math.max(0, Math.min(seconds, last));
  }

  /** A wish that came before the first playlist becomes the place to start at. */
  #startLater(startAt: Exclude<StartAt, null>): void {
    if (this.#source !== null) this.load({ ...this.#source, startAt });
  }

  #play(): void {
    this.#video?.play().then(this.#read, this.#read);
  }

  #begin(): void {
    const video = this.#video;
    const source = this.#source;
    if (video === null || source === null) return;
    const start = ++this.#start;
    const isStale = (): boolean => start !== this.#start;
    this.#lacks(null);
    this.#loadEngine(video).then(
      (startEngine) => {
        if (isStale()) return;
        if (startEngine === null) return this.#lacks('unplayable');
        this.#run(startEngine, video, { startAt: null, ...(this.#source ?? source) });
        this.#read();
      },
      // Its code could not be fetched: the viewer is told, and may try again.
      () => isStale() || this.#lacks('failed'),
    );
  }

  #lacks(lack: 'unplayable' | 'failed' | null): void {
    this.#lack = lack;
    this.#read();
  }

  #run(startEngine: StartEngine, video: HTMLVideoElement, source: EngineSource): void {
    const wasPlaying = !video.paused;
    this.#engine = startEngine(video, source, this.#read);
    if (source.live && !wasPlaying) video.muted = true;
    if (source.live || wasPlaying) this.#play();
  }

  #stopEngine(): void {
    this.#start += 1;
    this.#engine?.stop();
    this.#engine = null;
  }

  readonly #read = (): void => {
    const video = this.#video;
    const engine = this.#engine?.facts() ?? noEngineFacts;
    const next = readFacts(video, this.#lack === null ? engine : { ...engine, [this.#lack]: true }, {
      hasSource: this.#source !== null,
      live: this.#source?.live ?? false,
      instantMs: video === null ? null : (this.#engine?.instantAt(video.currentTime) ?? null),
    });
    if (isSame(this.#facts, next)) return;
    this.#facts = next;
    this.#slowDownAtEdge(next);
    for (const listener of [...this.#listeners]) listener();
  };

  /** Playing faster than life ends where the recording ends; going on would only stall. */
  #slowDownAtEdge(facts: PlayerFacts): void {
    const engine = this.#engine?.facts();
    if (!facts.live || facts.rate <= catchUpRate || engine?.latencySeconds == null) return;
    if (engine.latencySeconds < (engine.targetLatencySeconds ?? 1) + 0.3) this.setRate(1);
  }
}

function isSame(before: PlayerFacts, after: PlayerFacts): boolean {
  const names = Object.keys(after) as (keyof PlayerFacts)[];
  return names.every((name) => Object.is(before[name], after[name]));
}
