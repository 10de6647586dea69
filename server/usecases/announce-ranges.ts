// After the commit: live media serves what is withheld no more (or again), and the pages look again.
import type { StoredSession } from '../../db/sessions.ts';
import type { StoredRange } from '../../db/withheld-ranges.ts';
import { toInstant } from '../contract/instants.ts';
import type { House } from './house.ts';
import { toPieces } from './range-view.ts';

/** `ranges` are all of the session. */
export function announceRanges(house: House, session: StoredSession, ranges: readonly StoredRange[]): void {
  house.live.withhold(session.id, toPieces(ranges));
  const { id: sessionId, state, publication } = session;
  const at = toInstant(house.now());
  house.broadcast({ name: 'session:changed', sessionId, data: { sessionId, state, publication, at } });
}
