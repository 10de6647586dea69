// The line under the picture: state and current agenda item in words.
import { useTranslation } from 'react-i18next';
import type { Session } from '../../server/contract/sessions.ts';
import type { PlayerStore } from '../player/player-store.ts';
import { useLiveSnapshot } from '../realtime/live-context.ts';
import { useLengthInWords } from '../ui/use-length.ts';
import { itemInWords, type LineMark } from './agenda-line.ts';
import { StateSentence } from './state-badge.tsx';
import { isOnAir } from './state-words.ts';
import { useCurrentMark } from './use-current-mark.ts';
import { useItemAnnouncements } from './use-item-announcements.ts';

interface StateLineProps {
  session: Session;
  store: PlayerStore;
  line: readonly LineMark[];
}

/** `● In diretta da 42 minuti · Ora: 4. Variazione di bilancio`. */
export function StateLine({ session, store, line }: StateLineProps) {
  const { t } = useTranslation();
  const onAir = isOnAir(session.state);
  const current = useCurrentMark(store, line, onAir);
  useItemAnnouncements(current === null ? null : itemInWords(current.item));
  return (
    <div className="cdv-state-line">
      <p className="cdv-state">
        <StateSentence session={session} />
        {onAir ? <Viewers /> : <Length seconds={session.durationSeconds} />}
      </p>
      {current && session.state !== 'closed' && (
        <p className="cdv-now-item">{t('session.nowItem', { item: itemInWords(current.item) })}</p>
      )}
    </div>
  );
}

function Viewers() {
  const { t } = useTranslation();
  const { viewers } = useLiveSnapshot();
  if (viewers === null) return null;
  return <span className="cdv-quiet">{t('session.viewers', { count: viewers })}</span>;
}

function Length({ seconds }: { seconds: number | null }) {
  const { t } = useTranslation();
  const lengthInWords = useLengthInWords();
  if (seconds === null || seconds < 60) return null;
  return <span className="cdv-quiet">{t('lengths.length', { length: lengthInWords(seconds) })}</span>;
}
