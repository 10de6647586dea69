// Lists the withheld stretches of a session for staff, lifted ones too.
import { listRanges } from '../../db/withheld-ranges.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept, type Outcome } from '../contract/problems.ts';
import type { WithheldRangeList } from '../contract/withheld-ranges.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { toWithheldRange } from './range-view.ts';

/** In order of time. */
export async function listWithheldRanges(
  house: House,
  actor: Actor,
  sessionId: string,
): Promise<Outcome<WithheldRangeList>> {
  const found = await findSessionFor(house, actor, 'withhold-range', sessionId);
  if (!found.ok) return found;
  return accept({ items: (await listRanges(house.db, sessionId)).map(toWithheldRange) });
}
