// Creates a session: title, body, day and hour, agenda by paste, who sees it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useMemo, useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { NewSession } from '../../server/contract/sessions.ts';
import { bodiesQuery, createSession } from '../api/desk.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { AgendaField } from './agenda-field.tsx';
import { readAgendaText } from './agenda-text.ts';
import { romeToInstant } from './rome-time.ts';
import { useDeskAction } from './use-desk-action.ts';

interface Draft {
  title: string;
  body: string;
  date: string;
  time: string;
  publication: 'published' | 'private';
  review: boolean;
}

const blank: Draft = { title: '', body: '', date: '', time: '', publication: 'published', review: false };

/** The form; when it has worked the new session's desk opens. */
export function NewSessionForm({ onClose }: { onClose: () => void }): JSX.Element {
  const { t } = useTranslation();
  const { draft, change, text, setText, read, missing, submit, action } = useNewSession();
  return (
    <form className="cv-desk__panel cv-desk__form" noValidate onSubmit={submit} aria-labelledby="new-session">
      <h2 id="new-session">{t('desk.newSession')}</h2>
      <TextField
        label={t('desk.form.title')}
        hint={t('desk.form.titleHint')}
        value={draft.title}
        maxLength={300}
        required
        error={missing.title ? t('desk.form.needTitle') : undefined}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <BodyField value={draft.body} onChange={(body) => change({ body })} />
      <WhenFields draft={draft} error={missing.date ? t('desk.form.needDate') : undefined} onChange={change} />
      <AgendaField text={text} read={read} onChange={setText} />
      <SelectField
        label={t('desk.form.publication')}
        value={draft.publication}
        onChange={(event) => change({ publication: event.currentTarget.value === 'private' ? 'private' : 'published' })}
      >
        <option value="published">{t('desk.form.published')}</option>
        <option value="private">{t('desk.form.private')}</option>
      </SelectField>
      <ReviewField isOn={draft.review} onChange={(review) => change({ review })} />
      {action.problem !== null && (
        <Alert kind="danger" urgency="urgent">
          <p>{action.problem}</p>
        </Alert>
      )}
      <div className="cdv-buttons">
        <Button type="submit" disabled={action.running !== null}>
          {t(action.running === null ? 'desk.form.submit' : 'desk.form.submitting')}
        </Button>
        <Button look="outline" onClick={onClose}>
          {t('desk.form.close')}
        </Button>
      </div>
    </form>
  );
}

function useNewSession() {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const action = useDeskAction(null);
  const [draft, setDraft] = useState(blank);
  const [text, setText] = useState('');
  const [wasSent, setSent] = useState(false);
  const read = useMemo(() => readAgendaText(text), [text]);
  const scheduledAt = romeToInstant(draft.date, draft.time);
  const missing = { title: wasSent && draft.title.trim() === '', date: wasSent && scheduledAt === null };
  const create = async (session: NewSession) => {
    const answer = await action.run('create', () => createSession(session));
    if (answer === null) return;
    void cache.invalidateQueries({ queryKey: ['sessions'] });
    void navigate(`/desk/sessions/${answer.value.id}`);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    const { title, body, publication, review } = draft;
    if (title.trim() === '' || scheduledAt === null) return;
    void create({ title, scheduledAt, publication, review, agenda: read, ...(body.trim() !== '' && { body }) });
  };
  const change = (part: Partial<Draft>) => setDraft((last) => ({ ...last, ...part }));
  return { draft, change, text, setText, read, missing, submit, action };
}

function BodyField({ value, onChange }: { value: string; onChange: (body: string) => void }): JSX.Element {
  const { t } = useTranslation();
  const bodies = useQuery(bodiesQuery);
  const listId = useId();
  return (
    <>
      <TextField
        label={t('desk.form.body')}
        hint={t('desk.form.bodyHint')}
        value={value}
        maxLength={200}
        list={listId}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <datalist id={listId}>
        {bodies.data?.map((body) => (
          <option key={body.id} value={body.name} />
        ))}
      </datalist>
    </>
  );
}

interface WhenFieldsProps {
  draft: Draft;
  error: string | undefined;
  onChange: (part: Partial<Draft>) => void;
}

function WhenFields({ draft, error, onChange }: WhenFieldsProps): JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="cv-desk__when">
      <TextField
        type="date"
        label={t('desk.form.date')}
        value={draft.date}
        error={error}
        required
        onChange={(event) => onChange({ date: event.currentTarget.value })}
      />
      <TextField
        type="time"
        label={t('desk.form.time')}
        value={draft.time}
        required
        onChange={(event) => onChange({ time: event.currentTarget.value })}
      />
    </div>
  );
}

function ReviewField({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }): JSX.Element {
  const { t } = useTranslation();
  const hintId = useId();
  return (
    <div className="cdv-field">
      <label className="cdv-check">
        <input
          type="checkbox"
          checked={isOn}
          aria-describedby={hintId}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{t('desk.form.review')}</span>
      </label>
      <small id={hintId} className="cdv-hint">
        {t('desk.form.reviewHint')}
      </small>
    </div>
  );
}
