// The term in which the members of a body sit: its name and its days. All three empty: the body has no terms.
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Term } from '../../server/contract/roster.ts';
import { TextField } from '../ui/field.tsx';

/** A term as it is being written. */
export interface TermDraft {
  name: string;
  from: string;
  to: string;
}

/** The draft of a term that is there, or an empty one. */
export function draftOfTerm(term: Term | null): TermDraft {
  return { name: term?.name ?? '', from: term?.from ?? '', to: term?.to ?? '' };
}

/** What the draft means: a term, none, or null while name or first day is missing. */
export function readTerm({ name, from, to }: TermDraft): { term: Term | undefined } | null {
  if (name.trim() === '' && from === '') return { term: undefined };
  if (name.trim() === '' || from === '' || (to !== '' && to < from)) return null;
  return { term: { name: name.trim(), from, to: to === '' ? null : to } };
}

/** The fields. */
export function TermFields(props: { draft: TermDraft; onChange: (draft: TermDraft) => void }): JSX.Element {
  const { t } = useTranslation();
  const { draft } = props;
  const set = (part: Partial<TermDraft>) => props.onChange({ ...draft, ...part });
  return (
    <>
      <TextField
        label={t('bodies.term.name')}
        hint={t('bodies.term.hint')}
        value={draft.name}
        maxLength={120}
        error={readTerm(draft) === null ? t('bodies.term.incomplete') : undefined}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <div className="cv-desk__when">
        <TextField
          type="date"
          label={t('bodies.term.from')}
          value={draft.from}
          onChange={(event) => set({ from: event.currentTarget.value })}
        />
        <TextField
          type="date"
          label={t('bodies.term.to')}
          value={draft.to}
          onChange={(event) => set({ to: event.currentTarget.value })}
        />
      </div>
    </>
  );
}
