// The clerk's control room of one session (`/desk/sessions/:id`). Shows the server's state, never a hope.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { CouncilLog } from '../../server/contract/council-log.ts';
import type { Feed } from '../../server/contract/feeds.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { feedQuery } from '../api/desk.ts';
import { logQuery } from '../api/council.ts';
import { sessionQuery } from '../api/queries.ts';
import { ApiError } from '../api/request.ts';
import { useLiveConnection, useLiveSnapshot } from '../realtime/live-context.ts';
import { signInPath } from '../sign-in/return-path.ts';
import { Alert } from '../ui/alert.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { keepFocus } from '../ui/keep-focus.ts';
import { Page } from '../ui/page.tsx';
import { ProblemBox } from '../ui/problem.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { ChatPane } from '../watch/chat-pane.tsx';
import { AlarmPanel, AlarmSoundButton, useDeskAlarms } from './alarm-panel.tsx';
import { AgendaPanel } from './agenda-panel.tsx';
import { ChatModeration } from './chat-moderation.tsx';
import { CommandBar } from './command-bar.tsx';
import { CouncilPanels, OtherClerks } from './council-panels.tsx';
import './desk.scss';
import { FeedBox } from './feed-box.tsx';
import { LegalNotice } from './legal-notice.tsx';
import { NoBroadcast } from './no-broadcast.tsx';
import { RecordingBox } from './recording-box.tsx';
import { PicturesPanel } from './pictures-panel.tsx';
import { RehearsalBox } from './rehearsal-box.tsx';
import { StaffGate } from './staff-gate.tsx';
import { StatusBar } from './status-bar.tsx';
import { TranscriptBox } from './transcript-box.tsx';

/** Sockets tell of changes at once; this is the net below them. */
const lookAgainMs = 10_000;

/** The page. */
export function ControlRoomPage(): JSX.Element {
  const { id = '' } = useParams();
  return (
    <StaffGate>
      <ControlRoom key={id} sessionId={id} />
    </StaffGate>
  );
}

function ControlRoom({ sessionId }: { sessionId: string }): JSX.Element {
  const { t } = useTranslation();
  const session = useQuery({ ...sessionQuery(sessionId), refetchInterval: lookAgainMs });
  const feed = useQuery(feedQuery(sessionId));
  const log = useQuery({ ...logQuery(sessionId), refetchInterval: lookAgainMs });
  const connection = useLiveConnection();
  useEffect(() => connection.join(sessionId), [connection, sessionId]);
  if (session.data === undefined && session.error !== null) {
    return (
      <Page title={t('desk.title')} steps={[{ words: t('desk.title'), to: '/desk' }]}>
        <h1>{t('desk.title')}</h1>
        <ProblemBox error={session.error} onRetry={() => void session.refetch()} />
      </Page>
    );
  }
  if (session.data === undefined) return <Spinner />;
  const trouble = session.error ?? feed.error;
  const shownFeed = feed.error === null ? (feed.data ?? null) : null;
  return <Panels session={session.data} log={log.data ?? null} feed={shownFeed} trouble={trouble} />;
}

function Panels({
  session,
  log,
  feed,
  trouble,
}: {
  session: Session;
  log: CouncilLog | null;
  feed: Feed | null;
  trouble: Error | null;
}): JSX.Element {
  const { t } = useTranslation();
  const alarms = useDeskAlarms(session, feed);
  return (
    <Page title={`${t('desk.title')}: ${session.title}`} width="wide">
      <div ref={keepFocus} className="cv-desk cv-desk--room">
        <div className="cv-desk__top">
          <Link to="/desk">{t('desk.heading')}</Link>
          <span aria-hidden="true">/</span>
          <h1 className="cv-desk__title">{session.title}</h1>
          <OtherClerks />
          <AlarmSoundButton sound={alarms.sound} />
          {session.state === 'ended' && (
            <ButtonLink look="quiet" to={`/desk/sessions/${session.id}/after`}>
              {t('after.open')}
            </ButtonLink>
          )}
          <ButtonLink look="quiet" to={`/desk/sessions/${session.id}/prepare`}>
            {t('prepare.open')}
          </ButtonLink>
          <ButtonLink look="quiet" to={`/sessions/${session.id}`}>
            {t('desk.publicPage')}
          </ButtonLink>
        </div>
        <Connection trouble={trouble} sessionId={session.id} />
        <LegalNotice session={session} />
        <NoBroadcast session={session} />
        <StatusBar session={session} feed={feed} />
        <AlarmPanel book={alarms.book} see={alarms.see} />
        <div className="cv-desk__grid">
          <div className="cv-desk__column">
            <PicturesPanel session={session} feed={feed} />
            <CommandBar session={session} />
            <RehearsalBox session={session} feed={feed} />
          </div>
          <div className="cv-desk__column">
            <AgendaPanel session={session} log={log} />
          </div>
          <div className="cv-desk__column">
            {log !== null && <CouncilPanels session={session} log={log} />}
            <FeedBox sessionId={session.id} feed={feed} />
            <section className="cv-desk__panel" aria-labelledby="desk-chat">
              <h2 id="desk-chat">{t('desk.chat.heading')}</h2>
              <ChatModeration session={session} />
              <ChatPane session={session} />
            </section>
            <RecordingBox session={session} />
            <TranscriptBox session={session} />
          </div>
        </div>
      </div>
    </Page>
  );
}

/** Says when what the desk shows may be old, and when the sign-in is over. */
function Connection({ trouble, sessionId }: { trouble: Error | null; sessionId: string }): JSX.Element {
  const { t } = useTranslation();
  const { connection } = useLiveSnapshot();
  const isSignedOut = trouble instanceof ApiError && trouble.code === 'not-signed-in';
  const isLost = connection === 'lost' || (trouble instanceof ApiError && trouble.code === 'unreachable');
  return (
    <div className="cv-desk__trouble" role="alert">
      {isSignedOut && (
        <Alert kind="danger">
          <p>
            {t('desk.signedOut')} <Link to={signInPath(`/desk/sessions/${sessionId}`)}>{t('desk.signInAgain')}</Link>
          </p>
        </Alert>
      )}
      {isLost && !isSignedOut && (
        <Alert kind="danger">
          <p>{t('desk.lost')}</p>
        </Alert>
      )}
    </div>
  );
}
