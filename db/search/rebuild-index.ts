// Builds the whole index again, session by session, while it goes on answering: each session is replaced in one transaction.
import { inTransaction, type Db } from '../open.ts';
import { readSetting, writeSetting } from '../settings.ts';
import { indexSession } from './index-session.ts';
import { sqliteSearchWriter } from './sqlite-search-writer.ts';

/** Raise it when the analyser or what is indexed changes: the next start builds the index again. */
const indexVersion = '1';
const versionSetting = 'search.version';

/** What a rebuild tells; `signal` ends it after the session at hand, to be done from the beginning another time. */
export interface RebuildOptions {
  readonly onSession?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Was the index built by this version of the product? */
export async function isIndexCurrent(db: Db): Promise<boolean> {
  return (await readSetting(db, versionSetting)) === indexVersion;
}

/** Indexes every session anew, the newest first, and answers how many there were. */
export async function rebuildIndex(db: Db, options: RebuildOptions = {}): Promise<number> {
  const { onSession, signal } = options;
  const sessions = await db.selectFrom('sessions').select('id').orderBy('scheduled_at', 'desc').execute();
  for (const [place, { id }] of sessions.entries()) {
    if (signal?.aborted === true) return place;
    await inTransaction(db, async (transaction) => {
      await sqliteSearchWriter.removeSession(transaction, id);
      await indexSession(transaction, id);
    });
    onSession?.(place + 1, sessions.length);
    // The driver is synchronous: without a pause between sessions nothing else would be served until the end.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await writeSetting(db, versionSetting, indexVersion);
  return sessions.length;
}
