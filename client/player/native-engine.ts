// Pictures by the browser's own HLS, used only where hls.js cannot run (old iPhones). Knows no library. The instants of the
// archive come from the playlist's text, because the browser tells only that of its first picture.
import type { EngineSource, PlayerEngine, StartAt } from './engine.ts';
import { hopOverGaps } from './gap-hop.ts';
import { endOfGap, instantAt, secondsAt, secondsAtOffset, type TimelinePiece } from './instant-map.ts';
import { readTimeline, type ReadText } from './native-timeline.ts';
import { noEngineFacts } from './player-facts.ts';
import type { EngineFacts } from './player-facts.ts';
import { archiveRetries, retryDelayMs } from './retry-delay.ts';

/** Safari's wall clock of second 0 of the timeline; other browsers do not have it. */
interface DatedVideo {
  getStartDate?: () => Date;
}

/** Starts the browser's own player on a <video>. */
export function startNativeEngine(
  video: HTMLVideoElement,
  source: EngineSource,
  changed: () => void,
  readText: ReadText = fetchText,
): PlayerEngine {
  return new NativeEngine(video, source, { changed, readText });
}

async function fetchText(url: string, signal: AbortSignal): Promise<string> {
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.text();
}

class NativeEngine implements PlayerEngine {
  readonly #video: HTMLVideoElement & DatedVideo;
  readonly #url: string;
  readonly #changed: () => void;
  readonly #readText: ReadText;
  readonly #listening = new AbortController();
  #live: boolean;
  /** Of the playlist as it was when the pictures began; empty when it could not be had. */
  #pieces: readonly TimelinePiece[] = [];
  #startAt: StartAt;
  #inTrouble = false;
  #failed = false;
  #attempt = 0;
  #retryTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    video: HTMLVideoElement,
    source: EngineSource,
    { changed, readText }: { changed: () => void; readText: ReadText },
  ) {
    this.#video = video;
    this.#url = source.hls;
    this.#live = source.live;
    this.#startAt = source.startAt;
    this.#changed = changed;
    this.#readText = readText;
    const { signal } = this.#listening;
    video.addEventListener('loadedmetadata', () => void this.#begin(), { signal });
    video.addEventListener('error', () => this.#onError(), { signal });
    hopOverGaps(video, { endOfGap: (seconds) => this.#endOfGap(seconds), signal });
    video.src = source.hls;
  }

  facts(): EngineFacts {
    const { duration, readyState } = this.#video;
    return {
      ...noEngineFacts,
      playlistLive: readyState > 0 ? duration === Number.POSITIVE_INFINITY : null,
      standingStill: this.#inTrouble,
      failed: this.#failed,
      latencySeconds: this.#live ? Math.max(0, this.#end() - this.#video.currentTime) : null,
    };
  }

  instantAt(seconds: number): number | null {
    if (this.#isRecording()) return instantAt(this.#pieces, seconds - this.firstSecond());
    const startMs = this.#startMs();
    return startMs === null ? null : startMs + seconds * 1000;
  }

  secondsAt(instantMs: number): number | null {
    if (this.#isRecording()) return this.#placed(secondsAt(this.#pieces, instantMs));
    const startMs = this.#startMs();
    return startMs === null ? null : (instantMs - startMs) / 1000;
  }

  secondsAtOffset(offsetSeconds: number): number | null {
    return this.#placed(secondsAtOffset(this.#pieces, offsetSeconds)) ?? this.firstSecond() + offsetSeconds;
  }

  firstSecond(): number {
    const { seekable } = this.#video;
    return seekable.length > 0 ? seekable.start(0) : 0;
  }

  liveEdgeSecond(): number | null {
    return this.#live && this.#end() > 0 ? this.#end() : null;
  }

  setLive(live: boolean): void {
    const isReopened = live && !this.#live && this.#video.duration !== Number.POSITIVE_INFINITY;
    this.#live = live;
    if (isReopened || this.#inTrouble) this.retry();
  }

  /** The browser chooses by itself. */
  setQuality(): void {
    this.#changed();
  }

  /** Not available in the browser's own player. */
  setAudioOnly(): void {
    this.#changed();
  }

  /** The browser does no catching up. */
  setOwnRate(): void {
    this.#changed();
  }

  retry(): void {
    if (this.#retryTimer !== null) clearTimeout(this.#retryTimer);
    this.#retryTimer = null;
    this.#failed = false;
    const playOn = !this.#video.paused || this.#live;
    this.#video.src = this.#url;
    this.#video.load();
    if (playOn) this.#video.play().then(this.#changed, this.#changed);
  }

  stop(): void {
    if (this.#retryTimer !== null) clearTimeout(this.#retryTimer);
    this.#listening.abort();
    this.#video.removeAttribute('src');
    this.#video.load();
  }

  async #begin(): Promise<void> {
    this.#inTrouble = false;
    this.#attempt = 0;
    const { signal } = this.#listening;
    // Without it the day is counted from the first picture on: right up to the first gap.
    this.#pieces = await readTimeline(this.#url, this.#readText, signal).catch(() => []);
    if (signal.aborted) return;
    const startAt = this.#startAt;
    this.#startAt = null;
    if (startAt !== null) {
      const seconds =
        'instantMs' in startAt ? this.secondsAt(startAt.instantMs) : this.secondsAtOffset(startAt.offsetSeconds);
      if (seconds !== null) this.#video.currentTime = Math.max(this.firstSecond(), seconds);
    }
    this.#changed();
  }

  #onError(): void {
    this.#inTrouble = true;
    if (!this.#live && this.#attempt >= archiveRetries) this.#failed = true;
    else this.#retryTimer ??= setTimeout(() => this.retry(), retryDelayMs(this.#attempt, this.#live));
    this.#attempt += 1;
    this.#changed();
  }

  /** While live the slates fill the gaps, so that the day runs on evenly from the first picture. */
  #isRecording(): boolean {
    return this.#pieces.length > 0 && this.#video.duration !== Number.POSITIVE_INFINITY;
  }

  /** From the playlist's seconds to the player's. */
  #placed(seconds: number | null): number | null {
    return seconds === null ? null : this.firstSecond() + seconds;
  }

  #endOfGap(seconds: number): number | null {
    return this.#placed(endOfGap(this.#pieces, seconds - this.firstSecond()));
  }

  /** Of second 0 of the timeline; where the browser does not tell it, that of the first picture of the playlist. */
  #startMs(): number | null {
    const startMs = this.#video.getStartDate?.().getTime() ?? Number.NaN;
    if (Number.isFinite(startMs)) return startMs;
    const [first] = this.#pieces;
    return first === undefined ? null : first.instantMs - (this.firstSecond() + first.startSeconds) * 1000;
  }

  #end(): number {
    const { seekable } = this.#video;
    return seekable.length > 0 ? seekable.end(seekable.length - 1) : 0;
  }
}
