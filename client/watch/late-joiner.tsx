// The card for who comes late: from the beginning, from the current item, or live.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../server/contract/sessions.ts';
import type { PlayerStore } from '../player/player-store.ts';
import { Button } from '../ui/button.tsx';
import { itemInWords, markAtInstant, type LineMark } from './agenda-line.ts';

interface LateJoinerProps {
  session: Session;
  store: PlayerStore;
  line: readonly LineMark[];
}

/** Whole minutes since the broadcast began; null when nobody would call that late. */
export function minutesLate(startedAt: string | null, joinedMs: number): number | null {
  if (startedAt === null) return null;
  const minutes = Math.floor((joinedMs - Date.parse(startedAt)) / 60_000);
  return minutes >= 1 ? minutes : null;
}

/** Shown once, until a choice is made. */
export function LateJoiner({ session, store, line }: LateJoinerProps) {
  const { t } = useTranslation();
  const [joinedMs] = useState(() => Date.now());
  const [hasChosen, setChosen] = useState(false);
  const minutes = minutesLate(session.startedAt, joinedMs);
  const current = markAtInstant(line, joinedMs);
  if (hasChosen || minutes === null) return null;
  const choose = (act: () => void) => () => {
    act();
    setChosen(true);
  };
  return (
    <section className="cdv-late it-card" aria-label={t('late.heading', { count: minutes })}>
      <p className="cdv-late-heading">{t('late.heading', { count: minutes })}</p>
      <p>{t('late.question')}</p>
      <div className="cdv-buttons">
        <Button look="outline" onClick={choose(() => store.seekToOffset(0))}>
          {t('late.fromBeginning')}
        </Button>
        {current && (
          <Button look="outline" onClick={choose(() => store.seekToInstant(current.atMs))}>
            <span className="cdv-clamp">{t('late.fromItem', { item: itemInWords(current.item) })}</span>
          </Button>
        )}
        <Button onClick={choose(() => store.goLive())}>{t('late.stayLive')}</Button>
      </div>
    </section>
  );
}
