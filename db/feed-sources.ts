// What a session may be fed from besides its stream keys: an SRT port of its own, an address to pull from.
// It must not read the address: that is sealed by whoever writes it.
import type { Db } from './open.ts';

/** A session's sources; both null when it has none. */
export interface FeedSources {
  readonly sessionId: string;
  readonly srtPort: number | null;
  /** Sealed text of the address and its credentials. */
  readonly pullSealed: string | null;
}

/** The sources of one session. */
export async function findFeedSources(db: Db, sessionId: string): Promise<FeedSources> {
  const row = await db.selectFrom('feed_sources').selectAll().where('session_id', '=', sessionId).executeTakeFirst();
  return { sessionId, srtPort: row?.srt_port ?? null, pullSealed: row?.pull_sealed ?? null };
}

/** The sources of every session that has some. */
export async function listFeedSources(db: Db): Promise<FeedSources[]> {
  const rows = await db.selectFrom('feed_sources').selectAll().execute();
  return rows.map((row) => ({ sessionId: row.session_id, srtPort: row.srt_port, pullSealed: row.pull_sealed }));
}

/** Changes some of a session's sources; what is left out stays. */
export async function changeFeedSources(
  db: Db,
  sessionId: string,
  change: { srtPort?: number | null; pullSealed?: string | null; modifiedAtMs: number },
): Promise<void> {
  const values = {
    ...(change.srtPort === undefined ? {} : { srt_port: change.srtPort }),
    ...(change.pullSealed === undefined ? {} : { pull_sealed: change.pullSealed }),
    modified_at: change.modifiedAtMs,
  };
  await db
    .insertInto('feed_sources')
    .values({ session_id: sessionId, srt_port: null, pull_sealed: null, ...values })
    .onConflict((conflict) => conflict.column('session_id').doUpdateSet(values))
    .execute();
}
