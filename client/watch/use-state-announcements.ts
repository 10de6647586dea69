// Tells a screen reader when the session changes its state (or what is said of a recess) while the page is open.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session, SessionState } from '../../server/contract/sessions.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { useRecessInWords } from './recess-words.ts';

/** Says each new state once; the state on arrival stands in the page anyway. */
export function useStateAnnouncements({ state, recess }: Pick<Session, 'state' | 'recess'>): void {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const recessInWords = useRecessInWords();
  const now = JSON.stringify([state, recess]);
  const said = useRef(now);
  useEffect(() => {
    if (said.current === now) return;
    said.current = now;
    const sentences: Record<SessionState, string> = {
      scheduled: t('state.scheduled'),
      live: t('state.sayLive'),
      recess: recessInWords(recess, Date.now()),
      closed: t('state.closedLong'),
      ended: t('state.sayEnded'),
      cancelled: t('state.cancelledLong'),
    };
    announce(sentences[state]);
  }, [now, state, recess, t, announce, recessInWords]);
}
