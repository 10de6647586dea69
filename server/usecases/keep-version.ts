// Keeps a published session as it is before a correction, as the public reads it: the old version stays readable.
// Call it in the transaction of the change, before the change.
import { putVersion } from '../../db/session-versions.ts';
import type { Db } from '../../db/open.ts';
import type { StoredSession } from '../../db/sessions.ts';
import { isCorrection } from './correct-published.ts';
import type { House } from './house.ts';
import { toCouncilLog } from './log-view.ts';
import { readCouncil } from './read-council.ts';
import { readTimeline } from './session-timeline.ts';
import { readSession } from './show-session.ts';

/** Does nothing unless the change is a correction. */
export async function keepVersion(house: House, db: Db, session: StoredSession, atMs: number): Promise<void> {
  if (!isCorrection(session)) return;
  const inside: House = { ...house, db };
  const council = await readCouncil(inside, session);
  const timeline = await readTimeline(inside, session.id);
  const view = { council, timeline, corrections: [], isStaff: false, nowMs: atMs };
  const document = { session: await readSession(inside, session), log: toCouncilLog(view) };
  await putVersion(db, session.id, { replacedAtMs: atMs, document });
}
