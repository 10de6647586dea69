// The council and its committees.
import type { Db } from './open.ts';

/** A council or a committee; names are unique. */
export interface Body {
  readonly id: string;
  readonly name: string;
  readonly type: string | null;
}

/** The body with this name; it is created with `newBody.id` when there is none. */
export async function ensureBody(
  db: Db,
  newBody: { id: string; name: string; type: string | null; createdAtMs: number },
): Promise<Body> {
  await db
    .insertInto('bodies')
    .values({ id: newBody.id, name: newBody.name, type: newBody.type, created_at: newBody.createdAtMs })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  return await db
    .selectFrom('bodies')
    .select(['id', 'name', 'type'])
    .where('name', '=', newBody.name)
    .executeTakeFirstOrThrow();
}

/** All bodies by name. */
export async function listBodies(db: Db): Promise<Body[]> {
  return await db.selectFrom('bodies').select(['id', 'name', 'type']).orderBy('name').execute();
}

/** The body with this name, or null. */
export async function findBodyByName(db: Db, name: string): Promise<Body | null> {
  const row = await db.selectFrom('bodies').select(['id', 'name', 'type']).where('name', '=', name).executeTakeFirst();
  return row ?? null;
}
