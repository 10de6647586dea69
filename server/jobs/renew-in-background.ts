// After an update the search index may have to be built again; nothing waits for it but the end.
import type { House } from '../usecases/house.ts';
import { renewSearch } from '../usecases/renew-search.ts';

/** Begins at once; `stop` gives it up and waits for the session under way. */
export function renewInBackground(house: House): { stop(): Promise<void> } {
  const giveUp = new AbortController();
  const done = renewSearch(house, giveUp.signal).catch((error: unknown) => {
    house.log.error({ err: error }, 'the search index could not be renewed; `npm run cli -- reindex` tries again');
  });
  return {
    stop: () => {
      giveUp.abort();
      return done;
    },
  };
}
