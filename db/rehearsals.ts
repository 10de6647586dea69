// Rehearsals that came to their end: what was found, when, and by whom.
import type { Db } from './open.ts';

/** `points` is JSON, as it was judged. */
export interface StoredRehearsal {
  readonly id: string;
  readonly sessionId: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly by: string;
  readonly passed: boolean;
  readonly points: string;
}

export async function insertRehearsal(db: Db, rehearsal: StoredRehearsal): Promise<void> {
  await db
    .insertInto('rehearsals')
    .values({
      id: rehearsal.id,
      session_id: rehearsal.sessionId,
      started_at: rehearsal.startedAtMs,
      ended_at: rehearsal.endedAtMs,
      done_by: rehearsal.by,
      passed: rehearsal.passed ? 1 : 0,
      points: rehearsal.points,
    })
    .execute();
}

/** The newest of a session; null when nobody has rehearsed it. */
export async function findLastRehearsal(db: Db, sessionId: string): Promise<StoredRehearsal | null> {
  const row = await db
    .selectFrom('rehearsals')
    .selectAll()
    .where('session_id', '=', sessionId)
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    id: row.id,
    sessionId: row.session_id,
    startedAtMs: row.started_at,
    endedAtMs: row.ended_at,
    by: row.done_by,
    passed: row.passed === 1,
    points: row.points,
  };
}
