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

/** Takes the photos away of those of these people who have no place in any body any more; answers the keys. */
export async function takePhotosOfFormer(db: Db, personIds: readonly string[]): Promise<string[]> {
  if (personIds.length === 0) return [];
  const former = await db
    .selectFrom('people')
    .select(['id', 'photo'])
    .where('id', 'in', personIds)
    .where('photo', 'is not', null)
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('memberships')
            .select('memberships.id')
            .whereRef('memberships.person_id', '=', 'people.id')
            .where('ended_at', 'is', null),
        ),
      ),
    )
    .execute();
  for (const person of former) await writePhoto(db, person.id, null);
  return former.flatMap((person) => person.photo ?? []);
}
