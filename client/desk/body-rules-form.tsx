// The rules of a body: quorum, legal basis of filming, what of the log is public.
import { useQueryClient } from '@tanstack/react-query';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { BodyDetail, BodyRules } from '../../server/contract/roster.ts';
import { bodyQuery, updateBody } from '../api/council.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { ChangedByOther } from './changed-by-other.tsx';
import { LegalFields } from './legal-fields.tsx';
import { useDeskAction } from './use-desk-action.ts';
import { useSeenDraft } from './use-seen-draft.ts';

const shares = ['more-than-half', 'half', 'third'] as const;
const publicParts = ['votes', 'attendance', 'speakers', 'chat'] as const;
const publicWords = {
  votes: 'council.body.publicVotes',
  attendance: 'council.body.publicAttendance',
  speakers: 'council.body.publicSpeakers',
  chat: 'council.body.publicChat',
} as const;

const ruleWords = {
  quorum: 'council.body.quorum',
  legal: 'council.body.legal',
  publicLog: 'council.body.public',
} as const satisfies Record<keyof BodyRules, string>;

interface PartProps {
  rules: BodyRules;
  change: (part: Partial<BodyRules>) => void;
}

/** The form; saving writes the groups of rules that were changed. */
export function BodyRulesForm({ body }: { body: BodyDetail }): JSX.Element {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const action = useDeskAction(null);
  const form = useSeenDraft(body.rules);
  const { draft: rules, change } = form;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await action.run(
      'rules',
      () => updateBody(body.id, { ...form.now, seen: form.seen }),
      t('council.body.savedRules'),
    );
    if (answer === null) return cache.invalidateQueries({ queryKey: bodyQuery(body.id).queryKey });
    cache.setQueryData(bodyQuery(body.id).queryKey, answer.value);
    form.forget();
  };
  return (
    <form className="cv-desk__panel cv-desk__form" onSubmit={(event) => void save(event)} aria-labelledby="body-rules">
      <h2 id="body-rules">{t('council.body.quorum')}</h2>
      <QuorumFields rules={rules} change={change} />
      <LegalFields bodyId={body.id} bodyName={body.name} legal={rules.legal} change={change} />
      <fieldset>
        <legend>{t('council.body.public')}</legend>
        {publicParts.map((part) => (
          <Check
            key={part}
            label={t(publicWords[part])}
            isOn={rules.publicLog[part]}
            onChange={(isOn) => change({ publicLog: { ...rules.publicLog, [part]: isOn } })}
          />
        ))}
      </fieldset>
      <ChangedByOther
        lines={form.conflicts.map((name) => t(ruleWords[name]))}
        onTake={() => form.settle('theirs')}
        onKeep={() => form.settle('mine')}
      />
      {action.problem !== null && (
        <Alert kind="danger" urgency="urgent">
          <p>{action.problem}</p>
        </Alert>
      )}
      <Button type="submit" disabled={action.running !== null}>
        {action.running === null ? t('council.body.saveRules') : t('desk.busy')}
      </Button>
    </form>
  );
}

function QuorumFields({ rules, change }: PartProps): JSX.Element {
  const { t } = useTranslation();
  const { quorum } = rules;
  const setSeats = (text: string) => {
    const seats = Number.parseInt(text, 10);
    change({ quorum: { ...quorum, seats: Number.isNaN(seats) || seats < 1 ? null : seats } });
  };
  return (
    <>
      <TextField
        type="number"
        min={1}
        max={500}
        label={t('council.body.seats')}
        hint={t('council.body.seatsHint')}
        value={quorum.seats ?? ''}
        onChange={(event) => setSeats(event.currentTarget.value)}
      />
      {(['firstCall', 'secondCall'] as const).map((call) => (
        <SelectField
          key={call}
          label={t(`council.body.${call}`)}
          value={quorum[call]}
          onChange={(event) => {
            const share = shares.find((one) => one === event.currentTarget.value);
            if (share !== undefined) change({ quorum: { ...quorum, [call]: share } });
          }}
        >
          {typeof quorum[call] === 'number' && <option value={quorum[call]}>{quorum[call]}</option>}
          {shares.map((share) => (
            <option key={share} value={share}>
              {t(`council.body.share.${share}`)}
            </option>
          ))}
        </SelectField>
      ))}
      <Check
        label={t('council.body.mayorCounts')}
        isOn={quorum.mayorCounts}
        onChange={(mayorCounts) => change({ quorum: { ...quorum, mayorCounts } })}
      />
    </>
  );
}

function Check(props: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }): JSX.Element {
  return (
    <label className="cdv-check">
      <input type="checkbox" checked={props.isOn} onChange={(event) => props.onChange(event.currentTarget.checked)} />
      <span>{props.label}</span>
    </label>
  );
}
