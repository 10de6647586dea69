// One hit: the sentence with the match, who said it, where, and a link to that second.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SearchHit, SearchKind } from '../../server/contract/search.ts';
import { clockTime, dayInShort } from '../text/times.ts';
import { Badge } from '../ui/badge.tsx';
import { ButtonLink } from '../ui/button.tsx';
import type { IconName } from '../ui/icon.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { splitSnippet } from './split-snippet.ts';

const kindIcons: Readonly<Record<SearchKind, IconName>> = {
  agenda: 'list',
  speech: 'speech',
  transcript: 'speech',
  document: 'document',
  session: 'calendar',
};

/** A list element of the results. */
export function SearchHitCard({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <li className="it-card cdv-hit">
      <p className="cdv-card-facts">
        <Badge icon={kindIcons[hit.kind]}>{t(`search.kind.${hit.kind}`)}</Badge>
        <time dateTime={hit.scheduledAt}>{dayInShort(hit.scheduledAt, language)}</time>
        <span>{hit.body}</span>
      </p>
      <h2 className="cdv-hit-title">
        <Link to={hit.url}>{hit.title}</Link>
      </h2>
      {hit.kind !== 'session' && <p className="cdv-quiet">{hit.sessionTitle}</p>}
      <p className="cdv-snippet">
        {hit.speaker !== null && <strong>{hit.speaker}: </strong>}
        {splitSnippet(hit.snippet).map((part, index) =>
          part.isMatch ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>,
        )}
      </p>
      <ButtonLink to={hit.url} look="outline" icon={hit.offsetSeconds === null ? 'document' : 'play'}>
        {hit.offsetSeconds === null ? t('search.open') : t('search.playFrom', { time: clockTime(hit.offsetSeconds) })}
      </ButtonLink>
    </li>
  );
}
