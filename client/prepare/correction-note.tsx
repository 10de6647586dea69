// The public note that a change needs once a session is over and published - unless a correction is open, which gets one
// note for all its edits when it is closed.
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../server/contract/sessions.ts';
import { logQuery } from '../api/council.ts';
import { TextField } from '../ui/field.tsx';

/** Is this session corrected in the open? */
export function isCorrected(session: Session): boolean {
  return session.state === 'ended' && session.publication === 'published';
}

/** Does a change now need a note of its own? */
export function useNeedsNote(session: Session): boolean {
  const log = useQuery({ ...logQuery(session.id), enabled: isCorrected(session) });
  return isCorrected(session) && log.data?.correction === undefined;
}

/** What is sent of a note: nothing while nothing is written. */
export function noteOf(note: string): { note?: string } {
  return note.trim() === '' ? {} : { note: note.trim() };
}

interface NoteFieldProps {
  session: Session;
  value: string;
  onChange: (note: string) => void;
}

/** The field, where it is needed. */
export function NoteField({ session, value, onChange }: NoteFieldProps): JSX.Element | null {
  const { t } = useTranslation();
  if (!useNeedsNote(session)) return null;
  return (
    <TextField
      label={t('prepare.note')}
      hint={t('prepare.noteHint')}
      value={value}
      maxLength={1000}
      required
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
