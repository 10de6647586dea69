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

/** What the parts of the desk show of its alarms. */
export interface DeskAlarms {
  readonly book: AlarmBook;
  readonly see: () => void;
  readonly sound: ReturnType<typeof useAlarmSound>;
}

/** Notes and sounds the alarms of a session. */
export function useDeskAlarms(session: Session, feed: Feed | null): DeskAlarms {
  const { book, see } = useAlarms(session, feed);
  return { book, see, sound: useAlarmSound(mustRing(book)) };
}

/** Whether alarms are heard; the browser wants a click before the first one, and the desk says so. */
export function AlarmSoundButton({ sound }: Pick<DeskAlarms, 'sound'>): JSX.Element {
  const { t } = useTranslation();
  const isOn = sound.state === 'on';
  return (
    <>
      {sound.state === 'blocked' && (
        <span role="status" className="cdv-hint">
          {t('control.alarms.blocked')}
        </span>
      )}
      <Button
        look={sound.state === 'blocked' ? 'outline' : 'quiet'}
        icon="sound"
        onClick={isOn ? sound.turnOff : sound.turnOn}
      >
        {t(isOn ? 'control.alarms.soundOff' : 'control.alarms.soundOn')}
      </Button>
    </>
  );
}

/** The alarms; nothing while all is well. */
export function AlarmPanel({ book, see }: Pick<DeskAlarms, 'book' | 'see'>): JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="cv-desk__alarms" role="alert">
      {book.length > 0 && (
        <Alert kind="danger">
          {book.map((alarm) => (
            <AlarmLine key={alarm.fault.code} alarm={alarm} />
          ))}
        </Alert>
      )}
      {book.some((alarm) => !alarm.isSeen) && (
        <Button look="danger" icon="check" onClick={see}>
          {t('control.alarms.see')}
        </Button>
      )}
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

/**
 * After one of these a browser lets a page be heard. Not `keydown`: the space bar would wake the sound, and its release on
 * the button, which says something else by then, would turn it off.
 */
const touches = ['pointerup', 'keyup'] as const;

function useAlarmSound(isRinging: boolean) {
  const [sound] = useState(() => new AlarmSound());
  const state = useSyncExternalStore(sound.subscribe, sound.getState);
  useEffect(() => {
    sound.open();
    const wake = (): void => sound.wake();
    for (const touch of touches) document.addEventListener(touch, wake);
    return () => {
      for (const touch of touches) document.removeEventListener(touch, wake);
      sound.close();
    };
  }, [sound]);
  useEffect(() => {
    if (isRinging) sound.ring();
    return () => sound.stop();
  }, [sound, isRinging]);
  return { state, turnOn: () => void sound.turnOn(), turnOff: () => sound.turnOff() };
}
