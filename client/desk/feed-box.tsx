// Where the encoder connects, what arrives, and what to put right. The stream key stays hidden until asked for.
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Feed, FeedHealth } from '../../server/contract/feeds.ts';
import { renewStreamKey } from '../api/desk.ts';
import { Alert } from '../ui/alert.tsx';
import { CopyField } from './copy-field.tsx';
import { FeedNumbers } from './feed-numbers.tsx';
import { useFeedProblemInWords } from './feed-problem.ts';
import { SourceBox } from './source-box.tsx';
import { useSignalInWords } from './status-bar.tsx';
import { Fold } from './fold.tsx';
import { TwoStepButton } from './two-step-button.tsx';
import { useDeskAction } from './use-desk-action.ts';

/** The signal of a session. */
export function FeedBox({ sessionId, feed }: { sessionId: string; feed: Feed | null }): JSX.Element {
  const { t } = useTranslation();
  const inWords = useSignalInWords();
  return (
    <section className="cv-desk__panel" aria-labelledby="desk-feed">
      <h2 id="desk-feed">{t('desk.feed.heading')}</h2>
      <p className="cv-desk__signal" role="status">
        <strong>{inWords(feed)}</strong>
      </p>
      {feed !== null && <Problems health={feed.health} />}
      {feed?.status === 'receiving' && <FeedNumbers health={feed.health} />}
      {feed !== null && (
        <Fold summary={t('desk.feed.whereTo')} isOpen={feed.status !== 'receiving'}>
          <CopyField label={t('desk.feed.server')} value={feed.rtmp.url} copyLabel={t('desk.feed.copyServer')} />
          <CopyField
            label={t('desk.feed.key')}
            value={feed.rtmp.streamKey}
            copyLabel={t('desk.feed.copyKey')}
            isSecret
          />
          <p className="cdv-hint">{t('desk.feed.keyWarning')}</p>
          <RenewKey sessionId={sessionId} name="main" />
          <BackupKey sessionId={sessionId} backupKey={feed.rtmp.backupKey} />
          <Hints />
        </Fold>
      )}
      {feed !== null && <SourceBox sessionId={sessionId} feed={feed} />}
    </section>
  );
}

function Problems({ health }: { health: FeedHealth }): JSX.Element | null {
  const inWords = useFeedProblemInWords();
  if (health.problems.length === 0) return null;
  return (
    <Alert kind="warning" urgency="urgent">
      {health.problems.map((problem) => (
        <p key={problem.code}>{inWords(problem)}</p>
      ))}
    </Alert>
  );
}

/** For a second encoder that stands by. */
function BackupKey({ sessionId, backupKey }: { sessionId: string; backupKey: string }): JSX.Element {
  const { t } = useTranslation();
  return (
    <details className="cv-desk__hints">
      <summary>{t('desk.sources.backupHeading')}</summary>
      <p className="cdv-hint">{t('desk.sources.backupHint')}</p>
      <CopyField
        label={t('desk.sources.backupKey')}
        value={backupKey}
        copyLabel={t('desk.sources.copyBackupKey')}
        isSecret
      />
      <RenewKey sessionId={sessionId} name="backup" />
    </details>
  );
}

function RenewKey({ sessionId, name }: { sessionId: string; name: 'main' | 'backup' }): JSX.Element {
  const { t } = useTranslation();
  const action = useDeskAction(sessionId);
  return (
    <div className="cdv-buttons">
      <TwoStepButton
        words={t('desk.feed.renew')}
        question={t('desk.feed.renewAsk')}
        yes={t('desk.yes')}
        isRunning={action.running !== null}
        isDisabled={action.running !== null}
        reasonLabel={null}
        onConfirm={() => void action.run('renew', () => renewStreamKey(sessionId, name), t('desk.feed.renewed'))}
      />
      {action.problem !== null && <p className="cdv-field-error">{action.problem}</p>}
    </div>
  );
}

function Hints(): JSX.Element {
  const { t } = useTranslation();
  return (
    <Fold summary={t('desk.feed.hintsHeading')} isOpen={false}>
      <ul>
        <li>{t('desk.feed.hintService')}</li>
        <li>{t('desk.feed.hintKeyframes')}</li>
        <li>{t('desk.feed.hintBframes')}</li>
        <li>{t('desk.feed.hintCodec')}</li>
      </ul>
    </Fold>
  );
}
