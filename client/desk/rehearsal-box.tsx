// The rehearsal on the desk: a minute before the session, then a list with pass or fail and what to do about each failure.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Feed } from '../../server/contract/feeds.ts';
import type { Rehearsal, RehearsalResult } from '../../server/contract/rehearsal.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { startSource } from '../api/desk.ts';
import { rehearsalQuery, startRehearsal } from '../api/rehearsal.ts';
import { dayInWords, timeOfDay } from '../text/times.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { Fold } from './fold.tsx';
import { useDeskAction, type DeskAction } from './use-desk-action.ts';

/** Before the session and in recess; on air there is nothing to rehearse. */
export function RehearsalBox({ session, feed }: { session: Session; feed: Feed | null }): JSX.Element | null {
  const { t } = useTranslation();
  const action = useDeskAction(session.id);
  const cache = useQueryClient();
  const isPossible = session.state === 'scheduled' || session.state === 'recess';
  const query = rehearsalQuery(session.id);
  const { data } = useQuery({ ...query, enabled: isPossible });
  if (!isPossible || data === undefined) return null;
  const start = async () => {
    const answer = await action.run('rehearse', () => startRehearsal(session.id), t('control.rehearsal.begun'));
    if (answer !== null) cache.setQueryData(query.queryKey, answer.value);
  };
  return (
    <section className="cv-desk__panel" aria-labelledby="desk-rehearsal">
      <h2 id="desk-rehearsal">{t('control.rehearsal.heading')}</h2>
      {data.running === null ? (
        <Begin
          session={session}
          isReceiving={feed?.status === 'receiving'}
          action={action}
          onStart={() => void start()}
        />
      ) : (
        <Running running={data.running} />
      )}
      {action.problem !== null && (
        <Alert kind="danger" urgency="urgent">
          <p>{action.problem}</p>
        </Alert>
      )}
      {data.running === null && data.last !== null && <Result result={data.last} />}
    </section>
  );
}

function Begin(props: {
  session: Session;
  isReceiving: boolean;
  action: DeskAction;
  onStart: () => void;
}): JSX.Element {
  const { t } = useTranslation();
  const { action } = props;
  const isBusy = action.running !== null;
  const showTest = () =>
    void action.run('test', () => startSource(props.session.id, { kind: 'test' }), t('desk.sources.started'));
  return (
    <>
      <p className="cdv-hint">{t(props.isReceiving ? 'control.rehearsal.hint' : 'control.rehearsal.needsFeed')}</p>
      <div className="cdv-buttons">
        <Button look="outline" icon="check" disabled={isBusy || !props.isReceiving} onClick={props.onStart}>
          {t('control.rehearsal.start')}
        </Button>
        {!props.isReceiving && (
          <Button look="outline" disabled={isBusy} onClick={showTest}>
            {t('desk.sources.startTest')}
          </Button>
        )}
      </div>
    </>
  );
}

function Running({ running }: { running: NonNullable<Rehearsal['running']> }): JSX.Element {
  const { t } = useTranslation();
  const { seconds, ofSeconds } = running;
  return (
    <div>
      <p role="status">{t('control.rehearsal.running')}</p>
      <progress
        className="cv-desk__progress"
        max={ofSeconds}
        value={seconds}
        aria-label={t('control.rehearsal.heading')}
      />
      <p className="cv-desk__digits">{t('control.rehearsal.seconds', { seconds, ofSeconds })}</p>
    </div>
  );
}

function Result({ result }: { result: RehearsalResult }): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const { by, endedAt, passed, points } = result;
  const failed = points.filter((point) => !point.passed);
  const when = { day: dayInWords(endedAt, language), time: timeOfDay(endedAt, language), by };
  return (
    <>
      <Alert kind={passed ? 'success' : 'warning'}>
        <p>
          <strong>
            {passed ? t('control.rehearsal.passed') : t('control.rehearsal.failed', { count: failed.length })}
          </strong>{' '}
          {t('control.rehearsal.when', when)}
        </p>
      </Alert>
      <PointList points={failed} />
      <Fold summary={t('control.rehearsal.all')} isOpen={false}>
        <PointList points={points.filter((point) => point.passed)} />
      </Fold>
    </>
  );
}

function PointList({ points }: { points: RehearsalResult['points'] }): JSX.Element | null {
  const { t } = useTranslation();
  if (points.length === 0) return null;
  return (
    <ul className="cv-desk__points">
      {points.map(({ point, passed, fact }) => (
        <li key={point} className={passed ? 'cv-desk__point' : 'cv-desk__point cv-desk__point--failed'}>
          <Icon name={passed ? 'check' : 'warning'} />
          <span>
            <strong>{t(`control.rehearsal.points.${point}`)}</strong>
            {': '}
            {t(passed ? 'control.rehearsal.pass' : 'control.rehearsal.fail')}
            {fact !== null && ` (${fact})`}
            {!passed && <small className="cdv-hint">{t(`control.rehearsal.cures.${point}`)}</small>}
          </span>
        </li>
      ))}
    </ul>
  );
}
