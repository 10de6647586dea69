// Makes the next session out of this one: another day, the same body, place and agenda.
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Session } from '../../server/contract/sessions.ts';
import { duplicateSession } from '../api/preparation.ts';
import { romeToInstant } from '../desk/rome-time.ts';
import { useDeskAction } from '../desk/use-desk-action.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { When } from './session-form.tsx';

/** The form; when it has worked, the preparation of the new session opens. */
export function DuplicateForm({ session }: { session: Session }): JSX.Element {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const action = useDeskAction(null);
  const [title, setTitle] = useState(session.title);
  const [when, setWhen] = useState({ date: '', time: '' });
  const scheduledAt = romeToInstant(when.date, when.time);
  const make = async (event: FormEvent) => {
    event.preventDefault();
    if (scheduledAt === null || title.trim() === '') return;
    const answer = await action.run('make', () => duplicateSession(session.id, { title, scheduledAt }));
    if (answer === null) return;
    void cache.invalidateQueries({ queryKey: ['sessions'] });
    await navigate(`/desk/sessions/${answer.value.id}/prepare`);
  };
  return (
    <form className="cv-desk__panel cv-prepare__form" onSubmit={(event) => void make(event)} aria-labelledby="next">
      <h2 id="next">{t('prepare.next.heading')}</h2>
      <p className="cdv-hint">{t('prepare.next.hint')}</p>
      <TextField
        label={t('desk.form.title')}
        value={title}
        maxLength={300}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <When {...when} onChange={(date, time) => setWhen({ date, time })} />
      {action.problem !== null && <p className="cdv-field-error">{action.problem}</p>}
      <Button type="submit" look="outline" icon="plus" disabled={scheduledAt === null || action.running !== null}>
        {action.running === null ? t('prepare.next.make') : t('desk.busy')}
      </Button>
    </form>
  );
}
