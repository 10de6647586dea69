// What a session needs before it begins (`/desk/sessions/:id/prepare`): its facts and convocation, its items and their documents.
import { useQuery } from '@tanstack/react-query';
import { useEffect, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Session } from '../../server/contract/sessions.ts';
import { sessionQuery } from '../api/queries.ts';
import '../desk/desk.scss';
import { StaffGate } from '../desk/staff-gate.tsx';
import { useLiveConnection } from '../realtime/live-context.ts';
import { dayInWords, timeOfDay } from '../text/times.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemBox } from '../ui/problem.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { agendaRows, itemInWords } from '../watch/agenda-line.ts';
import { ConvocationMail } from './convocation-mail.tsx';
import { DocumentsPart } from './documents-part.tsx';
import { DuplicateForm } from './duplicate-form.tsx';
import { ItemForm } from './item-form.tsx';
import './prepare.scss';
import { SessionForm } from './session-form.tsx';

/** The page. */
export function PreparePage(): JSX.Element {
  const { id = '' } = useParams();
  return (
    <StaffGate>
      <Preparation key={id} sessionId={id} />
    </StaffGate>
  );
}

function Preparation({ sessionId }: { sessionId: string }): JSX.Element {
  const { t } = useTranslation();
  const session = useQuery(sessionQuery(sessionId));
  const connection = useLiveConnection();
  useEffect(() => connection.join(sessionId), [connection, sessionId]);
  const error = session.data === undefined ? session.error : null;
  const title = session.data === undefined ? t('prepare.title') : `${t('prepare.title')}: ${session.data.title}`;
  return (
    <Page title={title} steps={[{ words: t('desk.title'), to: '/desk' }, { words: t('prepare.title') }]}>
      {error !== null && <ProblemBox error={error} onRetry={() => void session.refetch()} />}
      {session.data === undefined && error === null && <Spinner />}
      {session.data !== undefined && <Parts session={session.data} />}
    </Page>
  );
}

function Parts({ session }: { session: Session }): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className="cv-desk cv-prepare">
      <header>
        <h1>{session.title}</h1>
        <p className="cdv-hint">
          {session.body}, {dayInWords(session.scheduledAt, language)}, {timeOfDay(session.scheduledAt, language)}
        </p>
        <div className="cdv-buttons">
          <ButtonLink look="outline" to={`/desk/sessions/${session.id}`}>
            {t('prepare.toDesk')}
          </ButtonLink>
          <ButtonLink look="outline" to={`/sessions/${session.id}`}>
            {t('desk.publicPage')}
          </ButtonLink>
        </div>
      </header>
      <SessionForm session={session} />
      <ConvocationMail session={session} />
      <section className="cv-desk__panel" aria-labelledby="prepare-documents">
        <h2 id="prepare-documents">{t('prepare.documents.heading')}</h2>
        <p className="cdv-hint">{t('prepare.documents.hint')}</p>
        <DocumentsPart session={session} item={null} />
      </section>
      <section className="cv-desk__panel" aria-labelledby="prepare-agenda">
        <h2 id="prepare-agenda">{t('desk.agenda.heading')}</h2>
        <ol className="cv-prepare__agenda">
          {agendaRows(session.agenda).map(({ item, depth }) => (
            <li key={item.id} className={`cdv-depth-${Math.min(depth, 3)}`}>
              <h3>{itemInWords(item)}</h3>
              <ItemForm session={session} item={item} />
              <DocumentsPart session={session} item={item} />
            </li>
          ))}
        </ol>
      </section>
      <DuplicateForm session={session} />
    </div>
  );
}
