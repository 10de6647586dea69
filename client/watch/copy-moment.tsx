// Copies a link that opens the session at the picture now on screen.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlayerFacts, PlayerStore } from '../player/player-store.ts';
import { clockTime, timeOfDay } from '../text/times.ts';
import { Button } from '../ui/button.tsx';
import { useLanguage } from '../ui/use-language.ts';

interface CopyMomentProps {
  sessionId: string;
  store: PlayerStore;
  isLive: boolean;
}

/** The path of the moment on screen: live by instant, in the archive by second. */
export function momentPath(sessionId: string, facts: PlayerFacts, isLive: boolean): string {
  const path = `/sessions/${encodeURIComponent(sessionId)}`;
  if (!isLive) return `${path}?t=${Math.floor(facts.currentTime)}`;
  return facts.instantMs === null ? path : `${path}?at=${new Date(facts.instantMs).toISOString()}`;
}

/** The button, and after a click the words on what happened. */
export function CopyMoment({ sessionId, store, isLive }: CopyMomentProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [outcome, setOutcome] = useState('');
  const copy = () => {
    const facts = store.getSnapshot();
    const url = new URL(momentPath(sessionId, facts, isLive), window.location.href).href;
    const isClock = isLive && facts.instantMs !== null;
    const place = isClock ? timeOfDay(facts.instantMs ?? 0, language) : clockTime(facts.currentTime);
    writeToClipboard(url).then(
      () => setOutcome(t('session.copied', { place })),
      () => setOutcome(t('session.copyFailed', { url })),
    );
  };
  return (
    <>
      <Button look="outline" icon="link" onClick={copy}>
        {t('session.copyLink')}
      </Button>
      <p className="cdv-outcome" role="status">
        {outcome}
      </p>
    </>
  );
}

/** Browsers give pages without HTTPS no clipboard at all. */
function writeToClipboard(text: string): Promise<void> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  return clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
}
