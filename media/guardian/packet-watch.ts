// Do sound and picture come together, and does the encoder still send what it used to? From its tags alone. Pure.
import type { FlvTag } from '../ingest/flv-tag.ts';

/** Sound and picture this far apart are seen as not belonging together; encoders interleave within 0.3 s. */
const mostApartMs = 500;
/** For so long without coming near each other. */
const apartForMs = 5000;
/** A stream of which nothing came for so long is missing, which is another alarm. */
const missingAfterMs = 1500;
/** A second with less than this share of what was usual in the minute before. */
const collapsedShare = 0.2;
const collapsedSeconds = 5;
const usualSeconds = 60;
const leastUsualSeconds = 15;
/** Below this there is nothing to collapse. */
const leastUsualKilobits = 200;

export interface PacketAlarm {
  readonly code: 'sound-apart' | 'bitrate-collapsed';
  /** Seconds apart; kilobits a second. */
  readonly fact: string;
}

interface Newest {
  readonly timestampMs: number;
  readonly atMs: number;
}

/** `atMs` is monotonic. */
export class PacketWatch {
  #video: Newest | null = null;
  #audio: Newest | null = null;
  #apartSinceMs: number | null = null;
  #apartMs = 0;
  #secondEndsMs: number | null = null;
  #bytes = 0;
  #kilobits: number[] = [];
  #collapsed = 0;

  push(tag: FlvTag, atMs: number): void {
    if (tag.isSequenceHeader || tag.kind === 'data') return;
    const newest = { timestampMs: tag.timestampMs, atMs };
    if (tag.kind === 'video') this.#video = newest;
    else this.#audio = newest;
    this.#count(tag.payload.length, atMs);
    this.#compare(atMs);
  }

  /** Another encoder, or none: everything is learnt anew. */
  reset(): void {
    [this.#video, this.#audio, this.#apartSinceMs, this.#secondEndsMs] = [null, null, null, null];
    [this.#bytes, this.#collapsed, this.#kilobits] = [0, 0, []];
  }

  alarms(atMs: number): PacketAlarm[] {
    const isApart = this.#apartSinceMs !== null && atMs - this.#apartSinceMs >= apartForMs;
    return [
      ...(isApart ? [{ code: 'sound-apart' as const, fact: (this.#apartMs / 1000).toFixed(1) }] : []),
      ...(this.#collapsed >= collapsedSeconds
        ? [{ code: 'bitrate-collapsed' as const, fact: String(Math.round(this.#kilobits.at(-1) ?? 0)) }]
        : []),
    ];
  }

  #compare(atMs: number): void {
    if (this.#video === null || this.#audio === null) return;
    const isMissing = atMs - Math.min(this.#video.atMs, this.#audio.atMs) > missingAfterMs;
    this.#apartMs = Math.abs(this.#video.timestampMs - this.#audio.timestampMs);
    if (isMissing || this.#apartMs < mostApartMs) this.#apartSinceMs = null;
    else this.#apartSinceMs ??= atMs;
  }

  #count(bytes: number, atMs: number): void {
    this.#secondEndsMs ??= atMs + 1000;
    if (atMs >= this.#secondEndsMs) this.#endSecond(atMs);
    this.#bytes += bytes;
  }

  /** What is usual is learnt from seconds in which the rate had not collapsed. */
  #endSecond(atMs: number): void {
    const kilobits = (this.#bytes * 8) / 1000;
    this.#bytes = 0;
    this.#secondEndsMs = atMs + 1000;
    const usual = median(this.#kilobits);
    const isKnown = this.#kilobits.length >= leastUsualSeconds && usual >= leastUsualKilobits;
    const isCollapsed = isKnown && kilobits < usual * collapsedShare;
    this.#collapsed = isCollapsed ? this.#collapsed + 1 : 0;
    if (!isCollapsed) this.#kilobits = [...this.#kilobits, kilobits].slice(-usualSeconds);
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
