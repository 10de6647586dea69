// Takes a mark back (undo). It stays in the trail; taking it back twice changes nothing.
import { findMark, removeMark as storeRemoval } from '../../db/marks.ts';
import { inTransaction } from '../../db/open.ts';
import type { Actor } from '../contract/accounts.ts';
import { fromInstant, type Instant } from '../contract/instants.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { requireSeenFields } from '../domain/seen-rules.ts';
import { announceMarks } from './announce-marks.ts';
import { marksCorrected, noteCorrection } from './correct-published.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { keepVersion } from './keep-version.ts';
import { writeAudit } from './write-audit.ts';

/** Takes the mark out of view. `seen`: where it stood on the desk; left out: not checked. */
export function removeMark(
  house: House,
  actor: Actor,
  { sessionId, markId }: { sessionId: string; markId: string },
  seen?: Instant,
): Promise<Outcome<null>> {
  return house.queue.run(sessionId, () => takeBack(house, actor, { sessionId, markId }, seen));
}

async function takeBack(
  house: House,
  actor: Actor,
  { sessionId, markId }: { sessionId: string; markId: string },
  seen: Instant | undefined,
): Promise<Outcome<null>> {
  const found = await findSessionFor(house, actor, 'place-mark', sessionId);
  if (!found.ok) return found;
  const mark = await findMark(house.db, markId);
  if (mark === null || mark.sessionId !== sessionId) return accept(null);
  const still = requireSeenFields(seen === undefined ? undefined : { at: fromInstant(seen) }, { at: mark.atMs });
  if (!still.ok) return still;
  const atMs = house.now();
  await inTransaction(house.db, async (db) => {
    await keepVersion(house, db, found.value, atMs);
    await storeRemoval(db, markId, atMs);
    await noteCorrection(db, found.value, { actor, atMs, note: marksCorrected });
    await writeAudit(house, db, actor, { action: 'mark.removed', sessionId, atMs, before: mark });
  });
  await announceMarks(house, sessionId);
  return accept(null);
}
