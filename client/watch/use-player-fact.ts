// One fact of the player as a React value; a component renders again only when its own fact changes.
import { useSyncExternalStore } from 'react';
import type { PlayerFacts, PlayerStore } from '../player/player-store.ts';

/** `read` must answer a plain value (number, string, boolean, null), so that equal facts compare equal. */
export function usePlayerFact<T extends string | number | boolean | null>(
  store: PlayerStore,
  read: (facts: PlayerFacts) => T,
): T {
  return useSyncExternalStore(store.subscribe, () => read(store.getSnapshot()));
}
