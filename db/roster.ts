// People and their places in a body. A place that ends keeps its row, so that old sessions keep their roster.
import { memberRoleSchema, type Member, type Term } from '../server/contract/roster.ts';
import { inTransaction, type Db } from './open.ts';

/** The roster of a body as it was at an instant (ms), in the order of the roll call. */
export async function listMembers(db: Db, bodyId: string, atMs: number): Promise<Member[]> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.person_id')
    .leftJoin('groups', 'groups.id', 'memberships.group_id')
    .select(['memberships.person_id', 'people.name', 'people.photo', 'groups.name as group_name'])
    .select(['role', 'may_vote'])
    .where('memberships.body_id', '=', bodyId)
    .where('began_at', '<=', atMs)
    .where((is) => is.or([is('ended_at', 'is', null), is('ended_at', '>', atMs)]))
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    personId: row.person_id,
    name: row.name,
    group: row.group_name,
    role: memberRoleSchema.parse(row.role),
    mayVote: row.may_vote !== 0,
    ...(row.photo === null ? {} : { photo: photoPath(row.person_id, row.photo) }),
  }));
}

/** Changes with the photo, so that browsers may keep it. */
function photoPath(personId: string, photo: string): string {
  return `/api/people/${encodeURIComponent(personId)}/photo?version=${photo.slice(0, 16)}`;
}

/** The term that the body is in now: the one that began last. */
export async function findTerm(db: Db, bodyId: string): Promise<Term | null> {
  const row = await db
    .selectFrom('terms')
    .select(['name', 'from_day', 'to_day'])
    .where('body_id', '=', bodyId)
    .orderBy('from_day', 'desc')
    .executeTakeFirst();
  return row === undefined ? null : { name: row.name, from: row.from_day, to: row.to_day };
}

/** What the roster becomes; the first roster of a body also holds for its sessions before. */
export interface RosterToStore {
  readonly members: readonly Member[];
  readonly term: Term | null;
  readonly atMs: number;
  readonly newId: () => string;
}

/** Ends every place that is not in the new roster and begins the new ones, in one transaction. */
export async function replaceRoster(db: Db, bodyId: string, roster: RosterToStore): Promise<void> {
  await inTransaction(db, async (transaction) => {
    const { members, atMs, newId } = roster;
    const before = await transaction
      .selectFrom('memberships')
      .select('id')
      .where('body_id', '=', bodyId)
      .limit(1)
      .executeTakeFirst();
    const termId = roster.term === null ? null : await ensureTerm(transaction, bodyId, roster.term, newId());
    await transaction
      .updateTable('memberships')
      .set({ ended_at: atMs })
      .where('body_id', '=', bodyId)
      .where('ended_at', 'is', null)
      .execute();
    for (const [position, member] of members.entries()) {
      await putPerson(transaction, member, atMs);
      const groupId =
        member.group === null ? null : await ensureGroup(transaction, bodyId, member.group, { atMs, newId });
      await transaction
        .insertInto('memberships')
        .values({
          id: newId(),
          body_id: bodyId,
          person_id: member.personId,
          group_id: groupId,
          term_id: termId,
          role: member.role,
          may_vote: member.mayVote ? 1 : 0,
          position,
          began_at: before === undefined ? 0 : atMs,
        })
        .execute();
    }
  });
}

async function putPerson(db: Db, member: Member, atMs: number): Promise<void> {
  await db
    .insertInto('people')
    .values({ id: member.personId, name: member.name, created_at: atMs })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name: member.name }))
    .execute();
}

async function ensureGroup(
  db: Db,
  bodyId: string,
  name: string,
  made: { atMs: number; newId: () => string },
): Promise<string> {
  await db
    .insertInto('groups')
    .values({ id: made.newId(), body_id: bodyId, name, created_at: made.atMs })
    .onConflict((conflict) => conflict.columns(['body_id', 'name']).doNothing())
    .execute();
  const row = await db
    .selectFrom('groups')
    .select('id')
    .where('body_id', '=', bodyId)
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return row.id;
}

async function ensureTerm(db: Db, bodyId: string, term: Term, newId: string): Promise<string> {
  const days = { from_day: term.from, to_day: term.to };
  await db
    .insertInto('terms')
    .values({ id: newId, body_id: bodyId, name: term.name, ...days })
    .onConflict((conflict) => conflict.columns(['body_id', 'name']).doUpdateSet(days))
    .execute();
  const row = await db
    .selectFrom('terms')
    .select('id')
    .where('body_id', '=', bodyId)
    .where('name', '=', term.name)
    .executeTakeFirstOrThrow();
  return row.id;
}
