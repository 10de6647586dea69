// Photos of people: the key of the file beside the person.
import type { Db } from './open.ts';

/** The key of a person's photo; null when there is none. */
export async function findPhoto(db: Db, personId: string): Promise<string | null> {
  const row = await db.selectFrom('people').select('photo').where('id', '=', personId).executeTakeFirst();
  return row?.photo ?? null;
}

/** Writes the key; null takes the photo away. */
export async function writePhoto(db: Db, personId: string, photo: string | null): Promise<void> {
  await db.updateTable('people').set({ photo }).where('id', '=', personId).execute();
}
