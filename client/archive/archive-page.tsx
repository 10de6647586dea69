// The archive: all sessions that have ended, by year and month, narrowed by body and year.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { SessionSummary } from '../../server/contract/sessions.ts';
import { sessionPagesQuery } from '../api/queries.ts';
import { isUndated, monthInWords } from '../text/times.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemBox } from '../ui/problem.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { SessionCard } from '../watch/session-card.tsx';
import { readFilters, sessionFilterOf, writeFilters, type ArchiveFilters } from './archive-filters.ts';
import { FilterBar } from './filter-bar.tsx';
import { groupByMonth } from './group-by-month.ts';

/** `/archive?body=&year=`. */
export function ArchivePage() {
  const { t } = useTranslation();
  const [query, setQuery] = useSearchParams();
  const filters = readFilters(query);
  const change = (next: ArchiveFilters) => setQuery(writeFilters(next), { replace: true });
  const pages = useInfiniteQuery(sessionPagesQuery(sessionFilterOf(filters)));
  const sessions = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  return (
    <Page title={t('archive.title')} steps={[{ words: t('archive.title') }]}>
      <h1>{t('archive.heading')}</h1>
      <p>{t('archive.intro')}</p>
      <FilterBar filters={filters} onChange={change} />
      {pages.isPending && <Spinner />}
      {pages.isError && <ProblemBox error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isSuccess && (
        <>
          <p className="cdv-quiet" role="status">
            {sessions.length > 0 ? t('archive.shown', { count: sessions.length }) : t('archive.none')}
          </p>
          {sessions.length === 0 && <NothingFound filters={filters} onClear={() => change({ body: '', year: '' })} />}
          <Years sessions={sessions} />
        </>
      )}
      {pages.hasNextPage && (
        <Button look="outline" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {pages.isFetchingNextPage ? t('site.loading') : t('archive.more')}
        </Button>
      )}
    </Page>
  );
}

function NothingFound({ filters, onClear }: { filters: ArchiveFilters; onClear: () => void }) {
  const { t } = useTranslation();
  const isFiltered = filters.body !== '' || filters.year !== '';
  if (!isFiltered) return <Empty>{t('now.latestNone')}</Empty>;
  return (
    <Button look="outline" onClick={onClear}>
      {t('archive.clear')}
    </Button>
  );
}

function Years({ sessions }: { sessions: readonly SessionSummary[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const years = useMemo(
    () => groupByMonth(sessions, (at) => (isUndated(at) ? '' : monthInWords(at, language))),
    [sessions, language],
  );
  return years.map(({ year, months }) => (
    <section key={year} className="cdv-year" aria-labelledby={`year-${year}`}>
      <h2 id={`year-${year}`}>{isUndated(months[0]?.sessions[0]?.scheduledAt ?? '') ? t('archive.undated') : year}</h2>
      {months.map(({ month, sessions: inMonth }) => (
        <div key={month} className="cdv-month">
          <p className="cdv-month-name">{month}</p>
          <ul className="cdv-cards">
            {inMonth.map((session) => (
              <SessionCard key={session.id} session={session} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  ));
}
