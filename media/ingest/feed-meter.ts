// Measures one publication from its tags: rate, frames, keyframes, silence. Knows no status and judges nothing.
import type { FlvTag } from './flv-tag.ts';
import { createLossMeter } from './loss-meter.ts';
import type { LossMeasures } from './loss-meter.ts';

export interface FeedMeasures extends LossMeasures {
  /** Over the last 5 s; null until a second has been seen. */
  readonly framesPerSecond: number | null;
  readonly kilobitsPerSecond: number | null;
  /** The longest of the last intervals between keyframes, by the encoder's clock; null until two were seen. */
  readonly keyframeIntervalSeconds: number | null;
  /** Longest minus shortest of the same intervals. */
  readonly keyframeSpreadSeconds: number | null;
  /** By the encoder's clock, since the last keyframe or the first picture; null without pictures. */
  readonly secondsSinceKeyframe: number | null;
  /** Null until a second of pictures was seen. */
  readonly hasBFrames: boolean | null;
  /** Monotonic ms of the last picture and the last sound; null when there was none. */
  readonly lastPictureMs: number | null;
  readonly lastSoundMs: number | null;
}

export interface FeedMeter {
  /** `atMs` is monotonic. Sequence headers and metadata only count as bytes. */
  count(tag: FlvTag, atMs: number): void;
  measure(atMs: number): FeedMeasures;
}

const windowMs = 5_000;
const keptFrames = 1_000;
const keptIntervals = 4;
const enoughMs = 1_000;
/** Encoders without B-frames may give a constant offset, rounded to a ms either way. */
const compositionJitterMs = 2;

interface Rate {
  readonly atMs: number;
  readonly bytes: number;
}

/** Sums bytes per 100 ms, so that its memory does not depend on the encoder. */
function createRateMeter(): {
  count(bytes: number, atMs: number): void;
  kilobitsPerSecond(atMs: number): number | null;
} {
  const slotMs = 100;
  let slots: Rate[] = [];
  let startedAtMs: number | null = null;
  return {
    count(bytes, atMs) {
      startedAtMs ??= atMs;
      const last = slots.at(-1);
      if (!last || atMs - last.atMs >= slotMs) {
        slots = slots.filter((slot) => atMs - slot.atMs < windowMs);
        slots.push({ atMs, bytes });
      } else slots[slots.length - 1] = { atMs: last.atMs, bytes: last.bytes + bytes };
    },
    kilobitsPerSecond(atMs) {
      if (startedAtMs === null || atMs - startedAtMs < enoughMs) return null;
      const recent = slots.filter((slot) => atMs - slot.atMs < windowMs);
      const bits = recent.reduce((sum, slot) => sum + slot.bytes * 8, 0);
      return Math.round(bits / Math.min(windowMs, atMs - startedAtMs));
    },
  };
}

function createKeyframeMeter(): {
  count(tag: FlvTag): void;
  measure(): Pick<FeedMeasures, 'keyframeIntervalSeconds' | 'keyframeSpreadSeconds' | 'secondsSinceKeyframe'>;
} {
  let intervalsMs: number[] = [];
  let hasKeyframe = false;
  let referenceMs: number | null = null;
  let newestMs = 0;
  return {
    count({ timestampMs, isKeyframe }) {
      newestMs = timestampMs;
      if (isKeyframe) {
        const intervalMs = timestampMs - (referenceMs ?? timestampMs);
        if (hasKeyframe && intervalMs > 0) intervalsMs = [...intervalsMs, intervalMs].slice(-keptIntervals);
        hasKeyframe = true;
      }
      if (isKeyframe || referenceMs === null || timestampMs < referenceMs) referenceMs = timestampMs;
    },
    measure() {
      const longest = intervalsMs.length === 0 ? null : Math.max(...intervalsMs);
      return {
        keyframeIntervalSeconds: longest === null ? null : longest / 1_000,
        keyframeSpreadSeconds: longest === null ? null : (longest - Math.min(...intervalsMs)) / 1_000,
        secondsSinceKeyframe: referenceMs === null ? null : (newestMs - referenceMs) / 1_000,
      };
    },
  };
}

function createFrameMeter(): {
  count(tag: FlvTag): void;
  measure(): Pick<FeedMeasures, 'framesPerSecond' | 'hasBFrames'>;
} {
  let timesMs: number[] = [];
  let spanSeenMs = 0;
  let leastCompositionMs = Infinity;
  let mostCompositionMs = -Infinity;
  return {
    count({ timestampMs, compositionMs }) {
      const newest = timesMs.at(-1) ?? timestampMs;
      if (timestampMs < newest) timesMs = []; // the encoder's clock was set back
      timesMs.push(timestampMs);
      const tooMany = timesMs.length > keptFrames ? 1 : 0;
      const tooOld = timesMs.findIndex((at) => timestampMs - at <= windowMs);
      if (tooMany + tooOld > 0) timesMs.splice(0, Math.max(tooMany, tooOld));
      spanSeenMs += Math.max(0, Math.min(windowMs, timestampMs - newest));
      leastCompositionMs = Math.min(leastCompositionMs, compositionMs);
      mostCompositionMs = Math.max(mostCompositionMs, compositionMs);
    },
    measure() {
      const spanMs = (timesMs.at(-1) ?? 0) - (timesMs[0] ?? 0);
      const perSecond = spanMs < enoughMs ? null : ((timesMs.length - 1) * 1_000) / spanMs;
      const isReordered = mostCompositionMs - leastCompositionMs > compositionJitterMs;
      return {
        framesPerSecond: perSecond === null ? null : Math.round(perSecond * 100) / 100,
        hasBFrames: isReordered ? true : spanSeenMs < enoughMs ? null : false,
      };
    },
  };
}

export function createFeedMeter(): FeedMeter {
  const rate = createRateMeter();
  const keyframes = createKeyframeMeter();
  const frames = createFrameMeter();
  const losses = createLossMeter();
  let lastPictureMs: number | null = null;
  let lastSoundMs: number | null = null;
  return {
    count(tag, atMs) {
      rate.count(tag.payload.length, atMs);
      if (tag.isSequenceHeader || tag.kind === 'data') return;
      losses.count(tag);
      if (tag.kind === 'audio') {
        lastSoundMs = atMs;
        return;
      }
      lastPictureMs = atMs;
      keyframes.count(tag);
      frames.count(tag);
    },
    measure(atMs) {
      const kilobitsPerSecond = rate.kilobitsPerSecond(atMs);
      const measures = { ...frames.measure(), ...keyframes.measure(), ...losses.measure() };
      return { kilobitsPerSecond, ...measures, lastPictureMs, lastSoundMs };
    },
  };
}
