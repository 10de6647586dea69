// Makes live media do what a decision asks for, and brings it back in line with a state that was committed before.
import type { StoredSession } from '../../db/sessions.ts';
import type { RecessNotice } from '../domain/recess-rules.ts';
import type { MediaEffect } from '../domain/session-machine.ts';
import type { House } from './house.ts';
import { recessWords, slateWords } from './slate-words.ts';

/** Does one effect; settles when what it promises is true. `recess` is what viewers are told of a recess. */
export async function driveMedia(
  house: House,
  sessionId: string,
  effect: MediaEffect,
  recess: RecessNotice,
): Promise<void> {
  const { live, darkUntil } = house;
  if (effect !== 'open-gate-after-dark') darkUntil.delete(sessionId);
  switch (effect) {
    case 'open-gate':
      await live.openSession(sessionId);
      return live.goOnAir(sessionId);
    case 'open-gate-after-dark': {
      const notBeforeMs = house.now() + house.settings.darkGuardMs;
      darkUntil.set(sessionId, notBeforeMs);
      await live.openSession(sessionId);
      return live.goOnAir(sessionId, notBeforeMs);
    }
    case 'finish-take':
      return live.goOffAir(sessionId, recessWords(recess, house.now()));
    case 'cut-take':
      return live.cutOffAir(sessionId, slateWords.closed);
    case 'end':
      return live.endSession(sessionId);
    case 'accept-feed':
      return live.openSession(sessionId);
  }
}

/**
 * Asserts a committed state again (a command repeated after a failure). Everything here is idempotent.
 * A session on air is put there again only if its gate is shut, and never before its dark guard is over.
 */
export async function alignMedia(house: House, session: StoredSession): Promise<void> {
  const { live } = house;
  const { id: sessionId, state, recess } = session;
  switch (state) {
    case 'live':
      if (live.isOnAir(sessionId)) return;
      await live.openSession(sessionId);
      return goOnAirWhenBright(house, sessionId);
    case 'recess':
      return live.goOffAir(sessionId, recessWords(recess, house.now()));
    case 'closed':
      return live.cutOffAir(sessionId, slateWords.closed);
    case 'ended':
    case 'cancelled':
      return live.endSession(sessionId);
    case 'scheduled':
      return live.openSession(sessionId);
  }
}

/** Puts a session on air, but not before its dark guard is over. */
export async function goOnAirWhenBright(house: House, sessionId: string): Promise<void> {
  const notBeforeMs = house.darkUntil.get(sessionId) ?? 0;
  if (notBeforeMs > house.now()) return house.live.goOnAir(sessionId, notBeforeMs);
  return house.live.goOnAir(sessionId);
}
