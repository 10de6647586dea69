// Counts pictures that an encoder left out, by its own clock, and how far its sound drifts from its picture.
import type { FlvTag } from './flv-tag.ts';

export interface LossMeasures {
  /** Pictures missing in the last minute of the encoder's clock; null until a second of pictures was seen. */
  readonly droppedFrames: number | null;
  /** By how many ms more the sound lags behind the picture than at the beginning; null until 5 s of both were seen. */
  readonly soundDriftMs: number | null;
}

export interface LossMeter {
  count(tag: FlvTag): void;
  measure(): LossMeasures;
}

const windowMs = 60_000;
/** The usual distance is learnt from so many pictures. */
const learntFrom = 25;
const keptDistances = 50;
/** A distance this many times the usual one hides a missing picture. */
const holeFactor = 1.75;
/** Where fewer of the distances are usual ones, the rate is a changing one (screens, phones), and no distance hides anything. */
const steadyShare = 2 / 3;

/** Sources with a changing rate do not count as losing pictures: the usual distance follows them, or there is none. */
function createDropMeter(): { count(atMs: number): void; dropped(): number | null } {
  let distances: number[] = [];
  let holes: { readonly atMs: number; readonly pictures: number }[] = [];
  let lastMs: number | null = null;
  return {
    count(atMs) {
      const distance = lastMs === null ? 0 : atMs - lastMs;
      lastMs = atMs;
      if (distance <= 0) return;
      const usual = usualOf(distances);
      distances = [...distances.slice(1 - keptDistances), distance];
      holes = holes.filter((hole) => atMs - hole.atMs < windowMs);
      if (usual === null || distance < usual * holeFactor) return;
      holes.push({ atMs, pictures: Math.round(distance / usual) - 1 });
    },
    dropped: () => (distances.length < learntFrom ? null : holes.reduce((sum, { pictures }) => sum + pictures, 0)),
  };
}

/** Null while it is not learnt, and where there is none. */
function usualOf(distances: readonly number[]): number | null {
  if (distances.length < learntFrom) return null;
  const usual = median(distances);
  const isUsual = (distance: number): boolean => distance > usual / holeFactor && distance < usual * holeFactor;
  return distances.filter(isUsual).length >= distances.length * steadyShare ? usual : null;
}

const driftSamples = 125;

/** Compares sound and picture as they arrive side by side; the median hides how an encoder interleaves them. */
function createDriftMeter(): { picture(atMs: number): void; sound(atMs: number): void; drift(): number | null } {
  let soundMs: number | null = null;
  let lags: number[] = [];
  let first: number | null = null;
  return {
    sound: (atMs) => void (soundMs = atMs),
    picture(atMs) {
      if (soundMs === null) return;
      lags = [...lags.slice(1 - driftSamples), atMs - soundMs];
      if (lags.length === driftSamples) first ??= median(lags);
    },
    drift: () => (first === null ? null : Math.round(median(lags) - first)),
  };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

/** Sequence headers and metadata do not count. */
export function createLossMeter(): LossMeter {
  const drops = createDropMeter();
  const drift = createDriftMeter();
  return {
    count({ kind, timestampMs, isSequenceHeader }) {
      if (isSequenceHeader || kind === 'data') return;
      if (kind === 'audio') return drift.sound(timestampMs);
      drops.count(timestampMs);
      drift.picture(timestampMs);
    },
    measure: () => ({ droppedFrames: drops.dropped(), soundDriftMs: drift.drift() }),
  };
}
