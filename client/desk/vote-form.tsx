// Enters a vote: totals, or all for except. Proclaiming writes it into the log with its result.
import { useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { voteMajorities, voteMethods, type CouncilLog } from '../../server/contract/council-log.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { addEntry } from '../api/council.ts';
import { Alert } from '../ui/alert.tsx';
import { useAnnounce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { readDeskAgenda } from './agenda-marks.ts';
import { useDeskAction } from './use-desk-action.ts';
import { ballotsOf, countsOf, excessOf, isByName, nextChoice, type VoteDraft } from './vote-sums.ts';

interface VoteFormProps {
  session: Session;
  log: CouncilLog;
  onClose: () => void;
}

/** The form; Escape closes it without a vote. */
export function VoteForm({ session, log, onClose }: VoteFormProps): JSX.Element {
  const { t } = useTranslation();
  const { draft, change, voters, counts, excess, action, proclaim } = useVote({ session, log, onClose });
  return (
    <form
      className="cv-desk__panel cv-council__vote"
      aria-labelledby="desk-vote"
      onSubmit={(event) => void proclaim(event)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <h2 id="desk-vote">{t('council.vote.heading')}</h2>
      <TextField
        label={t('council.vote.subject')}
        value={draft.subject}
        maxLength={500}
        required
        autoFocus
        onChange={(event) => change({ subject: event.currentTarget.value })}
      />
      <Choices draft={draft} change={change} />
      {isByName(draft.method) ? (
        <ByName {...{ draft, change, log, voters }} />
      ) : (
        <Totals draft={draft} change={change} />
      )}
      <p role="status">
        {t('council.vote.sum', { ...counts })}
        {excess > 0 && <strong className="cdv-field-error"> {t('council.vote.excess', { count: excess })}</strong>}
      </p>
      {action.problem !== null && (
        <Alert kind="danger" urgency="urgent">
          <p>{action.problem}</p>
        </Alert>
      )}
      <div className="cdv-buttons">
        <Button type="submit" disabled={action.running !== null || excess > 0 || draft.subject.trim() === ''}>
          {action.running === null ? t('council.vote.proclaim') : t('desk.busy')}
        </Button>
        <Button look="outline" onClick={onClose}>
          {t('council.vote.close')}
        </Button>
      </div>
    </form>
  );
}

function useVote({ session, log, onClose }: VoteFormProps) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const action = useDeskAction(session.id);
  const [commandId] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState(() => blankVote(session, log));
  const isKept = log.members.some((member) => member.isPresent !== null);
  const voters = log.members
    .filter((member) => member.mayVote && (!isKept || member.isPresent === true))
    .map((member) => member.personId);
  const counts = countsOf(draft, voters);
  const proclaim = async (event: FormEvent) => {
    event.preventDefault();
    const { subject, method, majority } = draft;
    const ballots = isByName(method) ? ballotsOf(draft, voters) : [];
    const data = { kind: 'vote' as const, subject, method, majority, counts, ballots, note: null };
    const answer = await action.run('vote', () => addEntry(session.id, { data, commandId }));
    if (answer === null) return;
    const { result } = answer.value.entry;
    if (result !== null) announce(t(result.isPassed ? 'council.vote.passed' : 'council.vote.rejected'));
    onClose();
  };
  const change = (part: Partial<VoteDraft>) => setDraft((last) => ({ ...last, ...part }));
  return { draft, change, voters, counts, excess: excessOf(counts), action, proclaim };
}

function blankVote(session: Session, log: CouncilLog): VoteDraft {
  const current = readDeskAgenda(session.agenda).rows.find(({ item }) => item.id === log.currentItemId)?.item;
  const isKept = log.members.some((member) => member.isPresent !== null);
  const present = log.members.filter((member) => member.mayVote && (!isKept || member.isPresent === true)).length;
  return {
    subject: (current?.title ?? '').slice(0, 500),
    method: 'show-of-hands',
    majority: 'simple',
    present: String(present),
    for: String(present),
    against: '0',
    abstained: '0',
    blank: '0',
    except: {},
  };
}

interface PartProps {
  draft: VoteDraft;
  change: (part: Partial<VoteDraft>) => void;
}

function Choices({ draft, change }: PartProps): JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="cv-desk__when">
      <SelectField
        label={t('council.vote.methodLabel')}
        value={draft.method}
        onChange={(event) => {
          const method = voteMethods.find((one) => one === event.currentTarget.value);
          if (method !== undefined) change({ method });
        }}
      >
        {voteMethods.map((method) => (
          <option key={method} value={method}>
            {t(`council.vote.method.${method}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('council.vote.majorityLabel')}
        value={draft.majority}
        onChange={(event) => {
          const majority = voteMajorities.find((one) => one === event.currentTarget.value);
          if (majority !== undefined) change({ majority });
        }}
      >
        {voteMajorities.map((majority) => (
          <option key={majority} value={majority}>
            {t(`council.vote.majority.${majority}`)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function Totals({ draft, change }: PartProps): JSX.Element {
  const { t } = useTranslation();
  const fields =
    draft.method === 'unanimous'
      ? (['present'] as const)
      : draft.method === 'secret-ballot'
        ? (['present', 'for', 'against', 'abstained', 'blank'] as const)
        : (['present', 'for', 'against', 'abstained'] as const);
  return (
    <div className="cv-council__totals">
      {fields.map((field) => (
        <TextField
          key={field}
          label={t(`council.vote.${field}`)}
          type="number"
          inputMode="numeric"
          min={0}
          max={1000}
          value={draft[field]}
          onChange={(event) => change({ [field]: event.currentTarget.value })}
        />
      ))}
    </div>
  );
}

function ByName({
  draft,
  change,
  log,
  voters,
}: PartProps & { log: CouncilLog; voters: readonly string[] }): JSX.Element {
  const { t } = useTranslation();
  return (
    <fieldset className="cv-council__ballots">
      <legend>{t('council.vote.exceptHint')}</legend>
      <ul>
        {log.members
          .filter((member) => voters.includes(member.personId))
          .map(({ personId, name }) => {
            const choice = draft.except[personId] ?? 'for';
            return (
              <li key={personId}>
                <button
                  type="button"
                  className={`cv-council__ballot cv-council__ballot--${choice}`}
                  onClick={() => change({ except: { ...draft.except, [personId]: nextChoice[choice] } })}
                >
                  {name}: <strong>{t(`council.vote.choice.${choice}`)}</strong>
                </button>
              </li>
            );
          })}
      </ul>
    </fieldset>
  );
}
