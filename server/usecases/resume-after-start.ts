// Takes sessions up again after a start: only what is positively live goes on air, everything else stays dark.
import { listSessionsInStates } from '../../db/sessions.ts';
import { finishDestructions } from './destroy-range.ts';
import { alignMedia, goOnAirWhenBright } from './drive-media.ts';
import type { House } from './house.ts';

/** Lets encoders connect again, puts live sessions back on air and dark ones on their slate. One session that fails does not hold up the others. */
export async function resumeAfterStart(house: House): Promise<void> {
  // Nobody can fetch what they overwrite, so nobody waits for them: reading hours of recording anew takes minutes.
  void finishDestructions(house).catch((error: unknown) =>
    house.log.error({ err: error }, 'what was to be destroyed could not be looked up; the next start tries again'),
  );
  for (const session of await listSessionsInStates(house.db, ['live', 'recess', 'closed', 'scheduled'])) {
    try {
      await house.live.openSession(session.id);
      if (session.state === 'recess' || session.state === 'closed') await alignMedia(house, session);
      if (session.state !== 'live') continue;
      // If the doors were opened just before the stop, their dark guard may still run.
      house.darkUntil.set(session.id, session.modifiedAtMs + house.settings.darkGuardMs);
      await goOnAirWhenBright(house, session.id);
      house.log.info({ sessionId: session.id }, 'session is on air again after a restart');
    } catch (error) {
      house.log.error({ err: error, sessionId: session.id }, 'session could not be taken up again');
    }
  }
}
