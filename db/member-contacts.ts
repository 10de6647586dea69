// Where the mail of a body's members goes. These addresses are in no public answer and in no trail.
import type { Db } from './open.ts';

/** A member who has a place in the body now. */
export interface MemberContact {
  readonly personId: string;
  readonly email: string | null;
}

/** The members of a body now, in the order of the roll call. */
export async function listContacts(db: Db, bodyId: string): Promise<MemberContact[]> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.person_id')
    .select(['memberships.person_id', 'people.email'])
    .where('memberships.body_id', '=', bodyId)
    .where('ended_at', 'is', null)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({ personId: row.person_id, email: row.email }));
}

/** Writes an address; null takes it away. */
export async function writeContact(db: Db, personId: string, email: string | null): Promise<void> {
  await db.updateTable('people').set({ email }).where('id', '=', personId).execute();
}
