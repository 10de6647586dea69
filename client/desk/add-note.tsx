// A note of the clerk's own for the log; only staff read it.
import { useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../server/contract/sessions.ts';
import { addEntry } from '../api/council.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import type { DeskAction } from './use-desk-action.ts';

/** While the log takes entries of now. */
export function AddNote({ session, action }: { session: Session; action: DeskAction }): JSX.Element | null {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  if (session.state === 'ended' || session.state === 'cancelled') return null;
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const data = { kind: 'note' as const, text: text.trim() };
    const entry = { data, commandId: crypto.randomUUID() };
    const answer = await action.run('note', () => addEntry(session.id, entry), t('control.log.noteAdded'));
    if (answer !== null) setText('');
  };
  return (
    <form className="cv-desk__add" onSubmit={(event) => void add(event)}>
      <TextField
        label={t('control.log.newNote')}
        value={text}
        maxLength={2000}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" look="outline" disabled={action.running !== null || text.trim() === ''}>
        {t('control.log.addNote')}
      </Button>
    </form>
  );
}
