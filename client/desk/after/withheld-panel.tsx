// Takes parts of the recording out of public view by decision, lifts them, has them destroyed; all of it is public.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../../server/contract/sessions.ts';
import type { Decision, WithheldRange } from '../../../server/contract/withheld-ranges.ts';
import { decideRange, withheldQuery, withholdRange } from '../../api/after.ts';
import { meQuery } from '../../api/queries.ts';
import type { PlayerStore } from '../../player/player-store.ts';
import { dayInShort } from '../../text/times.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { useDeskAction, type DeskAction } from '../use-desk-action.ts';
import { ClockField } from './thing-editor.tsx';
import { writeClock } from './timeline-things.ts';

const noDecision: Decision = { reason: '', decisionNumber: '', decidedBy: '' };

/** The panel. `store` plays the session above, so that a part can begin and end where the player stands. */
export function WithheldPanel({ session, store }: { session: Session; store: PlayerStore }): JSX.Element {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const list = useQuery(withheldQuery(session.id));
  const deskAction = useDeskAction(session.id);
  const action: DeskAction = {
    ...deskAction,
    run: async (...act) => {
      const answer = await deskAction.run(...act);
      await cache.invalidateQueries({ queryKey: withheldQuery(session.id).queryKey });
      return answer;
    },
  };
  return (
    <section className="cv-desk__panel" aria-labelledby="after-withheld">
      <h2 id="after-withheld">{t('after.withheld.heading')}</h2>
      <p>{t('after.withheld.about')}</p>
      {action.problem !== null && (
        <Alert kind="danger" urgency="urgent">
          {action.problem}
        </Alert>
      )}
      <ul className="cv-after__ranges">
        {(list.data?.items ?? []).map((range) => (
          <RangeLine key={range.id} range={range} session={session} action={action} />
        ))}
      </ul>
      <NewRange session={session} store={store} action={action} />
    </section>
  );
}

function NewRange({
  session,
  store,
  action,
}: {
  session: Session;
  store: PlayerStore;
  action: DeskAction;
}): JSX.Element {
  const { t } = useTranslation();
  const [span, setSpan] = useState({ fromSeconds: 0, untilSeconds: 0 });
  const here = () => {
    const { currentTime, seekableStart } = store.getSnapshot();
    return Math.max(0, currentTime - seekableStart);
  };
  const withhold = (decision: Decision) =>
    action.run('withhold', () => withholdRange(session.id, { ...span, ...decision }), t('after.withheld.done'));
  return (
    <details className="cv-desk__fold">
      <summary>{t('after.withheld.new')}</summary>
      <div className="cv-desk__fold-content">
        <div className="cv-after__row">
          <ClockField
            label={t('after.withheld.from')}
            seconds={span.fromSeconds}
            onSeconds={(fromSeconds) => setSpan({ ...span, fromSeconds })}
          />
          <Button look="outline" onClick={() => setSpan({ ...span, fromSeconds: here() })}>
            {t('after.withheld.fromHere')}
          </Button>
          <ClockField
            label={t('after.withheld.until')}
            seconds={span.untilSeconds}
            onSeconds={(untilSeconds) => setSpan({ ...span, untilSeconds })}
          />
          <Button look="outline" onClick={() => setSpan({ ...span, untilSeconds: here() })}>
            {t('after.withheld.untilHere')}
          </Button>
        </div>
        <DecisionForm
          question={t('after.withheld.ask', {
            from: writeClock(span.fromSeconds),
            until: writeClock(span.untilSeconds),
          })}
          button={t('after.withheld.button')}
          isDisabled={action.running !== null || span.untilSeconds <= span.fromSeconds}
          onDecide={withhold}
        />
      </div>
    </details>
  );
}

function RangeLine(props: { range: WithheldRange; session: Session; action: DeskAction }): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const { range, session, action } = props;
  const me = useQuery(meQuery);
  const times = {
    from: writeClock(range.offsetSeconds),
    until: writeClock(range.offsetSeconds + range.durationSeconds),
  };
  const holds = range.lifted === null && range.destruction === null;
  const decide = (act: 'lift' | 'destroy', said: string) => (decision: Decision) =>
    action.run(act, () => decideRange(session.id, range.id, act, decision), said);
  return (
    <li>
      <p>
        <strong>{t('after.withheld.range', times)}</strong>{' '}
        {t('after.withheld.decision', {
          number: range.decisionNumber,
          by: range.decidedBy,
          day: dayInShort(range.since, language),
        })}{' '}
        {range.reason}
      </p>
      {range.lifted !== null && <p>{t('after.withheld.lifted', { number: range.lifted.decisionNumber })}</p>}
      {range.destruction !== null && (
        <p>{t(range.destruction.doneAt === null ? 'after.withheld.destroying' : 'after.withheld.destroyed')}</p>
      )}
      {holds && (
        <details className="cv-desk__fold">
          <summary>{t('after.withheld.lift')}</summary>
          <DecisionForm
            question={t('after.withheld.liftAsk')}
            button={t('after.withheld.lift')}
            isDisabled={action.running !== null}
            onDecide={decide('lift', t('after.withheld.liftDone'))}
          />
        </details>
      )}
      {holds && me.data?.role === 'administrator' && (
        <details className="cv-desk__fold">
          <summary>{t('after.withheld.destroy')}</summary>
          <DecisionForm
            question={t('after.withheld.destroyAsk')}
            button={t('after.withheld.destroy')}
            isDisabled={action.running !== null}
            onDecide={decide('destroy', t('after.withheld.destroyDone'))}
          />
        </details>
      )}
    </li>
  );
}

interface DecisionFormProps {
  question: string;
  button: string;
  isDisabled: boolean;
  onDecide: (decision: Decision) => Promise<unknown>;
}

/** Why, by which decision, by whom: the public reads all three. */
function DecisionForm({ question, button, isDisabled, onDecide }: DecisionFormProps): JSX.Element {
  const { t } = useTranslation();
  const [decision, setDecision] = useState(noDecision);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if ((await onDecide(decision)) !== null) setDecision(noDecision);
  };
  return (
    <form className="cv-after__decision" onSubmit={(event) => void submit(event)}>
      <p>{question}</p>
      <TextField
        label={t('after.withheld.reason')}
        hint={t('after.withheld.public')}
        value={decision.reason}
        maxLength={1000}
        required
        onChange={(event) => setDecision({ ...decision, reason: event.currentTarget.value })}
      />
      <TextField
        label={t('after.withheld.number')}
        value={decision.decisionNumber}
        maxLength={120}
        required
        onChange={(event) => setDecision({ ...decision, decisionNumber: event.currentTarget.value })}
      />
      <TextField
        label={t('after.withheld.by')}
        value={decision.decidedBy}
        maxLength={200}
        required
        onChange={(event) => setDecision({ ...decision, decidedBy: event.currentTarget.value })}
      />
      <Button type="submit" look="danger" disabled={isDisabled}>
        {button}
      </Button>
    </form>
  );
}
