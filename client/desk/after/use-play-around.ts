// Playing the seconds around a moment of the timeline, to hear whether a mark stands right.
import { useEffect, useState } from 'react';
import type { PlayerStore } from '../../player/player-store.ts';

/** Seconds before and after the moment. */
const aroundSeconds = 3;

/** Plays from a little before a moment to a little after it. */
export function usePlayAround(store: PlayerStore, playSeconds: number) {
  const [untilSeconds, setUntilSeconds] = useState<number | null>(null);
  const isOver = untilSeconds !== null && playSeconds >= untilSeconds && playSeconds < untilSeconds + 2;
  useEffect(() => {
    if (isOver) store.pause();
  }, [store, isOver]);
  return {
    forget: () => setUntilSeconds(null),
    play: (seconds: number) => {
      setUntilSeconds(seconds + aroundSeconds);
      store.seekToOffset(Math.max(0, seconds - aroundSeconds));
      store.play();
    },
  };
}
