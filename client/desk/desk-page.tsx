// The desk's front page (`/desk`): the sessions with the way into their control rooms, and a form for a new one.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { SessionSummary } from '../../server/contract/sessions.ts';
import { signOut } from '../api/account.ts';
import { meQuery, sessionListQuery } from '../api/queries.ts';
import type { SessionFilter } from '../api/sessions.ts';
import { dayInShort, timeOfDay } from '../text/times.ts';
import { Badge } from '../ui/badge.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemBox } from '../ui/problem.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { isOnAir, stateIcons } from '../watch/state-words.ts';
import { FoldedChatQueue } from './chat-queue.tsx';
import './desk.scss';
import { FirstSteps } from './first-steps.tsx';
import { NewSessionForm } from './new-session-form.tsx';
import { StaffGate } from './staff-gate.tsx';
import { TwoStepButton } from './two-step-button.tsx';

const running: SessionFilter = { state: 'live,recess,closed,scheduled', order: 'oldest', limit: 50 };
const past: SessionFilter = { state: 'ended,cancelled', order: 'newest', limit: 20 };

/** The page. */
export function DeskPage(): JSX.Element {
  const { t } = useTranslation();
  return (
    <StaffGate>
      <Page title={t('desk.title')} steps={[{ words: t('desk.title') }]}>
        <div className="cv-desk cv-desk--front">
          <Heading />
          <FirstSteps />
          <NewSession />
          <SessionList heading={t('desk.runningHeading')} filter={running} empty={t('desk.runningNone')} />
          <SessionList heading={t('desk.pastHeading')} filter={past} empty={null} />
        </div>
      </Page>
    </StaffGate>
  );
}

function Heading(): JSX.Element {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  const cache = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut();
    cache.clear();
    await navigate('/');
  };
  return (
    <div className="cv-desk__head">
      <h1>{t('desk.heading')}</h1>
      {me.data != null && (
        <div className="cdv-buttons">
          <span>{t('desk.signedInAs', { email: me.data.email })}</span>
          <ButtonLink look="outline" to="/desk/settings">
            {t('accounts.title')}
          </ButtonLink>
          <SignOut onLeave={() => void leave()} />
        </div>
      )}
    </div>
  );
}

/** Whoever leaves while a session is on air is told that it goes on without them. */
function SignOut({ onLeave }: { onLeave: () => void }): JSX.Element {
  const { t } = useTranslation();
  const list = useQuery(sessionListQuery(running));
  const onAir = list.data?.items.find((session) => ['live', 'recess', 'closed'].includes(session.state));
  if (onAir === undefined) {
    return (
      <Button look="outline" onClick={onLeave}>
        {t('desk.signOut')}
      </Button>
    );
  }
  return (
    <TwoStepButton
      words={t('accounts.leave.button')}
      question={t('accounts.leave.ask', { title: onAir.title })}
      yes={t('accounts.leave.yes')}
      isRunning={false}
      isDisabled={false}
      reasonLabel={null}
      onConfirm={onLeave}
    />
  );
}

function NewSession(): JSX.Element {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <NewSessionForm onClose={() => setOpen(false)} />;
  return (
    <Button icon="plus" onClick={() => setOpen(true)}>
      {t('desk.newSession')}
    </Button>
  );
}

interface SessionListProps {
  heading: string;
  filter: SessionFilter;
  /** Words for an empty list; null shows nothing at all then. */
  empty: string | null;
}

function SessionList({ heading, filter, empty }: SessionListProps): JSX.Element | null {
  const list = useQuery(sessionListQuery(filter));
  const items = list.data?.items ?? [];
  if (list.data !== undefined && items.length === 0 && empty === null) return null;
  return (
    <section className="cv-desk__list">
      <h2>{heading}</h2>
      {list.data === undefined && list.error === null && <Spinner />}
      {list.error !== null && <ProblemBox error={list.error} onRetry={() => void list.refetch()} />}
      {list.data !== undefined && items.length === 0 && <Empty>{empty}</Empty>}
      <ul className="cv-desk__sessions">
        {items.map((session) => (
          <SessionLine key={session.id} session={session} />
        ))}
      </ul>
    </section>
  );
}

function SessionLine({ session }: { session: SessionSummary }): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <li className={`cv-desk__session cv-desk__session--${session.state}`}>
      <div>
        <p className="cv-desk__session-title">{session.title}</p>
        <p className="cdv-hint">
          {session.body}, {dayInShort(session.scheduledAt, language)}, {timeOfDay(session.scheduledAt, language)}
        </p>
        <p className="cdv-buttons">
          <Badge tone={session.state === 'live' ? 'live' : 'calm'} icon={stateIcons[session.state]}>
            {t(`state.${session.state}`)}
          </Badge>
          <Badge>{t(`desk.bar.publication.${session.publication}`)}</Badge>
        </p>
      </div>
      <ButtonLink look="outline" icon="document" to={`/desk/sessions/${session.id}/prepare`}>
        {t('prepare.open')}
        <span className="visually-hidden">: {session.title}</span>
      </ButtonLink>
      <ButtonLink look={session.state === 'live' ? 'primary' : 'outline'} to={`/desk/sessions/${session.id}`}>
        {t('desk.open')}
        <span className="visually-hidden">: {session.title}</span>
      </ButtonLink>
      {isOnAir(session.state) && <FoldedChatQueue sessionId={session.id} />}
    </li>
  );
}
