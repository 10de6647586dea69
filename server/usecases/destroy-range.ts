// Destroys the bytes and the words of a withheld stretch for good: a second person's act, after the first one withheld it.
// The decision is committed first; overwriting goes on in the background, and after a crash at the next start.
import { inTransaction } from '../../db/open.ts';
import { indexSession } from '../../db/search/index-session.ts';
import { destroyTexts } from '../../db/withheld-texts.ts';
import {
  listRanges,
  listUnfinishedDestructions,
  noteDestroyed,
  orderDestruction,
  type DestroyedFile,
  type StoredRange,
} from '../../db/withheld-ranges.ts';
import { destroySegments } from '../../media/takes/destroy-segments.ts';
import { takeFolder } from '../../media/takes/take-format.ts';
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

/** Answers when it is decided and out of everybody's reach; `destruction.doneAt` tells when the bytes are gone. */
export async function destroyRange(
  house: House,
  actor: Actor,
  target: { sessionId: string; rangeId: string },
  input: Decision,
): Promise<Outcome<WithheldRange>> {
  const { sessionId, rangeId } = target;
  return house.queue.run(sessionId, async () => {
    const found = await findSessionFor(house, actor, 'destroy-range', sessionId);
    if (!found.ok) return found;
    const range = (await listRanges(house.db, sessionId)).find((one) => one.id === rangeId);
    if (range === undefined || range.lifting !== null) {
      return refuse('range-not-found', 'There is no such withheld part: withhold it first.');
    }
    if (range.destruction !== null) return accept(toWithheldRange(range));
    const accountId = actor.kind === 'staff' ? actor.accountId : null;
    if (accountId === null || accountId === range.decision.accountId) {
      return refuse('second-person-needed', 'Whoever withheld this part cannot destroy it too: a second person must.');
    }
    const atMs = house.now();
    const note = `Un tratto della registrazione è stato eliminato (decisione ${input.decisionNumber}): ${input.reason}`;
    const ranges = await inTransaction(house.db, async (db) => {
      await keepVersion(house, db, found.value, atMs);
      await noteDecision(db, found.value, { actor, atMs, note });
      await orderDestruction(db, rangeId, { ...input, atMs, accountId });
      await destroyTexts(db, range);
      await indexSession(db, sessionId);
      const act = { action: 'range.destroyed', sessionId, atMs, before: toTombstone(range), after: input };
      await writeAudit(house, db, actor, { ...act, reason: input.reason });
      return listRanges(db, sessionId);
    });
    house.stills.forget(sessionId);
    await house.waveforms.forget(sessionId);
    announceRanges(house, found.value, ranges);
    const ordered = ranges.find((one) => one.id === rangeId) ?? range;
    void overwrite(house, ordered).catch((error: unknown) => tellFailure(house, ordered, error));
    return accept(toWithheldRange(ordered));
  });
}

/** Goes on with what a stop of the process has left undone. */
export async function finishDestructions(house: House): Promise<void> {
  for (const range of await listUnfinishedDestructions(house.db)) {
    await overwrite(house, range).catch((error: unknown) => tellFailure(house, range, error));
  }
}

async function overwrite(house: House, range: StoredRange): Promise<void> {
  const { sessionId, destruction } = range;
  if (destruction === null) return;
  const { decisionNumber, decidedBy, reason, atMs } = destruction;
  const files: DestroyedFile[] = [];
  for (const { takeId, firstSegment, lastSegment } of range.pieces) {
    const folder = takeFolder(house.settings.takesRoot, { sessionId, takeId });
    const decision = `${decisionNumber}, ${decidedBy}: ${reason}`;
    const changed = await destroySegments({ folder, firstSegment, lastSegment, decision, atMs });
    files.push(...changed.map((file) => ({ ...file, takeId })));
  }
  await house.waveforms.forget(sessionId);
  await noteDestroyed(house.db, range.id, house.now(), files);
  house.log.info({ sessionId, rangeId: range.id, files: files.length }, 'a withheld part was destroyed');
}

function tellFailure(house: House, range: StoredRange, error: unknown): void {
  const facts = { err: error, sessionId: range.sessionId, rangeId: range.id };
  house.log.error(facts, 'a withheld part is out of reach but not destroyed yet; the next start tries again');
}
