// Builds the whole search index again because an operator asked for it.
import type { Db } from '../../db/open.ts';
import { rebuildIndex } from '../../db/search/rebuild-index.ts';

/** How many sessions were indexed. */
export function rebuildSearch(
  archive: { readonly db: Db },
  onSession: (done: number, total: number) => void,
): Promise<number> {
  return rebuildIndex(archive.db, { onSession });
}
