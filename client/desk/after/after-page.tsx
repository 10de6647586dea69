// After the session (`/desk/sessions/:id/after`): timeline, checklist, withheld parts. Shows the server's state, never a hope.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { logQuery } from '../../api/council.ts';
import { sessionQuery } from '../../api/queries.ts';
import { DocumentsPart } from '../../prepare/documents-part.tsx';
import '../../prepare/prepare.scss';
import { createPlayerStore } from '../../player/player-store.ts';
import { useLiveConnection } from '../../realtime/live-context.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemBox } from '../../ui/problem.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { MinutesBox } from '../minutes-box.tsx';
import '../desk.scss';
import { StaffGate } from '../staff-gate.tsx';
import { TranscriptBox } from '../transcript-box.tsx';
import './after.scss';
import { CorrectionPanel } from './correction-panel.tsx';
import { PublishPanel } from './publish-panel.tsx';
import { TimelineEditor } from './timeline-editor.tsx';
import { WithheldPanel } from './withheld-panel.tsx';

/** The page. */
export function AfterPage(): JSX.Element {
  const { id = '' } = useParams();
  return (
    <StaffGate>
      <After key={id} sessionId={id} />
    </StaffGate>
  );
}

function After({ sessionId }: { sessionId: string }): JSX.Element {
  const { t } = useTranslation();
  const session = useQuery(sessionQuery(sessionId));
  const log = useQuery(logQuery(sessionId));
  const [store] = useState(() => createPlayerStore());
  const connection = useLiveConnection();
  useEffect(() => connection.join(sessionId), [connection, sessionId]);
  const error = session.error ?? log.error;
  if (session.data === undefined || log.data === undefined) {
    if (error === null) return <Spinner />;
    return (
      <Page title={t('after.title')} steps={[{ words: t('desk.title'), to: '/desk' }]}>
        <h1>{t('after.title')}</h1>
        <ProblemBox error={error} onRetry={() => void session.refetch()} />
      </Page>
    );
  }
  const { title, state, playback } = session.data;
  return (
    <Page title={`${t('after.title')}: ${title}`} width="wide">
      <div className="cv-desk cv-desk--room">
        <div className="cv-desk__top">
          <Link to="/desk">{t('desk.heading')}</Link>
          <span aria-hidden="true">/</span>
          <Link to={`/desk/sessions/${sessionId}`}>{t('after.room')}</Link>
          <span aria-hidden="true">/</span>
          <h1 className="cv-desk__title">
            {t('after.title')}: {title}
          </h1>
          <ButtonLink look="quiet" to={`/sessions/${sessionId}`}>
            {t('desk.publicPage')}
          </ButtonLink>
        </div>
        {state === 'ended' && playback !== null ? (
          <TimelineEditor session={session.data} log={log.data} playback={playback} store={store} />
        ) : (
          <p>{t(state === 'ended' ? 'after.noRecording' : 'after.notOver')}</p>
        )}
        <div className="cv-desk__grid">
          <div className="cv-desk__column">
            <PublishPanel session={session.data} />
            <CorrectionPanel session={session.data} log={log.data} />
          </div>
          <div className="cv-desk__column">
            <WithheldPanel session={session.data} store={store} />
          </div>
          <div className="cv-desk__column">
            <section className="cv-desk__panel" aria-labelledby="after-documents">
              <h2 id="after-documents">{t('after.documents.heading')}</h2>
              <DocumentsPart session={session.data} item={null} />
              <Link to={`/desk/sessions/${sessionId}/prepare`}>{t('after.documents.items')}</Link>
            </section>
            <TranscriptBox session={session.data} />
            <MinutesBox sessionId={sessionId} />
          </div>
        </div>
      </div>
    </Page>
  );
}
