// Tells a screen reader when the session changes its state while the page is open.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '../../server/contract/sessions.ts';
import { useAnnounce } from '../ui/announcer.tsx';

/** Says each new state once; the state on arrival stands in the page anyway. */
export function useStateAnnouncements(state: SessionState): void {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const said = useRef(state);
  useEffect(() => {
    if (said.current === state) return;
    said.current = state;
    const sentences: Record<SessionState, string> = {
      scheduled: t('state.scheduled'),
      live: t('state.sayLive'),
      recess: t('state.recessLong'),
      closed: t('state.closedLong'),
      ended: t('state.sayEnded'),
      cancelled: t('state.cancelledLong'),
    };
    announce(sentences[state]);
  }, [state, t, announce]);
}
