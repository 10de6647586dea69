// A session in a list: when, what, which body, and what its page offers.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SessionSummary } from '../../server/contract/sessions.ts';
import { reminderAddress } from '../api/preparation.ts';
import { stillAddress } from '../api/sessions.ts';
import { dayInWords, timeOfDay } from '../text/times.ts';
import { Badge } from '../ui/badge.tsx';
import { Icon } from '../ui/icon.tsx';
import { Still } from '../ui/still.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { useLengthInWords } from '../ui/use-length.ts';
import { StateBadge } from './state-badge.tsx';

/** A list element; lists of sessions are `<ul>`s of these. */
export function SessionCard({ session }: { session: SessionSummary }) {
  const language = useLanguage();
  const day = dayInWords(session.scheduledAt, language);
  const path = `/sessions/${encodeURIComponent(session.id)}`;
  const when = session.state === 'ended' ? day : `${day}, ${timeOfDay(session.scheduledAt, language)}`;
  return (
    <li className={session.playback === null ? 'it-card cdv-card' : 'it-card cdv-card cdv-card-pictured'}>
      {session.playback !== null && (
        <Link className="cdv-card-picture" to={path} tabIndex={-1} aria-hidden="true">
          <Still src={stillAddress(session.id)} icon="play" />
        </Link>
      )}
      <p className="cdv-card-when">
        <time dateTime={session.scheduledAt}>{when}</time>
      </p>
      <h3 className="it-card-title" {...(session.lang && { lang: session.lang })}>
        <Link to={path}>{session.title}</Link>
      </h3>
      <p className="cdv-card-body">{session.body}</p>
      <CardFacts session={session} />
      {session.state === 'scheduled' && <Reminder session={session} />}
    </li>
  );
}

function Reminder({ session }: { session: SessionSummary }) {
  const { t } = useTranslation();
  return (
    <p className="cdv-card-facts">
      <a className="cdv-document-link" href={reminderAddress(session.id)} download>
        <Icon name="calendar" />
        <span>
          {t('calendar.remindMe')}
          <span className="visually-hidden">: {session.title}</span>
        </span>
      </a>
    </p>
  );
}

function CardFacts({ session }: { session: SessionSummary }) {
  const { t } = useTranslation();
  const lengthInWords = useLengthInWords();
  const { state, playback, durationSeconds, agendaItemCount, hasTranscript } = session;
  return (
    <p className="cdv-card-facts">
      {state !== 'ended' && <StateBadge state={state} />}
      {durationSeconds !== null && durationSeconds >= 60 && <span>{lengthInWords(durationSeconds)}</span>}
      {agendaItemCount > 0 && <span>{t('now.items', { count: agendaItemCount })}</span>}
      {state === 'ended' && playback === null && <Badge>{t('archive.noVideo')}</Badge>}
      {hasTranscript && <Badge icon="speech">{t('archive.transcript')}</Badge>}
    </p>
  );
}
