// Alarms at the desk: a sentence with its cure, a sound, and a button that says "seen". Rings until it is pressed.
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Feed } from '../../server/contract/feeds.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { timeOfDay } from '../text/times.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { useNow } from '../ui/use-now.ts';
import { faultsOf, mustRing, noteFaults, seeAll, type Alarm, type AlarmBook } from './alarm-book.ts';
import { AlarmSound } from './alarm-sound.ts';
import { useFeedProblemInWords } from './feed-problem.ts';

/** The panel; it has no height while nothing is wrong and the sound is as it was chosen. */
export function AlarmPanel({ session, feed }: { session: Session; feed: Feed | null }): JSX.Element {
  const { t } = useTranslation();
  const { book, see } = useAlarms(session, feed);
  const sound = useAlarmSound(mustRing(book));
  const isAwake = session.state === 'live' || session.state === 'recess' || session.state === 'closed';
  return (
    <div className="cv-desk__alarms">
      <div role="alert">
        {book.length > 0 && (
          <Alert kind="danger">
            {book.map((alarm) => (
              <AlarmLine key={alarm.fault.code} alarm={alarm} />
            ))}
          </Alert>
        )}
      </div>
      <div className="cdv-buttons">
        {book.some((alarm) => !alarm.isSeen) && (
          <Button look="danger" icon="check" onClick={see}>
            {t('control.alarms.see')}
          </Button>
        )}
        {isAwake && sound.state !== 'on' && (
          <Button look={sound.state === 'blocked' ? 'primary' : 'outline'} icon="sound" onClick={sound.turnOn}>
            {t('control.alarms.soundOn')}
          </Button>
        )}
        {isAwake && sound.state === 'on' && (
          <Button look="quiet" icon="sound" onClick={sound.turnOff}>
            {t('control.alarms.soundOff')}
          </Button>
        )}
      </div>
    </div>
  );
}

function AlarmLine({ alarm }: { alarm: Alarm }): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const inWords = useFeedProblemInWords();
  const { fault, beganMs, endedMs } = alarm;
  const time = (atMs: number) => timeOfDay(new Date(atMs).toISOString(), language);
  const when =
    endedMs === null
      ? t('control.alarms.since', { time: time(beganMs) })
      : t('control.alarms.over', { from: time(beganMs), to: time(endedMs) });
  return (
    <p className={endedMs === null ? 'cv-desk__alarm' : 'cv-desk__alarm cv-desk__alarm--over'}>
      <strong>{inWords(fault)}</strong> {when}
    </p>
  );
}

/** What is wrong is noted while rendering: React draws again at once, and the book stays the same until it changes. */
function useAlarms(session: Session, feed: Feed | null): { book: AlarmBook; see: () => void } {
  const [book, setBook] = useState<AlarmBook>([]);
  const noted = noteFaults(book, faultsOf(session.state, feed), useNow(1000));
  if (noted !== book) setBook(noted);
  return { book: noted, see: () => setBook(seeAll) };
}

function useAlarmSound(isRinging: boolean) {
  const [sound] = useState(() => new AlarmSound());
  const state = useSyncExternalStore(sound.subscribe, sound.getState);
  useEffect(() => {
    sound.open();
    return () => sound.close();
  }, [sound]);
  useEffect(() => {
    if (isRinging) sound.ring();
    return () => sound.stop();
  }, [sound, isRinging]);
  return { state, turnOn: () => void sound.turnOn(), turnOff: () => sound.turnOff() };
}
