// What people call the things behind ids: for the trail, which keeps ids because names change.
import type { Db } from './open.ts';

/** Far more than a page of the trail names; SQLite takes 32,766 values in a statement. */
const maxIds = 5000;

/** Id → name, number and title, or address; what is not there any more has none. */
export async function namesOfIds(db: Db, ids: readonly string[]): Promise<Record<string, string>> {
  const some = ids.slice(0, maxIds);
  if (some.length === 0) return {};
  const items = await db.selectFrom('agenda_items').select(['id', 'number', 'title']).where('id', 'in', some).execute();
  const sessions = await db.selectFrom('sessions').select(['id', 'title']).where('id', 'in', some).execute();
  const bodies = await db.selectFrom('bodies').select(['id', 'name']).where('id', 'in', some).execute();
  const people = await db.selectFrom('people').select(['id', 'name']).where('id', 'in', some).execute();
  const accounts = await db.selectFrom('accounts').select(['id', 'email']).where('id', 'in', some).execute();
  const documents = await db.selectFrom('documents').select(['id', 'title']).where('id', 'in', some).execute();
  return Object.fromEntries([
    ...items.map(({ id, number, title }) => [id, number === '' ? title : `${number}. ${title}`]),
    ...sessions.map(({ id, title }) => [id, title]),
    ...bodies.map(({ id, name }) => [id, name]),
    ...people.map(({ id, name }) => [id, name]),
    ...accounts.map(({ id, email }) => [id, email]),
    ...documents.map(({ id, title }) => [id, title]),
  ]);
}
