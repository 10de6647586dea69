// How often the same words are asked for, so that common questions can be suggested. Nothing tells who asked, and the words
// themselves are kept only once many have asked on several days; until then there is a hash.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from './open.ts';

/** Fewer could still be one person. */
const fewestTimes = 5;
const fewestDays = 3;

/** Counts one asking; `day` is `YYYY-MM-DD`. */
export async function countAsking(db: Db, words: string, day: string): Promise<void> {
  const hash = createHash('sha256').update(words).digest('base64url');
  await db
    .insertInto('search_askings')
    .values({ hash, words: null, times: 1, days: 1, last_day: day })
    .onConflict((conflict) =>
      conflict.column('hash').doUpdateSet({
        times: sql`times + 1`,
        days: sql`days + (last_day <> ${day})`,
        last_day: day,
      }),
    )
    .execute();
  await db
    .updateTable('search_askings')
    .set({ words })
    .where('hash', '=', hash)
    .where('times', '>=', fewestTimes)
    .where('days', '>=', fewestDays)
    .execute();
}

/** Common questions that begin with these words, the most frequent first. */
export async function listCommonAskings(db: Db, beginning: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('search_askings')
    .select('words')
    .where('words', '>=', beginning)
    .where('words', '<', `${beginning}\u{10ffff}`)
    .orderBy('times', 'desc')
    .limit(limit)
    .execute();
  return rows.flatMap(({ words }) => words ?? []);
}
