// What is said of one item on the desk, folded away until it is wanted.
import { useState, type FormEvent, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { sharedTypes, type ChangeItem, type SharedType } from '../../server/contract/agenda-details.ts';
import type { AgendaItem, Session } from '../../server/contract/sessions.ts';
import { changeItem } from '../api/preparation.ts';
import { ChangedByOther, useFieldInWords } from '../desk/changed-by-other.tsx';
import { useDeskAction } from '../desk/use-desk-action.ts';
import { useSeenDraft } from '../desk/use-seen-draft.ts';
import { Button } from '../ui/button.tsx';
import { Field, SelectField, TextField } from '../ui/field.tsx';
import { itemInWords } from '../watch/agenda-line.ts';
import { NoteField, noteOf } from './correction-note.tsx';

interface Draft {
  title: string;
  sharedType: SharedType | '';
  type: string;
  rapporteur: string;
  matter: string;
  description: string;
  plannedClosed: boolean;
  noBroadcast: boolean;
}

function draftOf(item: AgendaItem): Draft {
  return {
    title: item.title,
    sharedType: item.sharedType ?? '',
    type: item.type ?? '',
    rapporteur: item.rapporteur ?? '',
    matter: item.matter ?? '',
    description: item.description ?? '',
    plannedClosed: item.plannedClosed === true,
    noBroadcast: item.noBroadcast === true,
  };
}

/** The fields as they are sent; "not said" is null there. */
function toChange({ sharedType, ...fields }: Partial<Draft>): ChangeItem {
  return { ...fields, ...(sharedType === undefined ? {} : { sharedType: sharedType === '' ? null : sharedType }) };
}

/** The fold. */
export function ItemForm({ session, item }: { session: Session; item: AgendaItem }): JSX.Element {
  const { t } = useTranslation();
  const [wasOpened, setOpened] = useState(false);
  return (
    <details className="cv-desk__fold" onToggle={(event) => setOpened((last) => last || event.currentTarget.open)}>
      <summary>
        {t('prepare.item.edit')}
        <span className="visually-hidden">: {itemInWords(item)}</span>
      </summary>
      {wasOpened && <Fields session={session} item={item} />}
    </details>
  );
}

function Fields({ session, item }: { session: Session; item: AgendaItem }): JSX.Element {
  const { t } = useTranslation();
  const action = useDeskAction(session.id);
  const form = useSeenDraft(draftOf(item));
  const { draft, change } = form;
  const inWords = useFieldInWords();
  const [note, setNote] = useState('');
  const readable = (name: keyof Draft) => {
    const value = draftOf(item)[name];
    if (typeof value === 'boolean') return t(value ? 'together.yes' : 'together.no');
    return name === 'sharedType' && value !== '' ? t(`agenda.types.${value as SharedType}`) : value;
  };
  const saved = () => {
    form.forget();
    setNote('');
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    const all = { ...toChange(form.now), seen: toChange(form.seen), ...noteOf(note) };
    void action
      .run('save', () => changeItem(session.id, item.id, all), t('prepare.saved'))
      .then((answer) => answer !== null && saved());
  };
  return (
    <form className="cv-prepare__form" onSubmit={save}>
      <TextField
        label={t('prepare.item.title')}
        value={draft.title}
        maxLength={2000}
        required
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <SelectField
        label={t('prepare.item.sharedType')}
        value={draft.sharedType}
        onChange={(event) => change({ sharedType: sharedTypes.find((one) => one === event.currentTarget.value) ?? '' })}
      >
        <option value="">{t('prepare.item.noType')}</option>
        {sharedTypes.map((type) => (
          <option key={type} value={type}>
            {t(`agenda.types.${type}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t('prepare.item.type')}
        hint={t('prepare.item.typeHint')}
        value={draft.type}
        maxLength={80}
        onChange={(event) => change({ type: event.currentTarget.value })}
      />
      <TextField
        label={t('prepare.item.rapporteur')}
        value={draft.rapporteur}
        maxLength={200}
        onChange={(event) => change({ rapporteur: event.currentTarget.value })}
      />
      <TextField
        label={t('prepare.item.matter')}
        hint={t('prepare.item.matterHint')}
        value={draft.matter}
        maxLength={120}
        onChange={(event) => change({ matter: event.currentTarget.value })}
      />
      <Field label={t('prepare.item.description')}>
        {(ids) => (
          <textarea
            {...ids}
            className="form-control"
            rows={4}
            maxLength={20_000}
            value={draft.description}
            onChange={(event) => change({ description: event.currentTarget.value })}
          />
        )}
      </Field>
      {(['plannedClosed', 'noBroadcast'] as const).map((name) => (
        <label key={name} className="cdv-check">
          <input
            type="checkbox"
            checked={draft[name]}
            onChange={(event) => change({ [name]: event.currentTarget.checked })}
          />
          <span>{t(`prepare.item.${name}`)}</span>
        </label>
      ))}
      <NoteField session={session} value={note} onChange={setNote} />
      <ChangedByOther
        lines={form.conflicts.map((name) => inWords(t(`prepare.item.${name}`), readable(name)))}
        onTake={() => form.settle('theirs')}
        onKeep={() => form.settle('mine')}
      />
      {action.problem !== null && <p className="cdv-field-error">{action.problem}</p>}
      <Button type="submit" look="outline" disabled={action.running !== null}>
        {action.running === null ? t('prepare.save') : t('desk.busy')}
      </Button>
    </form>
  );
}
