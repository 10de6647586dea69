// Takes an entry out of the log (undo). It stays in the trail; taking it out twice changes nothing.
import { findEntry, removeEntry } from '../../db/log-entries.ts';
import { inTransaction } from '../../db/open.ts';
import { indexSession } from '../../db/search/index-session.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept, type Outcome } from '../contract/problems.ts';
import { changedByOther } from './change-log-entry.ts';
import { noteCorrection, requireNote } from './correct-published.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { keepVersion } from './keep-version.ts';
import { writeAudit } from './write-audit.ts';

/**
 * Takes it out. `note` is public, and needed once the session is over and published; `version` is the one that was seen
 * (left out: not checked), another one by now is `entry-changed`.
 */
export async function removeLogEntry(
  house: House,
  actor: Actor,
  target: { sessionId: string; entryId: string },
  { note, version }: { note?: string | undefined; version?: number | undefined },
): Promise<Outcome<null>> {
  const { sessionId, entryId } = target;
  return house.queue.run(sessionId, async () => {
    const found = await findSessionFor(house, actor, 'keep-log', sessionId);
    if (!found.ok) return found;
    const entry = await findEntry(house.db, sessionId, entryId);
    if (entry === null) return accept(null);
    if (version !== undefined && entry.version !== version) return changedByOther();
    const noted = await requireNote(house.db, found.value, note);
    if (!noted.ok) return noted;
    const atMs = house.now();
    await inTransaction(house.db, async (db) => {
      await keepVersion(house, db, found.value, atMs);
      await removeEntry(db, entryId, atMs);
      await indexSession(db, sessionId, { parts: ['spoken'] });
      await noteCorrection(db, found.value, { actor, atMs, note });
      const act = { action: 'log.removed', sessionId, atMs, before: entry, reason: note };
      await writeAudit(house, db, actor, act);
    });
    house.broadcast({ name: 'log:changed', sessionId, data: { sessionId } });
    return accept(null);
  });
}
