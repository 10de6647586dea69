// The only file that knows hls.js: loads, keeps on asking, and reports facts. Loaded by dynamic import.
// Must not know React, pages or the API. One class, because hls.js is replaced inside it while the <video> stays.
import Hls, { Events, type ErrorData, type LevelDetails, type LevelLoadedData } from 'hls.js';
import type { EngineSource, PlayerEngine, StartAt } from './engine.ts';
import { livePlaceIn, piecesOf, streamsOf, troubleOf } from './hls-details.ts';
import { hlsSettings } from './hls-settings.ts';
import { instantAt, outsideGap, secondsAt, secondsAtOffset, type TimelinePiece } from './instant-map.ts';
import { LadderWatch } from './ladder-watch.ts';
import { LineSpeed, type Connection } from './line-speed.ts';
import { keepLivePace } from './live-pace.ts';
import { noEngineFacts, type EngineFacts } from './player-facts.ts';
import { QualityChoice } from './quality-choice.ts';
import { Recovery } from './recovery.ts';
import { CalmWait } from './stall-calm.ts';
import { Standstill } from './standstill.ts';
import { StartPlace } from './start-place.ts';
import { stayInside } from './stay-inside.ts';

/** A viewer at the live edge who lost the network is put back there when he returns later than this. */
const catchUpByJumpSeconds = 8;

/** Whether this browser can be fed by hls.js. */
export function isHlsJsUsable(): boolean {
  return Hls.isSupported();
}

/** Starts hls.js on a <video>. */
export function startHlsEngine(video: HTMLVideoElement, source: EngineSource, changed: () => void): PlayerEngine {
  return new HlsEngine(video, source, changed);
}

/**
 * hls.js 1.7 looks for slow fragments while it still tells its parts of a playlist. A switch in the midst of that leaves the
 * sound with a delta update that nobody completes, and the player fails and stands still: so it looks when all have heard.
 */
export class LaterLadder extends Hls.DefaultConfig.abrController {
  protected override onLevelLoaded(event: Events.LEVEL_LOADED, data: LevelLoadedData): void {
    queueMicrotask(() => {
      if (Boolean(this.hls)) super.onLevelLoaded(event, data);
    });
  }
}

class HlsEngine implements PlayerEngine {
  readonly #video: HTMLVideoElement;
  readonly #masterUrl: string;
  readonly #changed: () => void;
  readonly #listening = new AbortController();
  #hls: Hls;
  #live: boolean;
  readonly #start: StartPlace;
  /** Played before it was opened anew: a <video> that is given another source is paused. */
  #isToPlay = false;
  #audioUrl: string | null = null;
  #isAudioOnly = false;
  #ownRate = false;
  readonly #choice = new QualityChoice();
  readonly #line = new LineSpeed((navigator as { connection?: Connection }).connection);
  readonly #ladder: LadderWatch;
  #inTrouble = false;
  #failed = false;
  readonly #recovery: Recovery;
  readonly #standstill: Standstill;
  #wasAtEdge = false;
  #pieces: readonly TimelinePiece[] | null = null;
  readonly #calm = new CalmWait(() => this.#comeCloser());

  constructor(video: HTMLVideoElement, source: EngineSource, changed: () => void) {
    this.#video = video;
    this.#masterUrl = source.hls;
    this.#live = source.live;
    this.#changed = changed;
    this.#ladder = new LadderWatch({
      url: new URL(source.hls, document.baseURI).href,
      onOther: () => this.#reopen(this.#here()),
    });
    this.#recovery = new Recovery({
      isLive: () => this.#isLive(),
      repair: () => this.#hls.recoverMediaError(),
      again: (anew) => (anew ? this.#reopen(this.#here()) : this.retry()),
      giveUp: () => void (this.#failed = true),
    });
    const { signal } = this.#listening;
    this.#standstill = new Standstill(video, (isAtEdge) => this.#reopen(isAtEdge ? null : this.#here(), true), signal);
    this.#start = new StartPlace(video, source.startAt, signal);
    this.#hls = this.#open();
    const [pieces, firstSecond] = [() => this.#timeline(), () => this.firstSecond()];
    stayInside(video, { pieces, firstSecond, liveEdge: () => this.#edge(), signal });
    const place = () => (this.#ownRate ? null : livePlaceIn(this.#hls, video.currentTime));
    keepLivePace(video, { place, isStartedLive: source.startAt === null, signal });
  }

  facts(): EngineFacts {
    const details = this.#details();
    const live = details?.live ?? this.#live;
    return {
      ...noEngineFacts,
      playlistLive: details === null ? null : details.live,
      standingStill: this.#inTrouble || this.#isAtVeryEnd(details),
      failed: this.#failed,
      latencySeconds: live && details !== null ? Math.max(0, this.#hls.latency) : null,
      targetLatencySeconds: live ? this.#hls.targetLatency : null,
      qualities: this.#choice.list,
      quality: this.#choice.quality,
      audioOnly: this.#isAudioOnly,
    };
  }

  instantAt(seconds: number): number | null {
    return instantAt(this.#timeline(), seconds);
  }

  secondsAt(instantMs: number): number | null {
    return secondsAt(this.#timeline(), instantMs);
  }

  secondsAtOffset(offsetSeconds: number): number | null {
    return secondsAtOffset(this.#timeline(), offsetSeconds);
  }

  firstSecond(): number {
    const sound = this.#hls.audioTracks[this.#hls.audioTrack]?.details?.fragmentStart ?? 0;
    return Math.max(this.#details()?.fragmentStart ?? 0, sound);
  }

  liveEdgeSecond(): number | null {
    return this.#details()?.live === true ? this.#hls.liveSyncPosition : null;
  }

  setLive(live: boolean): void {
    this.#live = live;
    const details = this.#details();
    if (live && details !== null && !details.live) {
      // The session was reopened: a playlist that has once ended is never asked for again, so start anew.
      this.#reopen(this.#video.ended ? null : this.#here());
    } else if (this.#recovery.isWaiting) {
      this.retry();
    }
    this.#changed();
  }

  setQuality(quality: number | 'auto'): void {
    this.#choice.want(quality);
    if (this.#isAudioOnly) this.setAudioOnly(false);
    else this.#hls.nextLevel = quality === 'auto' ? -1 : quality;
    this.#changed();
  }

  setAudioOnly(audioOnly: boolean): void {
    if (audioOnly === this.#isAudioOnly) return;
    this.#isAudioOnly = audioOnly;
    const sounds = this.#hls.allAudioTracks;
    if (audioOnly) this.#audioUrl = (sounds.find(({ groupId }) => groupId === 'audio-low') ?? sounds[0])?.url ?? null;
    if (audioOnly && this.#audioUrl === null) this.#hls.nextLevel = 0;
    else this.#reopen(this.#here());
    this.#changed();
  }

  setOwnRate(own: boolean): void {
    this.#ownRate = own;
  }

  retry(): void {
    this.#failed = false;
    this.#recovery.clear();
    if (this.#details() === null) this.#hls.loadSource(this.#url());
    else this.#hls.startLoad(this.#start.second(this.#video.currentTime));
    this.#changed();
  }

  stop(): void {
    this.#recovery.clear();
    this.#ladder.stop();
    this.#calm.stop();
    this.#listening.abort();
    this.#hls.destroy();
  }

  #url(): string {
    return (this.#isAudioOnly ? this.#audioUrl : null) ?? this.#masterUrl;
  }

  #details(): LevelDetails | null {
    return this.#hls.latestLevelDetails;
  }

  /** Of the live playlist, parts of the open segment included; null in a recording. */
  #edge(): number | null {
    const details = this.#details();
    return details?.live === true ? details.edge : null;
  }

  #isLive(): boolean {
    return this.#details()?.live ?? this.#live;
  }

  #here(): StartAt {
    return this.#start.here(() => {
      if (this.#isLive() && this.#isNearEdge()) return null;
      const instantMs = this.instantAt(this.#video.currentTime);
      return instantMs === null ? { offsetSeconds: this.#video.currentTime } : { instantMs };
    });
  }

  #isNearEdge(): boolean {
    const details = this.#details();
    return details !== null && details.edge - this.#video.currentTime < (this.#hls.targetLatency ?? 1) + 3;
  }

  #isAtVeryEnd(details: LevelDetails | null): boolean {
    return details !== null && details.live && details.edge - this.#video.currentTime < 0.5;
  }

  #timeline(): readonly TimelinePiece[] {
    const details = this.#details();
    return details === null ? [] : (this.#pieces ??= piecesOf(details));
  }

  #open(): Hls {
    const hls = new Hls({ ...hlsSettings(() => this.#isLive()), abrController: LaterLadder });
    if (this.#choice.quality !== 'auto' && !this.#isAudioOnly) hls.startLevel = this.#choice.quality;
    this.#listen(hls);
    hls.loadSource(this.#url());
    hls.attachMedia(this.#video);
    return hls;
  }

  #reopen(startAt: StartAt, stoodStill = false): void {
    this.#isToPlay ||= !this.#video.paused || this.#video.ended;
    this.#recovery.clear();
    this.#line.leave(this.#hls, stoodStill);
    this.#hls.destroy();
    this.#pieces = null;
    this.#start.again(startAt);
    this.#hls = this.#open();
  }

  #listen(hls: Hls): void {
    hls.on(Events.MEDIA_ATTACHED, () => {
      if (this.#isToPlay) this.#video.play().then(this.#changed, this.#changed);
      this.#isToPlay = false;
    });
    hls.on(Events.MANIFEST_LOADED, (_event, { levels }) => {
      this.#ladder.playing(this.#isAudioOnly ? null : streamsOf(levels));
    });
    hls.on(Events.MANIFEST_PARSED, () => this.#onManifest(hls));
    hls.on(Events.LEVEL_UPDATED, (_event, { details }) => this.#onPlaylist(hls, details));
    hls.on(Events.AUDIO_TRACK_UPDATED, (_event, { details }) => {
      if (details.live) this.#begin(hls, this.#start.soundFrom(details.fragmentStart));
    });
    hls.on(Events.LEVEL_PTS_UPDATED, () => void (this.#pieces = null));
    hls.on(Events.LEVEL_SWITCHED, this.#changed);
    hls.on(Events.ERROR, (_event, error) => this.#onError(error));
  }

  #onManifest(hls: Hls): void {
    if (!this.#isAudioOnly) {
      this.#choice.offer(hls.levels);
      this.#line.begin(hls);
      if (this.#choice.quality !== 'auto') hls.nextLevel = this.#choice.quality;
    }
    this.#changed();
  }

  #onPlaylist(hls: Hls, details: LevelDetails): void {
    this.#pieces = null;
    if (details.live) this.#ladder.sawTakes(details.endCC);
    this.#begin(hls, this.#start.first(this));
    this.#recovery.succeeded();
    const cameBack = this.#inTrouble && details.advanced;
    if (cameBack || !details.live) this.#inTrouble = false;
    if (cameBack && this.#wasAtEdge && details.edge - this.#video.currentTime > catchUpByJumpSeconds) {
      this.#video.currentTime = hls.liveSyncPosition ?? details.edge;
    }
    if (!this.#inTrouble) this.#wasAtEdge = details.live && this.#isNearEdge();
    this.#standstill.look(details, performance.now());
    this.#changed();
  }

  #begin(hls: Hls, seconds: number | null): void {
    if (seconds === null) return;
    // Into a gap hls.js never begins.
    hls.startLoad(outsideGap(this.#timeline(), Math.max(this.firstSecond(), seconds), this.#edge()));
  }

  #onError(error: ErrorData): void {
    const trouble = troubleOf(error.type);
    if (trouble === 'network') this.#inTrouble = true;
    if (trouble === 'media' && !error.fatal) this.#calm.stalled(this.#video);
    if (error.fatal) this.#recovery.fatal(trouble, performance.now());
    this.#changed();
  }

  #comeCloser(): boolean {
    const details = this.#details();
    if (details?.live !== true) return false;
    this.#hls.targetLatency = details.partHoldBack || details.holdBack;
    return true;
  }
}
