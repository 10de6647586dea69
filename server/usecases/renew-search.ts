// Brings the search index to this version after an update, in the background, while search goes on answering.
import { isIndexCurrent, rebuildIndex } from '../../db/search/rebuild-index.ts';
import type { House } from './house.ts';

/** Sessions between two lines in the log. */
const sessionsPerLine = 50;

/** Rebuilds the index when an older version made it. Resolves when that is done, was not needed or was given up. */
export async function renewSearch(house: Pick<House, 'db' | 'log'>, signal: AbortSignal): Promise<void> {
  if (await isIndexCurrent(house.db)) return;
  const onSession = (done: number, total: number): void => {
    if (done % sessionsPerLine === 0 || done === total) house.log.info({ done, total }, 'search index renewed');
  };
  await rebuildIndex(house.db, { signal, onSession });
}
