// A session's state in words, for every page that shows one.
import { useTranslation } from 'react-i18next';
import type { Session, SessionState } from '../../server/contract/sessions.ts';
import { dayInWords, isUndated, timeOfDay } from '../text/times.ts';
import type { IconName } from '../ui/icon.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { useLengthInWords } from '../ui/use-length.ts';
import { useRecessInWords } from './recess-words.ts';

/** The drawing that goes with each state. */
export const stateIcons: Readonly<Record<SessionState, IconName>> = {
  scheduled: 'calendar',
  live: 'live',
  recess: 'pause',
  closed: 'lock',
  ended: 'ended',
  cancelled: 'info',
};

/** True from the beginning of the broadcast to its end, breaks included. */
export function isOnAir(state: SessionState): boolean {
  return state === 'live' || state === 'recess' || state === 'closed';
}

/** What the sentence is made of. */
export type Stated = Pick<Session, 'state' | 'scheduledAt' | 'startedAt' | 'recess'>;

/** A function that says a session's state in a sentence; `nowMs` is the present instant. */
export function useStateInWords(): (session: Stated, nowMs: number) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const lengthInWords = useLengthInWords();
  const liveFor = (startedAt: string | null, nowMs: number) => {
    const seconds = startedAt === null ? 0 : (nowMs - Date.parse(startedAt)) / 1000;
    return seconds < 60
      ? t('state.liveNow')
      : t('state.liveFor', { length: lengthInWords(Math.floor(seconds / 60) * 60) });
  };
  const recessInWords = useRecessInWords();
  return ({ state, scheduledAt, startedAt, recess }, nowMs) => {
    const day = dayInWords(scheduledAt, language);
    switch (state) {
      case 'scheduled':
        return t('state.beginsAt', { day, time: timeOfDay(scheduledAt, language) });
      case 'live':
        return liveFor(startedAt, nowMs);
      case 'recess':
        return recessInWords(recess, nowMs);
      case 'closed':
        return t('state.closedLong');
      case 'ended':
        return isUndated(scheduledAt) ? t('state.endedLong') : t('state.endedOn', { day });
      case 'cancelled':
        return t('state.cancelledLong');
    }
  };
}
