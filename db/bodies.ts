// The council and its committees.
import { bodyRulesSchema, defaultBodyRules, type BodyRules } from '../server/contract/roster.ts';
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

/** A body with its rules; what it never said has the default. Null when there is none. */
export async function findBody(db: Db, id: string): Promise<(Body & { rules: BodyRules }) | null> {
  const row = await db
    .selectFrom('bodies')
    .select(['id', 'name', 'type', 'rules'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const rules = row.rules === null ? defaultBodyRules : bodyRulesSchema.parse(JSON.parse(row.rules));
  return { id: row.id, name: row.name, type: row.type, rules };
}

/** Writes the rules of a body. */
export async function writeBodyRules(db: Db, id: string, rules: BodyRules): Promise<void> {
  await db
    .updateTable('bodies')
    .set({ rules: JSON.stringify(rules) })
    .where('id', '=', id)
    .execute();
}
