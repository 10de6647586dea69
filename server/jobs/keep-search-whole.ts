// Keeps the search index whole in the background: after an update, after a crash, and after every long session that became
// public. Nothing waits for it but the end.
import type { House } from '../usecases/house.ts';
import { hearPendingSearch, renewSearch } from '../usecases/renew-search.ts';

/** Begins at once; `stop` waits for the step at hand, and what is left is done after the next start. */
export function keepSearchWhole(house: House): { stop(): Promise<void> } {
  const giveUp = new AbortController();
  let isAsked = false;
  let work: Promise<void> | null = null;
  const goOn = async (): Promise<void> => {
    while (isAsked && !giveUp.signal.aborted) {
      isAsked = false;
      await renewSearch(house, giveUp.signal);
    }
  };
  const begin = (): void => {
    isAsked = true;
    work ??= goOn()
      .catch((error: unknown) => {
        house.log.error({ err: error }, 'the search index is not whole; `npm run cli -- reindex` tries again');
      })
      .finally(() => {
        work = null;
      });
  };
  const forget = hearPendingSearch(begin);
  begin();
  return {
    stop: async () => {
      forget();
      giveUp.abort();
      await work;
    },
  };
}
