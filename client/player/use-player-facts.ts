// Ties a component to the player's facts; knows nothing but the store.
import { useSyncExternalStore } from 'react';
import type { PlayerFacts, PlayerStore } from './player-store.ts';

/** The player's facts, rendered again whenever one changes. */
export function usePlayerFacts(store: PlayerStore): PlayerFacts {
  return useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot);
}
