// The big card of a session on air: state, current item, and one main action.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AgendaItem, SessionSummary } from '../../server/contract/sessions.ts';
import { sessionQuery } from '../api/queries.ts';
import { stillAddress } from '../api/sessions.ts';
import { timeOfDay } from '../text/times.ts';
import { ButtonLink } from '../ui/button.tsx';
import { keepInView } from '../ui/keep-in-view.ts';
import { Still } from '../ui/still.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { agendaRows, itemInWords, markLine } from './agenda-line.ts';
import { StateSentence } from './state-badge.tsx';
import { stateIcons } from './state-words.ts';

/** How often the card looks for the current item; nothing plays here, so nothing needs to be exact. */
const lookAgainMs = 20_000;

/** Leads to the session's page; there is no player here, so that the start page stays small. */
export function LiveCard({ session }: { session: SessionSummary }) {
  const { t } = useTranslation();
  const whole = useQuery({ ...sessionQuery(session.id), refetchInterval: lookAgainMs });
  const agenda = whole.data?.agenda ?? [];
  const current = session.state === 'closed' ? null : (markLine(agenda).at(-1)?.item ?? null);
  const path = `/sessions/${encodeURIComponent(session.id)}`;
  return (
    <article className="cdv-live-card it-card">
      <Link to={path} className="cdv-live-picture" tabIndex={-1} aria-hidden="true">
        <Still
          src={
            session.playback === null || session.state === 'closed' ? null : stillAddress(session.id, { width: 640 })
          }
          icon={session.state === 'live' ? 'play' : stateIcons[session.state]}
        />
      </Link>
      <div className="cdv-live-words">
        <p className="cdv-state">
          <StateSentence session={session} />
        </p>
        <h3>
          <Link to={path}>{session.title}</Link>
        </h3>
        <p className="cdv-quiet">{session.body}</p>
        {current && <p className="cdv-now-item">{t('now.currentItem', { item: itemInWords(current) })}</p>}
        <p className="cdv-buttons">
          <ButtonLink to={path} icon={session.state === 'live' ? 'play' : 'list'}>
            {session.state === 'live' ? t('now.watch') : t('now.openSession')}
          </ButtonLink>
          {session.state === 'live' && (
            <ButtonLink to={`${path}?audio=1`} look="outline" icon="sound">
              {t('now.listen')}
            </ButtonLink>
          )}
        </p>
      </div>
      {agenda.length > 0 && <ShortAgenda agenda={agenda} current={current} />}
    </article>
  );
}

function ShortAgenda({ agenda, current }: { agenda: readonly AgendaItem[]; current: AgendaItem | null }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => keepInView(box.current, box.current?.querySelector('[aria-current]') ?? null), [current?.id]);
  return (
    <div ref={box} className="cdv-live-agenda" tabIndex={0} role="group" aria-label={t('now.agenda')}>
      <h4>{t('now.agenda')}</h4>
      <ol>
        {agendaRows(agenda).map(({ item }) => (
          <li key={item.id} {...(item.id === current?.id && { 'aria-current': 'true' as const })}>
            <span>{itemInWords(item)}</span>
            {item.marks[0] && <span className="cdv-quiet">{timeOfDay(item.marks[0].at, language)}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}
