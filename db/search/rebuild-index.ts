// Builds the whole index again, session by session and step by step, while it goes on answering: what was found before is
// found until it is written anew.
import { sql } from 'kysely';
import { inTransaction, type Db } from '../open.ts';
import { readSetting, writeSetting } from '../settings.ts';
import { finishIndexing } from './finish-indexing.ts';
import { readGeneration } from './generation.ts';
import { stepPace } from './index-session.ts';
import { putPending } from './pending-sessions.ts';

/** Raise it when the analyser or what is indexed changes: the next start builds the index again. */
const indexVersion = '3';
const versionSetting = 'search.version';
const rebuildPace = { ...stepPace, keepsOutdated: true, leavesInSteps: true };

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
    await inTransaction(db, (transaction) => outdate(transaction, id));
    await finishIndexing(db, { sessionId: id, pace: rebuildPace, ...(signal === undefined ? {} : { signal }) });
    onSession?.(place + 1, sessions.length);
  }
  await writeSetting(db, versionSetting, indexVersion);
  return sessions.length;
}

/** Whatever stands in the index of the session counts as changed; it is found until it is written again. */
async function outdate(transaction: Db, sessionId: string): Promise<void> {
  await sql`update search_units set content = 'outdated ' || no
    where session_no = (select no from search_sessions where session_id = ${sessionId})`.execute(transaction);
  await putPending(transaction, { sessionId, ticket: await readGeneration(transaction) });
}
