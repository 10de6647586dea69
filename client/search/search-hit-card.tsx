// One hit: picture of the moment, the sentence with the match, who said it, where, and two ways to it: here, or on its page.
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SearchHit, SearchKind } from '../../server/contract/search.ts';
import { clockTime, dayInShort } from '../text/times.ts';
import { Badge } from '../ui/badge.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import type { IconName } from '../ui/icon.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { Still } from '../ui/still.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { HitReasons } from './hit-reasons.tsx';
import { splitSnippet } from './split-snippet.ts';

// Most readers only read the list.
const HitPlayer = lazy(() => import('./hit-player.tsx').then((file) => ({ default: file.HitPlayer })));

const kindIcons: Readonly<Record<SearchKind, IconName>> = {
  agenda: 'list',
  speech: 'speech',
  transcript: 'speech',
  document: 'document',
  session: 'calendar',
  vote: 'check',
  chat: 'chat',
  minutes: 'document',
};

interface SearchHitCardProps {
  hit: SearchHit;
  /** Whether this is the hit that plays in place; there is one player at a time. */
  isPlaying: boolean;
  onPlay: (isWanted: boolean) => void;
}

/** A list element of the results. */
export function SearchHitCard({ hit, isPlaying, onPlay }: SearchHitCardProps) {
  return (
    <li className="it-card cdv-hit">
      {hit.thumbnail !== null && (
        <Link className="cdv-hit-picture" to={hit.url} tabIndex={-1} aria-hidden="true">
          <Still src={hit.thumbnail} icon={kindIcons[hit.kind]} />
        </Link>
      )}
      <div className="cdv-hit-words">
        <HitHead hit={hit} />
        <p className="cdv-snippet" {...(hit.lang !== null && { lang: hit.lang })}>
          {hit.speaker !== null && <strong>{hit.speaker}: </strong>}
          <Snippet snippet={hit.snippet} />
        </p>
        <HitReasons reasons={hit.reasons} />
        <HitWays hit={hit} isPlaying={isPlaying} onPlay={onPlay} />
        {isPlaying && hit.offsetSeconds !== null && (
          <Suspense fallback={<Spinner />}>
            <HitPlayer sessionId={hit.sessionId} offsetSeconds={hit.offsetSeconds} />
          </Suspense>
        )}
      </div>
    </li>
  );
}

function HitHead({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <p className="cdv-card-facts">
        <Badge icon={kindIcons[hit.kind]}>{t(`search.kind.${hit.kind}`)}</Badge>
        <time dateTime={hit.scheduledAt}>{dayInShort(hit.scheduledAt, language)}</time>
        <span>{hit.body}</span>
        {hit.page !== null && <span>{t('search.page', { page: hit.page })}</span>}
      </p>
      <h2 className="cdv-hit-title" {...(hit.lang !== null && { lang: hit.lang })}>
        <Link to={hit.url}>{hit.title}</Link>
      </h2>
      {hit.kind !== 'session' && hit.sessionTitle !== hit.title && <p className="cdv-quiet">{hit.sessionTitle}</p>}
    </>
  );
}

function Snippet({ snippet }: { snippet: string }) {
  return splitSnippet(snippet).map((part, index) =>
    part.isMatch ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>,
  );
}

function HitWays({ hit, isPlaying, onPlay }: SearchHitCardProps) {
  const { t } = useTranslation();
  const { offsetSeconds } = hit;
  const others = hit.moments.filter((moment) => moment.offsetSeconds !== null);
  return (
    <div className="cdv-buttons">
      {offsetSeconds !== null && (
        <Button look="outline" icon={isPlaying ? 'ended' : 'play'} onClick={() => onPlay(!isPlaying)}>
          {isPlaying ? t('search.stopHere') : t('search.playHere', { time: clockTime(offsetSeconds) })}
          <span className="visually-hidden">: {hit.title}</span>
        </Button>
      )}
      {hit.file !== null && (
        <a className="btn btn-outline-primary" href={hit.file}>
          {hit.page === null ? t('search.openFile') : t('search.openPage', { page: hit.page })}
          <span className="visually-hidden">: {hit.title}</span>
        </a>
      )}
      <ButtonLink to={hit.url} look="quiet">
        {t('search.open')}
        <span className="visually-hidden">: {hit.title}</span>
      </ButtonLink>
      {others.length > 0 && (
        <span className="cdv-hit-moments">
          {t('search.alsoAt')}{' '}
          {others.map((moment) => (
            <Link key={moment.url} to={moment.url}>
              {clockTime(moment.offsetSeconds ?? 0)}
            </Link>
          ))}
        </span>
      )}
    </div>
  );
}
