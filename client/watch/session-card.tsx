// A session in a list: when, what, which body, and what its page offers.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SessionSummary } from '../../server/contract/sessions.ts';
import { dayInWords, timeOfDay } from '../text/times.ts';
import { Badge } from '../ui/badge.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { useLengthInWords } from '../ui/use-length.ts';
import { StateBadge } from './state-badge.tsx';

/** A list element; lists of sessions are `<ul>`s of these. */
export function SessionCard({ session }: { session: SessionSummary }) {
  const language = useLanguage();
  const day = dayInWords(session.scheduledAt, language);
  const when = session.state === 'ended' ? day : `${day}, ${timeOfDay(session.scheduledAt, language)}`;
  return (
    <li className="it-card cdv-card">
      <p className="cdv-card-when">
        <time dateTime={session.scheduledAt}>{when}</time>
      </p>
      <h3 className="it-card-title" {...(session.lang && { lang: session.lang })}>
        <Link to={`/sessions/${encodeURIComponent(session.id)}`}>{session.title}</Link>
      </h3>
      <p className="cdv-card-body">{session.body}</p>
      <CardFacts session={session} />
    </li>
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
