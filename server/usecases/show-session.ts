// Shows one session with its agenda, marks and takes.
import { listAgendaItems } from '../../db/agenda.ts';
import { listMarks } from '../../db/marks.ts';
import type { StoredSession } from '../../db/sessions.ts';
import { listHoldingRanges } from '../../db/withheld-ranges.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { Session } from '../contract/sessions.ts';
import { findVisibleSession } from './find-visible-session.ts';
import type { House } from './house.ts';
import { readTimeline } from './session-timeline.ts';
import { toSession } from './session-view.ts';

/** The session as this actor may see it. */
export async function showSession(house: House, actor: Actor, id: string): Promise<Outcome<Session>> {
  const found = await findVisibleSession(house, actor, id);
  return found.ok ? accept(await readSession(house, found.value)) : found;
}

/** Reads what belongs to a stored session and puts it together. */
export async function readSession(house: House, session: StoredSession): Promise<Session> {
  const [agenda, marks, timeline, ranges] = await Promise.all([
    listAgendaItems(house.db, session.id),
    listMarks(house.db, session.id),
    readTimeline(house, session.id),
    listHoldingRanges(house.db, session.id),
  ]);
  return toSession({ session, agenda, marks, timeline, ranges });
}
