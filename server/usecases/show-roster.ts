// Shows the roster of a body: public, as every council publishes its members.
import { findBody } from '../../db/bodies.ts';
import { findTerm, listMembers } from '../../db/roster.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import type { Roster } from '../contract/roster.ts';
import type { House } from './house.ts';

/** The roster as it is now. */
export async function showRoster(house: House, bodyId: string): Promise<Outcome<Roster>> {
  const body = await findBody(house.db, bodyId);
  if (body === null) return refuse('body-not-found', 'There is no such body.');
  const [term, members] = await Promise.all([findTerm(house.db, bodyId), listMembers(house.db, bodyId, house.now())]);
  return accept({ bodyId, term, members });
}
