// What an entry of the log says, open for correction: the fields of its kind, and a button that keeps them.
import { useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { itemStatuses, speechKinds, type EntryData, type VoteCounts } from '../../server/contract/council-log.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';

interface EntryEditorProps {
  data: EntryData;
  /** The entry in words, for the name of the form. */
  words: string;
  isBusy: boolean;
  onSave: (data: EntryData) => void;
  onClose: () => void;
}

/** The form; Escape closes it. */
export function EntryEditor({ data, words, isBusy, onSave, onClose }: EntryEditorProps): JSX.Element {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(data);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(draft);
  };
  return (
    <form
      className="cv-council__editor"
      aria-label={t('control.log.editOf', { entry: words })}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <Fields draft={draft} onChange={setDraft} />
      <div className="cdv-buttons">
        <Button type="submit" disabled={isBusy}>
          {t('control.log.save')}
        </Button>
        <Button look="outline" onClick={onClose}>
          {t('control.log.leave')}
        </Button>
      </div>
    </form>
  );
}

interface FieldsProps<Data> {
  draft: Data;
  onChange: (draft: EntryData) => void;
}

function Fields({ draft, onChange }: FieldsProps<EntryData>): JSX.Element {
  const { t } = useTranslation();
  switch (draft.kind) {
    case 'speech':
      return <SpeechFields draft={draft} onChange={onChange} />;
    case 'vote':
      return <VoteFields draft={draft} onChange={onChange} />;
    case 'attendance':
      return (
        <SelectField
          label={t('control.log.attendance')}
          value={String(draft.isPresent)}
          onChange={(event) => onChange({ ...draft, isPresent: event.currentTarget.value === 'true' })}
        >
          <option value="true">{t('council.roster.present')}</option>
          <option value="false">{t('council.roster.absent')}</option>
        </SelectField>
      );
    case 'item':
      return (
        <SelectField
          label={t('control.log.item')}
          value={draft.status}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...draft, status: itemStatuses.find((status) => status === value) ?? draft.status })
          }
        >
          {itemStatuses.map((status) => (
            <option key={status} value={status}>
              {t(`council.item.${status}`)}
            </option>
          ))}
        </SelectField>
      );
    case 'note':
      return (
        <TextField
          label={t('control.log.note')}
          value={draft.text}
          maxLength={2000}
          required
          onChange={(event) => onChange({ ...draft, text: event.currentTarget.value })}
        />
      );
    default:
      return draft satisfies never;
  }
}

type Speech = Extract<EntryData, { kind: 'speech' }>;

function SpeechFields({ draft, onChange }: FieldsProps<Speech>): JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        label={t('control.log.speaker')}
        value={draft.speaker}
        maxLength={120}
        required
        readOnly={draft.personId !== null}
        onChange={(event) => onChange({ ...draft, speaker: event.currentTarget.value })}
      />
      <SpeechKindField draft={draft} onChange={onChange} />
    </>
  );
}

/** Which kind of speech it is. */
export function SpeechKindField({
  draft,
  onChange,
}: {
  draft: Speech;
  onChange: (draft: Speech) => void;
}): JSX.Element {
  const { t } = useTranslation();
  return (
    <SelectField
      label={t('control.log.speechKind')}
      value={draft.speechKind}
      onChange={({ currentTarget: { value } }) =>
        onChange({ ...draft, speechKind: speechKinds.find((kind) => kind === value) ?? draft.speechKind })
      }
    >
      {speechKinds.map((kind) => (
        <option key={kind} value={kind}>
          {t(`control.speechKinds.${kind}`)}
        </option>
      ))}
    </SelectField>
  );
}

type Vote = Extract<EntryData, { kind: 'vote' }>;
const counted = ['present', 'for', 'against', 'abstained', 'blank'] as const satisfies readonly (keyof VoteCounts)[];

/** The counts of a vote by name follow from the names, which a new vote asks for. */
function VoteFields({ draft, onChange }: FieldsProps<Vote>): JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        label={t('council.vote.subject')}
        value={draft.subject}
        maxLength={500}
        required
        onChange={(event) => onChange({ ...draft, subject: event.currentTarget.value })}
      />
      {draft.ballots.length === 0 &&
        counted.map((count) => (
          <TextField
            key={count}
            label={t(`council.vote.${count}`)}
            type="number"
            min={0}
            max={1000}
            value={String(draft.counts[count])}
            onChange={({ currentTarget: { valueAsNumber } }) =>
              onChange({
                ...draft,
                counts: { ...draft.counts, [count]: Number.isNaN(valueAsNumber) ? 0 : valueAsNumber },
              })
            }
          />
        ))}
    </>
  );
}
