// Whether the window is wide enough for panes side by side.
import { useSyncExternalStore } from 'react';

const wide = '(min-width: 992px)';

function subscribe(listener: () => void): () => void {
  const query = matchMedia(wide);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** True on a desktop, false on a phone; follows the window. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(wide).matches);
}
