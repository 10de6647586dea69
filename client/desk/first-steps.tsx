// The first start, step by step: from an empty house to the first rehearsal. Each step says where it is done, and when it is.
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionSummary } from '../../server/contract/sessions.ts';
import { bodyQuery, rosterQuery } from '../api/council.ts';
import { feedQuery } from '../api/desk.ts';
import { meQuery, sessionListQuery } from '../api/queries.ts';
import { rehearsalQuery } from '../api/rehearsal.ts';
import type { SessionFilter } from '../api/sessions.ts';
import { townQuery } from '../api/town.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

const coming: SessionFilter = { state: 'live,recess,closed,scheduled', order: 'oldest', limit: 1 };
const over: SessionFilter = { state: 'ended', order: 'newest', limit: 1 };
const lookEveryMs = 5000;

type StepName = 'town' | 'session' | 'members' | 'legal' | 'encoder' | 'rehearsal';

interface Step {
  readonly name: StepName;
  readonly isDone: boolean;
  /** Where it is done; null while an earlier step must come first. */
  readonly to: string | null;
}

/** Nothing once a session has been held, or all steps are done. */
export function FirstSteps(): JSX.Element | null {
  const past = useQuery(sessionListQuery(over));
  const next = useQuery(sessionListQuery(coming));
  if (past.data === undefined || next.data === undefined || past.data.items.length > 0) return null;
  const [session] = next.data.items;
  return session === undefined ? <StepsWithout /> : <StepsOf session={session} />;
}

/** Whoever only keeps sessions cannot set the town: for them it is no step. */
function useTownStep(): readonly Step[] {
  const me = useQuery(meQuery);
  const town = useQuery(townQuery);
  if (me.data?.role !== 'administrator') return [];
  const isDone = town.data !== undefined && (town.data.name !== null || town.data.crest !== null);
  return [{ name: 'town', isDone, to: '/desk/settings/town' }];
}

function StepsWithout(): JSX.Element {
  const town = useTownStep();
  const others = (['session', 'members', 'legal', 'encoder', 'rehearsal'] as const).map((name) => ({
    ...{ name, isDone: false, to: null },
  }));
  return <StepList steps={[...town, ...others]} />;
}

function StepsOf({ session }: { session: SessionSummary }): JSX.Element | null {
  const { id, bodyId } = session;
  const body = useQuery(bodyQuery(bodyId));
  const roster = useQuery(rosterQuery(bodyId));
  const feed = useQuery({ ...feedQuery(id), refetchInterval: lookEveryMs });
  const { data: rehearsal } = useQuery(rehearsalQuery(id));
  const [bodyPage, room] = [`/desk/bodies/${bodyId}`, `/desk/sessions/${id}`];
  const town = useTownStep();
  const hasRehearsed = rehearsal?.last?.passed === true;
  const steps: Step[] = [
    ...town,
    { name: 'session', isDone: true, to: null },
    { name: 'members', isDone: (roster.data?.members.length ?? 0) > 0, to: bodyPage },
    { name: 'legal', isDone: (body.data?.rules.legal.privacyNotice ?? null) !== null, to: bodyPage },
    { name: 'encoder', isDone: feed.data?.status === 'receiving' || hasRehearsed, to: room },
    { name: 'rehearsal', isDone: hasRehearsed, to: room },
  ];
  return steps.every((step) => step.isDone) ? null : <StepList steps={steps} />;
}

function StepList({ steps }: { steps: readonly Step[] }): JSX.Element {
  const { t } = useTranslation();
  const done = steps.filter((step) => step.isDone).length;
  return (
    <section className="cv-desk__panel" aria-labelledby="first-steps">
      <h2 id="first-steps">{t('control.firstSteps.heading')}</h2>
      <p className="cdv-hint">{t('control.firstSteps.hint', { done, of: steps.length })}</p>
      <ol className="cv-desk__steps">
        {steps.map(({ name, isDone, to }) => (
          <li key={name}>
            {isDone && <Icon name="check" />}
            <span>
              <strong>{t(`control.firstSteps.${name}.title`)}</strong>{' '}
              {isDone ? t('control.firstSteps.done') : t(`control.firstSteps.${name}.hint`)}
            </span>
            {!isDone && to !== null && (
              <ButtonLink look="outline" to={to}>
                {t(`control.firstSteps.${name}.go`)}
              </ButtonLink>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
