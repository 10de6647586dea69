// Makes a withheld stretch public again, by another decision. What was destroyed cannot come back.
import { inTransaction } from '../../db/open.ts';
import { indexSession } from '../../db/search/index-session.ts';
import { liftRange as storeLifting, listRanges } from '../../db/withheld-ranges.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import type { Decision, WithheldRange } from '../contract/withheld-ranges.ts';
import { announceRanges } from './announce-ranges.ts';
import { noteDecision } from './correct-published.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { keepVersion } from './keep-version.ts';
import { toTombstone, toWithheldRange } from './range-view.ts';
import { writeAudit } from './write-audit.ts';

/** Lifting it again changes nothing. */
export async function liftRange(
  house: House,
  actor: Actor,
  target: { sessionId: string; rangeId: string },
  input: Decision,
): Promise<Outcome<WithheldRange>> {
  const { sessionId, rangeId } = target;
  return house.queue.run(sessionId, async () => {
    const found = await findSessionFor(house, actor, 'withhold-range', sessionId);
    if (!found.ok) return found;
    const range = (await listRanges(house.db, sessionId)).find((one) => one.id === rangeId);
    if (range === undefined) return refuse('range-not-found', 'There is no such withheld part.');
    if (range.destruction !== null) return refuse('range-destroyed', 'This part was destroyed: it cannot come back.');
    if (range.lifting !== null) return accept(toWithheldRange(range));
    const atMs = house.now();
    const accountId = actor.kind === 'staff' ? actor.accountId : null;
    const note = `Un tratto della registrazione è di nuovo pubblico (decisione ${input.decisionNumber}): ${input.reason}`;
    const ranges = await inTransaction(house.db, async (db) => {
      await keepVersion(house, db, found.value, atMs);
      await noteDecision(db, found.value, { actor, atMs, note });
      await storeLifting(db, rangeId, { ...input, atMs, accountId });
      await indexSession(db, sessionId);
      const act = { action: 'range.lifted', sessionId, atMs, before: toTombstone(range), after: input };
      await writeAudit(house, db, actor, { ...act, reason: input.reason });
      return listRanges(db, sessionId);
    });
    announceRanges(house, found.value, ranges);
    return accept(toWithheldRange(ranges.find((one) => one.id === rangeId) ?? range));
  });
}
