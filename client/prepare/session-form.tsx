// The session as a whole on the desk: title, day and hour, place, call, and the words of the convocation.
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session, UpdateSession } from '../../server/contract/sessions.ts';
import { convocationQuery } from '../api/convocations.ts';
import { updateSession } from '../api/preparation.ts';
import { ChangedByOther, useFieldInWords } from '../desk/changed-by-other.tsx';
import { instantToRome, romeToInstant } from '../desk/rome-time.ts';
import { useDeskAction } from '../desk/use-desk-action.ts';
import { useSeenDraft } from '../desk/use-seen-draft.ts';
import { Button } from '../ui/button.tsx';
import { Field, SelectField, TextField } from '../ui/field.tsx';
import { NoteField, noteOf } from './correction-note.tsx';

interface DayAndHour {
  date: string;
  time: string;
}

interface Draft {
  title: string;
  first: DayAndHour;
  place: string;
  call: 1 | 2;
  second: DayAndHour;
  convocation: string;
}

const fieldWords = {
  title: 'desk.form.title',
  first: 'desk.form.date',
  place: 'prepare.session.place',
  call: 'prepare.session.call',
  second: 'prepare.session.secondAt',
  convocation: 'prepare.session.convocation',
} as const satisfies Record<keyof Draft, string>;

function draftOf(session: Session): Draft {
  const nothing = { date: '', time: '' };
  return {
    title: session.title,
    first: instantToRome(Date.parse(session.scheduledAt)),
    place: session.place ?? '',
    call: session.call ?? 1,
    second: session.secondCallAt === undefined ? nothing : instantToRome(Date.parse(session.secondCallAt)),
    convocation: session.convocation ?? '',
  };
}

const instantOf = ({ date, time }: DayAndHour): string | null => romeToInstant(date, time);

/** The fields as they are sent. */
function toUpdate({ first, second, ...words }: Partial<Draft>): UpdateSession {
  const scheduledAt = first === undefined ? null : instantOf(first);
  return {
    ...words,
    ...(scheduledAt === null ? {} : { scheduledAt }),
    ...(second === undefined ? {} : { secondCallAt: instantOf(second) }),
  };
}

/** The fields as they were read: an instant that still stands is sent as it stands, with its seconds. */
function toSeen(seen: Partial<Draft>, session: Session): UpdateSession {
  const sent = toUpdate(seen);
  const isMinuteOf = (a: string, b: string | undefined) =>
    b !== undefined && Math.floor(Date.parse(a) / 60_000) === Math.floor(Date.parse(b) / 60_000);
  const { scheduledAt, secondCallAt } = session;
  if (sent.scheduledAt !== undefined && isMinuteOf(sent.scheduledAt, scheduledAt)) sent.scheduledAt = scheduledAt;
  if (secondCallAt !== undefined && isMinuteOf(sent.secondCallAt ?? '', secondCallAt)) sent.secondCallAt = secondCallAt;
  return sent;
}

/** The form; saving writes what was changed. */
export function SessionForm({ session }: { session: Session }): JSX.Element {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const action = useDeskAction(session.id);
  const form = useSeenDraft(draftOf(session));
  const { draft, change } = form;
  const inWords = useFieldInWords();
  const [note, setNote] = useState('');
  const scheduledAt = instantOf(draft.first);
  const saved = () => {
    form.forget();
    setNote('');
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (scheduledAt === null || draft.title.trim() === '') return;
    const all = { ...toUpdate(form.now), seen: toSeen(form.seen, session), ...noteOf(note) };
    // A change of day or place may have sent mails: the panel of the convocation looks again.
    void action
      .run('save', () => updateSession(session.id, all), t('prepare.saved'))
      .then((answer) => answer !== null && saved())
      .then(() => cache.invalidateQueries({ queryKey: convocationQuery(session.id).queryKey }));
  };
  return (
    <form className="cv-desk__panel cv-prepare__form" onSubmit={save} aria-labelledby="prepare-session">
      <h2 id="prepare-session">{t('prepare.session.heading')}</h2>
      <TextField
        label={t('desk.form.title')}
        value={draft.title}
        maxLength={300}
        required
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <When {...draft.first} onChange={(date, time) => change({ first: { date, time } })} />
      {scheduledAt === null && <p className="cdv-field-error">{t('desk.form.needDate')}</p>}
      <TextField
        label={t('prepare.session.place')}
        value={draft.place}
        maxLength={300}
        onChange={(event) => change({ place: event.currentTarget.value })}
      />
      <SelectField
        label={t('prepare.session.call')}
        value={draft.call}
        onChange={(event) => change({ call: event.currentTarget.value === '2' ? 2 : 1 })}
      >
        <option value={1}>{t('prepare.session.first')}</option>
        <option value={2}>{t('prepare.session.second')}</option>
      </SelectField>
      <fieldset className="cv-prepare__second">
        <legend>{t('prepare.session.secondAt')}</legend>
        <When {...draft.second} onChange={(date, time) => change({ second: { date, time } })} />
      </fieldset>
      <Field label={t('prepare.session.convocation')} hint={t('prepare.session.convocationHint')}>
        {(ids) => (
          <textarea
            {...ids}
            className="form-control cv-desk__textarea"
            rows={6}
            maxLength={20_000}
            value={draft.convocation}
            onChange={(event) => change({ convocation: event.currentTarget.value })}
          />
        )}
      </Field>
      <NoteField session={session} value={note} onChange={setNote} />
      <ChangedByOther
        lines={form.conflicts.map((name) => inWords(t(fieldWords[name]), readable(draftOf(session)[name])))}
        onTake={() => form.settle('theirs')}
        onKeep={() => form.settle('mine')}
      />
      {action.problem !== null && <p className="cdv-field-error">{action.problem}</p>}
      <Button type="submit" disabled={action.running !== null || scheduledAt === null}>
        {action.running === null ? t('prepare.save') : t('desk.busy')}
      </Button>
    </form>
  );
}

function readable(value: Draft[keyof Draft]): string {
  return typeof value === 'object' ? `${value.date} ${value.time}`.trim() : String(value);
}

/** A day and an hour in the town's time. */
export function When(props: {
  date: string;
  time: string;
  onChange: (date: string, time: string) => void;
}): JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="cv-desk__when">
      <TextField
        type="date"
        label={t('desk.form.date')}
        value={props.date}
        onChange={(event) => props.onChange(event.currentTarget.value, props.time)}
      />
      <TextField
        type="time"
        label={t('desk.form.time')}
        value={props.time}
        onChange={(event) => props.onChange(props.date, event.currentTarget.value)}
      />
    </div>
  );
}
