// The checklist before publishing: each point with the way to its cure; publishing with open points needs a reason.
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CheckPoint } from '../../../server/contract/publishing.ts';
import type { Session } from '../../../server/contract/sessions.ts';
import { publishCheckQuery } from '../../api/after.ts';
import { runCommand } from '../../api/desk.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { TwoStepButton } from '../two-step-button.tsx';
import { useDeskAction } from '../use-desk-action.ts';

/** Where a point is cured. */
const cures: Readonly<Record<CheckPoint['code'], (sessionId: string) => string>> = {
  captions: () => '#desk-transcript',
  documents: () => '#after-documents',
  'closed-parts': () => '#after-withheld',
  marks: () => '#after-timeline',
  votes: (id) => `/desk/sessions/${id}#desk-log`,
  withheld: () => '#after-withheld',
};

/** The panel. */
export function PublishPanel({ session }: { session: Session }): JSX.Element {
  const { t } = useTranslation();
  const check = useQuery({ ...publishCheckQuery(session.id), refetchInterval: 10_000 });
  const action = useDeskAction(session.id);
  const points = check.data?.points ?? [];
  const openCount = points.filter((point) => point.state === 'open').length;
  const publish = (reason: string) =>
    void action.run(
      'publish',
      () => runCommand(session.id, { command: 'publish', ...(reason === '' ? {} : { reason }) }),
      t('after.publish.done'),
    );
  return (
    <section className="cv-desk__panel" aria-labelledby="after-publish">
      <h2 id="after-publish">{t('after.publish.heading')}</h2>
      <ul className="cv-after__points">
        {points.map((point) => (
          <PointLine key={point.code} point={point} sessionId={session.id} />
        ))}
      </ul>
      {action.problem !== null && (
        <Alert kind="danger" urgency="urgent">
          {action.problem}
        </Alert>
      )}
      {session.publication === 'published' && <p>{t('after.publish.isPublished')}</p>}
      {session.publication !== 'published' && check.data?.mayPublish === false && (
        <Alert kind="danger">{t('after.publish.forbidden')}</Alert>
      )}
      {session.publication !== 'published' &&
        check.data?.mayPublish === true &&
        (openCount === 0 ? (
          <Button icon="check" disabled={action.running !== null} onClick={() => publish('')}>
            {t('after.publish.button')}
          </Button>
        ) : (
          <TwoStepButton
            words={t('after.publish.button')}
            icon="check"
            question={t('after.publish.ask', { count: openCount })}
            yes={t('after.publish.yes')}
            reasonLabel={t('after.publish.reason')}
            isRunning={action.running !== null}
            isDisabled={action.running !== null}
            onConfirm={publish}
          />
        ))}
    </section>
  );
}

function PointLine({ point, sessionId }: { point: CheckPoint; sessionId: string }): JSX.Element {
  const { t } = useTranslation();
  const isFine = point.state === 'ok';
  const cure = cures[point.code](sessionId);
  const words = t(`after.publish.cure.${point.code}`);
  return (
    <li className={`cv-after__point cv-after__point--${point.state}`}>
      <Icon name={isFine ? 'check' : 'warning'} />
      <span>
        {t(`after.publish.points.${point.code}.${isFine ? 'ok' : 'open'}`, { count: point.count })}
        {point.names.length > 0 && <small className="cdv-hint"> {point.names.join(' · ')}</small>}{' '}
        {!isFine && (cure.startsWith('#') ? <a href={cure}>{words}</a> : <Link to={cure}>{words}</Link>)}
      </span>
    </li>
  );
}
