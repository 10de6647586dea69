// A published session as it was before a correction (`/sessions/:id/versions/:version`): read only, nothing plays.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { SessionVersion } from '../../server/contract/publishing.ts';
import { versionQuery } from '../api/after.ts';
import { createPlayerStore } from '../player/player-store.ts';
import { clockTime, dayInWords, timeOfDay } from '../text/times.ts';
import { Alert } from '../ui/alert.tsx';
import { Page } from '../ui/page.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { agendaRows, itemInWords } from './agenda-line.ts';
import { CouncilPane, hasCouncilPane } from './council-pane.tsx';
import { DocumentLink } from './document-link.tsx';
import { SessionProblem } from './session-problem.tsx';

/** The page. */
export function VersionPage() {
  const { id = '', version = '' } = useParams();
  const old = useQuery(versionQuery(id, Number(version)));
  if (old.error) return <SessionProblem error={old.error} onRetry={() => void old.refetch()} />;
  return old.data === undefined ? <Spinner /> : <OldVersion old={old.data} />;
}

function OldVersion({ old }: { old: SessionVersion }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [store] = useState(createPlayerStore);
  const { version, replacedAt, log } = old;
  const session = { ...old.session, playback: null };
  const heading = t('versions.title', { version, title: session.title });
  const steps = [
    { words: t('site.archive'), to: '/archive' },
    { words: session.title, to: `/sessions/${session.id}` },
    { words: t('versions.version', { version }) },
  ];
  return (
    <Page title={heading} steps={steps}>
      <h1>{heading}</h1>
      <Alert kind="warning">
        {t('versions.replaced', { day: dayInWords(replacedAt, language), time: timeOfDay(replacedAt, language) })}{' '}
        <Link to={`/sessions/${session.id}`}>{t('versions.toCurrent')}</Link>
      </Alert>
      <h2>{t('agenda.heading')}</h2>
      <ol className="cdv-version-agenda">
        {agendaRows(session.agenda).map(({ item, depth }) => (
          <li key={item.id} className={`cdv-depth-${Math.min(depth, 3)}`}>
            {itemInWords(item)}{' '}
            <small className="cdv-hint">
              {item.marks
                .map(({ at, offsetSeconds }) =>
                  offsetSeconds === null ? timeOfDay(at, language) : clockTime(offsetSeconds),
                )
                .join(', ')}
            </small>
          </li>
        ))}
      </ol>
      {(old.documents.length > 0 || old.transcript !== null) && (
        <>
          <h2>{t('documents.heading')}</h2>
          <ul>
            {old.documents.map(({ id, title, file }) => (
              <li key={id}>{file === null ? title : <DocumentLink title={title} file={file} look="clip" />}</li>
            ))}
            {old.transcript !== null && (
              <li>
                <a href={old.transcript} download>
                  {t('versions.transcript')}
                </a>
              </li>
            )}
          </ul>
        </>
      )}
      {hasCouncilPane(log) && <CouncilPane session={session} log={log} store={store} />}
    </Page>
  );
}
