// Lets a clerk sit down at the desk of a session, where clerks see each other.
import type { Actor } from '../contract/accounts.ts';
import { accept, type Outcome } from '../contract/problems.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';

/** May this actor keep the log here? */
export async function joinDesk(house: House, actor: Actor, sessionId: string): Promise<Outcome<null>> {
  const found = await findSessionFor(house, actor, 'keep-log', sessionId);
  return found.ok ? accept(null) : found;
}
