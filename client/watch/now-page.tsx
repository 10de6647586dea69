// The start page: what is live, what comes next, what was last.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionListQuery } from '../api/queries.ts';
import { isoDay } from '../text/times.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemBox } from '../ui/problem.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { LiveCard } from './live-card.tsx';
import { SessionCard } from './session-card.tsx';

/** `/`. */
export function NowPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('now.title')}>
      <h1 className="cdv-now-heading">{t('now.heading')}</h1>
      <LiveNow />
      <div className="cdv-columns">
        <NextSessions />
        <LatestSessions />
      </div>
    </Page>
  );
}

function LiveNow() {
  const { t } = useTranslation();
  const live = useQuery(sessionListQuery({ state: 'live,recess,closed', order: 'newest', limit: 10 }));
  if (live.isPending) return <Spinner />;
  if (live.data === undefined) return <ProblemBox error={live.error} onRetry={() => void live.refetch()} />;
  if (live.data.items.length === 0) return <p className="cdv-nobody">{t('now.nobodyLive')}</p>;
  return (
    <section aria-labelledby="live-heading">
      <h2 id="live-heading" className="visually-hidden">
        {t('now.liveHeading')}
      </h2>
      {live.data.items.map((session) => (
        <LiveCard key={session.id} session={session} />
      ))}
    </section>
  );
}

/** A session stays among the next ones through its day, even when it begins late. */
const dayMs = 86_400_000;

function NextSessions() {
  const { t } = useTranslation();
  const [from] = useState(() => isoDay(Date.now() - dayMs));
  const next = useQuery(sessionListQuery({ state: 'scheduled', order: 'oldest', from, limit: 5 }));
  return (
    <section className="cdv-list-section" aria-labelledby="next-heading">
      <h2 id="next-heading">{t('now.nextHeading')}</h2>
      {next.data?.items.length === 0 && <Empty>{t('now.nextNone')}</Empty>}
      <ul className="cdv-cards">
        {next.data?.items.map((session) => (
          <SessionCard key={session.id} session={session} />
        ))}
      </ul>
      <ButtonLink to="/calendar" look="outline" icon="calendar">
        {t('calendar.title')}
      </ButtonLink>
    </section>
  );
}

function LatestSessions() {
  const { t } = useTranslation();
  const latest = useQuery(sessionListQuery({ state: 'ended', order: 'newest', limit: 3 }));
  return (
    <section className="cdv-list-section" aria-labelledby="latest-heading">
      <h2 id="latest-heading">{t('now.latestHeading')}</h2>
      {latest.data?.items.length === 0 && <Empty>{t('now.latestNone')}</Empty>}
      <ul className="cdv-cards">
        {latest.data?.items.map((session) => (
          <SessionCard key={session.id} session={session} />
        ))}
      </ul>
      <ButtonLink to="/archive" look="outline" icon="list">
        {t('now.wholeArchive')}
      </ButtonLink>
    </section>
  );
}
