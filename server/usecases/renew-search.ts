// Goes on with what the search index has not yet: long sessions, and everything after an update. Search goes on answering.
import { finishIndexing } from '../../db/search/finish-indexing.ts';
import { onPending } from '../../db/search/pending-sessions.ts';
import { isIndexCurrent, rebuildIndex } from '../../db/search/rebuild-index.ts';
import type { House } from './house.ts';

/** Sessions between two lines in the log. */
const sessionsPerLine = 50;

/** Hears when a session waits to be gone on with; answers how to stop hearing. */
export function hearPendingSearch(listener: () => void): () => void {
  return onPending(listener);
}

/** Finishes sessions that wait, then rebuilds the index when an older version made it. Resolves when done or given up. */
export async function renewSearch(house: Pick<House, 'db' | 'log'>, signal: AbortSignal): Promise<void> {
  await finishIndexing(house.db, { signal });
  if (signal.aborted || (await isIndexCurrent(house.db))) return;
  const onSession = (done: number, total: number): void => {
    if (done % sessionsPerLine === 0 || done === total) house.log.info({ done, total }, 'search index renewed');
  };
  await rebuildIndex(house.db, { signal, onSession });
}
