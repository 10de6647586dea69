// Opens and closes a correction of a published session: what is edited in between becomes one version with one public note.
import { inTransaction } from '../../db/open.ts';
import * as stored from '../../db/open-corrections.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import type { CorrectionAnswer } from '../contract/publishing.ts';
import { addVersion, isCorrection } from './correct-published.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { keepVersion } from './keep-version.ts';
import { toOpenCorrection } from './log-view.ts';
import { writeAudit } from './write-audit.ts';

/** Opens one; one that is open already stays, whoever opened it. */
export async function openCorrection(
  house: House,
  actor: Actor,
  sessionId: string,
): Promise<Outcome<CorrectionAnswer>> {
  return house.queue.run(sessionId, async () => {
    const found = await findSessionFor(house, actor, 'keep-log', sessionId);
    if (!found.ok) return found;
    const before = await readOpen(house, sessionId);
    if (before.open !== null) return accept(before);
    if (!isCorrection(found.value)) {
      return refuse(
        'command-not-allowed',
        'Only a session that is over and published needs a correction: just edit it.',
      );
    }
    const atMs = house.now();
    await inTransaction(house.db, async (db) => {
      await stored.openCorrection(db, sessionId, { atMs, by: actor.kind === 'staff' ? actor.email : 'public' });
      await writeAudit(house, db, actor, { action: 'correction.opened', sessionId, atMs });
    });
    house.broadcast({ name: 'log:changed', sessionId, data: { sessionId } });
    return accept(await readOpen(house, sessionId));
  });
}

/** Closes it. The note is public and needed when something was edited; otherwise there is no new version. */
export async function closeCorrection(
  house: House,
  actor: Actor,
  sessionId: string,
  note: string | undefined,
): Promise<Outcome<CorrectionAnswer>> {
  return house.queue.run(sessionId, async () => {
    const found = await findSessionFor(house, actor, 'keep-log', sessionId);
    if (!found.ok) return found;
    const open = await stored.findOpenCorrection(house.db, sessionId);
    if (open === null) return accept({ open: null });
    if (open.hasChanges && (note ?? '').trim() === '') {
      return refuse('reason-required', 'Write a note that says what was corrected and why: everybody will read it.');
    }
    const atMs = house.now();
    await inTransaction(house.db, async (db) => {
      if (open.hasChanges) {
        // A decision in between has made a version that these edits changed afterwards, or not yet.
        await keepVersion(house, db, found.value, atMs);
        await addVersion(db, found.value, { actor, atMs, note });
      }
      await stored.closeCorrection(db, sessionId);
      await writeAudit(house, db, actor, { action: 'correction.closed', sessionId, atMs, reason: note });
    });
    house.broadcast({ name: 'log:changed', sessionId, data: { sessionId } });
    return accept({ open: null });
  });
}

async function readOpen(house: House, sessionId: string): Promise<CorrectionAnswer> {
  const open = await stored.findOpenCorrection(house.db, sessionId);
  return { open: open === null ? null : toOpenCorrection(open, true) };
}
