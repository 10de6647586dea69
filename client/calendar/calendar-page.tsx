// The calendar of sessions (`/calendar?month=2026-12`): a month as a table and as a list, and calendars to subscribe to.
import { useQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { SessionSummary } from '../../server/contract/sessions.ts';
import { bodiesQuery } from '../api/desk.ts';
import { calendarAddress } from '../api/preparation.ts';
import { sessionListQuery } from '../api/queries.ts';
import { isoDay, monthInWords, timeOfDay, weekdayInShort, yearOf } from '../text/times.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemBox } from '../ui/problem.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { SessionCard } from '../watch/session-card.tsx';
import './calendar.scss';
import { isMonth, monthAfter, weeksOf } from './month.ts';

/** No town holds more sessions in a month. */
const mostSessions = 100;

/** The page. */
export function CalendarPage(): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const [query] = useSearchParams();
  const [today] = useState(() => isoDay(Date.now()));
  const asked = query.get('month') ?? '';
  const month = isMonth(asked) ? asked : today.slice(0, 7);
  const weeks = weeksOf(month);
  const days = weeks.flat().filter((day) => day !== null);
  const list = useQuery(sessionListQuery({ from: days[0], to: days.at(-1), order: 'oldest', limit: mostSessions }));
  const sessions = list.data?.items ?? [];
  const middle = `${month}-15T12:00:00Z`;
  const name = `${monthInWords(middle, language)} ${yearOf(middle)}`;
  return (
    <Page title={`${t('calendar.title')}: ${name}`} steps={[{ words: t('calendar.title') }]}>
      <h1>{t('calendar.title')}</h1>
      <nav className="cdv-buttons" aria-label={t('calendar.months')}>
        <ButtonLink look="outline" to={`/calendar?month=${monthAfter(month, -1)}`}>
          {t('calendar.before')}
        </ButtonLink>
        <ButtonLink look="outline" to={`/calendar?month=${monthAfter(month, 1)}`}>
          {t('calendar.after')}
        </ButtonLink>
      </nav>
      <h2 className="cdv-calendar-month-name">{name}</h2>
      {list.error !== null && <ProblemBox error={list.error} onRetry={() => void list.refetch()} />}
      <Month name={name} weeks={weeks} today={today} sessions={sessions} />
      {list.data !== undefined && sessions.length === 0 && <Empty>{t('calendar.none')}</Empty>}
      <ul className="cdv-cards">
        {sessions.map((session) => (
          <SessionCard key={session.id} session={session} />
        ))}
      </ul>
      <Subscriptions />
    </Page>
  );
}

interface MonthProps {
  name: string;
  weeks: (string | null)[][];
  today: string;
  sessions: readonly SessionSummary[];
}

function Month({ name, weeks, today, sessions }: MonthProps): JSX.Element {
  const language = useLanguage();
  // 2024-01-01 was a Monday.
  const weekdays = Array.from({ length: 7 }, (_, day) => weekdayInShort(Date.UTC(2024, 0, 1 + day, 12), language));
  const on = (day: string) => sessions.filter(({ scheduledAt }) => isoDay(Date.parse(scheduledAt)) === day);
  return (
    <table className="cdv-calendar-month">
      <caption className="visually-hidden">{name}</caption>
      <thead>
        <tr>
          {weekdays.map((day) => (
            <th key={day} scope="col">
              {day}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, index) => (
          <tr key={index}>
            {week.map((day, place) => (
              <td key={place} {...(day === today && { 'aria-current': 'date' as const })}>
                {day !== null && <span className="cdv-calendar-month-day">{Number(day.slice(-2))}</span>}
                {day !== null && on(day).map((session) => <Entry key={session.id} session={session} />)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Entry({ session }: { session: SessionSummary }): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Link to={`/sessions/${encodeURIComponent(session.id)}`} className="cdv-calendar-month-entry">
      {timeOfDay(session.scheduledAt, language)} {session.body}
      <span className="visually-hidden">: {session.title}</span>
      {session.state === 'cancelled' && ` (${t('state.cancelled')})`}
    </Link>
  );
}

function Subscriptions(): JSX.Element {
  const { t } = useTranslation();
  const bodies = useQuery(bodiesQuery);
  return (
    <section className="cdv-subscriptions" aria-labelledby="subscriptions">
      <h2 id="subscriptions">{t('calendar.subscribe')}</h2>
      <p>{t('calendar.subscribeHint')}</p>
      <ul>
        <li>
          <a href={calendarAddress()}>{t('calendar.ofTown')}</a>
        </li>
        {bodies.data?.map((body) => (
          <li key={body.id}>
            <a href={calendarAddress(body.id)}>{body.name}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
