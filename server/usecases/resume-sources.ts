// After a start: SRT ports wait again, addresses are fetched again. One session that fails does not hold up the others.
import { listFeedSources } from '../../db/feed-sources.ts';
import { listSessionsInStates } from '../../db/sessions.ts';
import { feedStates } from '../domain/session-machine.ts';
import { resumePull } from './choose-source.ts';
import type { House } from './house.ts';
import { openSrtDoor } from './open-srt-door.ts';

/** Call once, when sessions take feeds again. */
export async function resumeSources(house: House): Promise<void> {
  const known = new Map((await listFeedSources(house.db)).map((sources) => [sources.sessionId, sources]));
  for (const session of await listSessionsInStates(house.db, feedStates)) {
    const sources = known.get(session.id);
    try {
      if (typeof sources?.srtPort === 'number') await openSrtDoor(house, session);
      if (typeof sources?.pullSealed === 'string') await resumePull(house, session.id);
    } catch (error) {
      house.log.error({ err: error, sessionId: session.id }, 'the sources of a session could not be taken up again');
    }
  }
}
