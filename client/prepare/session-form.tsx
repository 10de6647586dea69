// The session as a whole on the desk: title, day and hour, place, call, and the words of the convocation.
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../server/contract/sessions.ts';
import { convocationQuery } from '../api/convocations.ts';
import { updateSession } from '../api/preparation.ts';
import { instantToRome, romeToInstant } from '../desk/rome-time.ts';
import { useDeskAction } from '../desk/use-desk-action.ts';
import { Button } from '../ui/button.tsx';
import { Field, SelectField, TextField } from '../ui/field.tsx';

interface Draft {
  title: string;
  date: string;
  time: string;
  place: string;
  call: 1 | 2;
  secondDate: string;
  secondTime: string;
  convocation: string;
}

function draftOf(session: Session): Draft {
  const first = instantToRome(Date.parse(session.scheduledAt));
  const second = session.secondCallAt === undefined ? null : instantToRome(Date.parse(session.secondCallAt));
  return {
    title: session.title,
    date: first.date,
    time: first.time,
    place: session.place ?? '',
    call: session.call ?? 1,
    secondDate: second?.date ?? '',
    secondTime: second?.time ?? '',
    convocation: session.convocation ?? '',
  };
}

/** The form; saving writes all of it. */
export function SessionForm({ session }: { session: Session }): JSX.Element {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const action = useDeskAction(session.id);
  const [draft, setDraft] = useState(() => draftOf(session));
  const change = (part: Partial<Draft>) => setDraft((last) => ({ ...last, ...part }));
  const scheduledAt = romeToInstant(draft.date, draft.time);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (scheduledAt === null || draft.title.trim() === '') return;
    const { title, place, call, convocation } = draft;
    const secondCallAt = romeToInstant(draft.secondDate, draft.secondTime);
    const all = { title, scheduledAt, place, call, secondCallAt, convocation };
    // A change of day or place may have sent mails: the panel of the convocation looks again.
    void action
      .run('save', () => updateSession(session.id, all), t('prepare.saved'))
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
      <When date={draft.date} time={draft.time} onChange={(date, time) => change({ date, time })} />
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
        <When
          date={draft.secondDate}
          time={draft.secondTime}
          onChange={(secondDate, secondTime) => change({ secondDate, secondTime })}
        />
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
      {action.problem !== null && <p className="cdv-field-error">{action.problem}</p>}
      <Button type="submit" disabled={action.running !== null || scheduledAt === null}>
        {action.running === null ? t('prepare.save') : t('desk.busy')}
      </Button>
    </form>
  );
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
