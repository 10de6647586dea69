// Begins with the sound alone when the address asks for it.
import { useEffect } from 'react';
import type { PlayerStore } from '../player/player-store.ts';

/** Switches to sound only once the player has begun; afterwards the choice is the viewer's. */
export function useSoundOnly(store: PlayerStore, isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return undefined;
    const stop = store.subscribe(() => {
      const { state } = store.getSnapshot();
      if (state === 'idle' || state === 'loading') return;
      stop();
      store.setAudioOnly(true);
    });
    return stop;
  }, [store, isWanted]);
}
