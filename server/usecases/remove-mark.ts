// Takes a mark back (undo). It stays in the trail; taking it back twice changes nothing.
import { findMark, removeMark as storeRemoval } from '../../db/marks.ts';
import { inTransaction } from '../../db/open.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { announceMarks } from './announce-marks.ts';
import { marksCorrected, noteCorrection } from './correct-published.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { keepVersion } from './keep-version.ts';
import { writeAudit } from './write-audit.ts';

/** Takes the mark out of view. */
export async function removeMark(
  house: House,
  actor: Actor,
  sessionId: string,
  markId: string,
): Promise<Outcome<null>> {
  const found = await findSessionFor(house, actor, 'place-mark', sessionId);
  if (!found.ok) return found;
  const mark = await findMark(house.db, markId);
  if (mark === null || mark.sessionId !== sessionId) return accept(null);
  const atMs = house.now();
  await inTransaction(house.db, async (db) => {
    await keepVersion(house, db, found.value, atMs);
    await storeRemoval(db, markId, atMs);
    await noteCorrection(db, found.value, { actor, atMs, note: marksCorrected });
    await writeAudit(house, db, actor, { action: 'mark.removed', sessionId, atMs, before: mark });
  });
  await announceMarks(house, sessionId);
  house.broadcast({ name: 'log:changed', sessionId, data: { sessionId } });
  return accept(null);
}
