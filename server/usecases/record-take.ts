// Writes down what live media reports about takes.
import { insertTake, sealTake } from '../../db/takes.ts';
import type { LiveEngineEvents } from '../../media/live/live-engine.ts';
import { announceMarks } from './announce-marks.ts';
import { createFeedAlarm } from './feed-alarm.ts';
import type { House } from './house.ts';

/** Handlers for the engine's events. Noting the same take twice changes nothing. */
export function recordTakes(house: House): LiveEngineEvents {
  const alarm = createFeedAlarm(house);
  return {
    async takeStarted(take) {
      await insertTake(house.db, take);
      house.log.info({ sessionId: take.sessionId, takeId: take.takeId }, 'take begun');
    },
    async takeSealed(seal) {
      await sealTake(house.db, seal);
      const { sessionId, takeId, durationSeconds, endReason } = seal;
      house.log.info({ sessionId, takeId, durationSeconds, endReason }, 'take sealed');
      // The seal knows the final places of instants; marks shown so far were placed by the open take.
      await announceMarks(house, sessionId);
    },
    async feedChanged(sessionId) {
      const { status, problems } = house.live.feedReport(sessionId);
      house.log.info({ sessionId, status, problems: problems.map((problem) => problem.code) }, 'feed changed');
      await alarm(sessionId, { status, problems });
    },
  };
}
