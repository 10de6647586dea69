// The bar that says how things stand: state, on air, recording, signal, time, viewers. Words first, colour second.
import type { JSX, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Feed } from '../../server/contract/feeds.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { useLiveSnapshot } from '../realtime/live-context.ts';
import { clockTime, timeOfDay } from '../text/times.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { useNow } from '../ui/use-now.ts';

/** The bar; it changes colour and text as a whole when the doors are closed. */
export function StatusBar({ session, feed }: { session: Session; feed: Feed | null }): JSX.Element {
  const { t } = useTranslation();
  const { viewers } = useLiveSnapshot();
  const isClosed = session.state === 'closed';
  return (
    <section className={`cv-desk__bar cv-desk__bar--${session.state}`} aria-label={t('desk.bar.label')}>
      <Fact icon={isClosed ? 'lock' : 'clock'} look="main">
        <strong>{t(`desk.bar.state.${session.state}`)}</strong> <Elapsed session={session} />
      </Fact>
      {isClosed ? <DoorsClosed session={session} /> : <OnAir session={session} feed={feed} />}
      <Fact>{useShortSignal()(feed)}</Fact>
      <Fact>{t(`desk.bar.publication.${session.publication}`)}</Fact>
      {viewers !== null && <Fact icon="person">{t('desk.bar.viewers', { count: viewers })}</Fact>}
      <Clock />
    </section>
  );
}

interface FactProps {
  icon?: IconName;
  /** `main` is larger, `air` says that pictures go out. */
  look?: 'plain' | 'main' | 'air';
  children: ReactNode;
}

function Fact({ icon, look = 'plain', children }: FactProps): JSX.Element {
  return (
    <p className={`cv-desk__fact cv-desk__fact--${look}`}>
      {icon !== undefined && <Icon name={icon} />}
      <span>{children}</span>
    </p>
  );
}

function Elapsed({ session }: { session: Session }): JSX.Element | null {
  const { t } = useTranslation();
  const now = useNow(1000);
  const isGoingOn = session.state === 'live' || session.state === 'recess' || session.state === 'closed';
  if (!isGoingOn || session.startedAt === null) return null;
  const seconds = Math.max(0, (now - Date.parse(session.startedAt)) / 1000);
  return <span className="cv-desk__digits">{t('desk.bar.elapsed', { time: clockTime(seconds) })}</span>;
}

/** Whether anything is recorded is not known while the server does not answer; the signal beside it says so. */
function OnAir({ session, feed }: { session: Session; feed: Feed | null }): JSX.Element {
  const { t } = useTranslation();
  const isOnAir = session.state === 'live';
  return (
    <>
      <Fact icon={isOnAir ? 'live' : 'pause'} look={isOnAir ? 'air' : 'plain'}>
        <strong>{t(isOnAir ? 'desk.bar.onAir' : 'desk.bar.offAir')}</strong>
      </Fact>
      {feed !== null && (
        <Fact {...(feed.recording && { icon: 'record' })}>
          {t(feed.recording ? 'desk.bar.recording' : 'desk.bar.notRecording')}
        </Fact>
      )}
    </>
  );
}

/** Nothing has been recorded since the last take ended, be it in a recess before or now. */
function DoorsClosed({ session }: { session: Session }): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const since = session.takes.at(-1)?.endedAt ?? null;
  const sentence =
    since === null ? t('desk.bar.closedNow') : t('desk.bar.closed', { time: timeOfDay(since, language) });
  return (
    <Fact>
      <strong className="cv-desk__nothing">{sentence}</strong>
    </Fact>
  );
}

/** The same in two words where the sentence would push the bar apart; the sentence stands in the panel of the signal. */
function useShortSignal(): (feed: Feed | null) => string {
  const { t } = useTranslation();
  const inWords = useSignalInWords();
  return (feed) => (feed === null || feed.status === 'receiving' ? inWords(feed) : t(`control.signal.${feed.status}`));
}

/** A function that says how the signal is, in a sentence. */
export function useSignalInWords(): (feed: Feed | null) => string {
  const { t } = useTranslation();
  return (feed) => {
    if (feed === null) return t('desk.feed.status.unknown');
    if (feed.status !== 'receiving') return t(`desk.feed.status.${feed.status}`);
    return t(feed.health.problems.length > 0 ? 'desk.feed.status.problems' : 'desk.feed.status.receiving');
  };
}

function Clock(): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const time = new Intl.DateTimeFormat(language, { timeZone: 'Europe/Rome', timeStyle: 'medium', hourCycle: 'h23' });
  return (
    <p className="cv-desk__fact cv-desk__digits">
      <span>{t('desk.bar.clock', { time: time.format(useNow(1000)) })}</span>
    </p>
  );
}
