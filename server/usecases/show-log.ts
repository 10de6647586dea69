// Shows the log of a session: to staff all of it, to the public what its body publishes.
import { listCorrections } from '../../db/corrections.ts';
import { findOpenCorrection } from '../../db/open-corrections.ts';
import type { Actor } from '../contract/accounts.ts';
import type { CouncilLog } from '../contract/council-log.ts';
import { accept, type Outcome } from '../contract/problems.ts';
import { mayDo } from '../domain/permissions.ts';
import { findVisibleSession } from './find-visible-session.ts';
import type { House } from './house.ts';
import { toCouncilLog } from './log-view.ts';
import { readCouncil } from './read-council.ts';
import { readTimeline } from './session-timeline.ts';

/** The log, if this actor may see the session. */
export async function showLog(house: House, actor: Actor, sessionId: string): Promise<Outcome<CouncilLog>> {
  const found = await findVisibleSession(house, actor, sessionId);
  if (!found.ok) return found;
  const [council, timeline, corrections, openCorrection] = await Promise.all([
    readCouncil(house, found.value),
    readTimeline(house, sessionId),
    listCorrections(house.db, sessionId),
    findOpenCorrection(house.db, sessionId),
  ]);
  const isStaff = mayDo(actor, 'keep-log', found.value.bodyId);
  return accept(toCouncilLog({ council, timeline, corrections, openCorrection, isStaff, nowMs: house.now() }));
}
