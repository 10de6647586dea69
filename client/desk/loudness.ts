// How loud a sound is in words: what a person at a mixer would say. Pure.
import type { FeedHealth } from '../../server/contract/feeds.ts';

/** Peak and root mean square in decibels below full scale. */
export type SoundLevel = NonNullable<FeedHealth['audioLevel']>;

/** The last decibel is where samples are cut off. */
const loudestPeak = -1;
/** Speech that is well driven lies between -30 and -15. */
const lowRms = -38;
/** A quiet room with an open microphone. */
const silentRms = -55;

/** One word for a level. */
export function loudnessOf({ peak, rms }: SoundLevel): 'silent' | 'low' | 'good' | 'loud' {
  if (peak >= loudestPeak) return 'loud';
  if (rms < silentRms) return 'silent';
  return rms < lowRms ? 'low' : 'good';
}
