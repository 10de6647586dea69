// Adds one item at the end of the agenda, while the session goes on.
import { useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgendaItem, NewAgendaItem, Session } from '../../server/contract/sessions.ts';
import { replaceAgenda } from '../api/desk.ts';
import { NoteField, noteOf } from '../prepare/correction-note.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { useDeskAction } from './use-desk-action.ts';

/** The form below the agenda. */
export function AddItem({ session }: { session: Session }): JSX.Element {
  const { t } = useTranslation();
  const action = useDeskAction(session.id);
  const [note, setNote] = useState('');
  const [title, setTitle] = useState('');
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const item = title.trim();
    if (item === '') return;
    const agenda = [...session.agenda.map(asWritten), { title: item }];
    const answer = await action.run(
      'add',
      () => replaceAgenda(session.id, { agenda, seen: session.agenda, ...noteOf(note) }),
      t('desk.agenda.added', { item }),
    );
    if (answer !== null) setTitle('');
  };
  return (
    <form className="cv-desk__add" onSubmit={(event) => void add(event)}>
      <TextField
        label={t('desk.agenda.add')}
        value={title}
        maxLength={2000}
        error={action.problem ?? undefined}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <NoteField session={session} value={note} onChange={setNote} />
      <Button type="submit" look="outline" icon="plus" disabled={action.running !== null || title.trim() === ''}>
        {action.running === null ? t('desk.agenda.addButton') : t('desk.busy')}
      </Button>
    </form>
  );
}

/** An item as it is sent back when it stays. */
export function asWritten(item: AgendaItem): NewAgendaItem {
  return {
    id: item.id,
    number: item.number,
    title: item.title,
    ...(item.type !== null && { type: item.type }),
    children: item.children.map(asWritten),
  };
}
