// Where the mail of a body's members goes: an address each, for convocations only, seen by nobody but staff.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contacts } from '../../server/contract/convocations.ts';
import type { Member } from '../../server/contract/roster.ts';
import { contactsQuery, writeContacts } from '../api/convocations.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { useDeskAction } from './use-desk-action.ts';

/** Nothing while the body has no members. */
export function MemberContacts({
  bodyId,
  members,
}: {
  bodyId: string;
  members: readonly Member[];
}): JSX.Element | null {
  const contacts = useQuery(contactsQuery(bodyId));
  if (members.length === 0 || contacts.data === undefined) return null;
  const key = members.map(({ personId }) => personId).join();
  return <ContactsForm key={key} bodyId={bodyId} members={members} known={contacts.data} />;
}

function ContactsForm(props: { bodyId: string; members: readonly Member[]; known: Contacts }): JSX.Element {
  const { bodyId, members, known } = props;
  const { t } = useTranslation();
  const cache = useQueryClient();
  const action = useDeskAction(null);
  const [emails, setEmails] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(known.contacts.map(({ personId, email }) => [personId, email ?? ''])),
  );
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const contacts = members.map(({ personId }) => ({ personId, email: emails[personId]?.trim() || null }));
    const answer = await action.run('contacts', () => writeContacts(bodyId, { contacts }), t('prepare.saved'));
    if (answer !== null) cache.setQueryData(contactsQuery(bodyId).queryKey, answer.value);
  };
  return (
    <form
      className="cv-desk__panel cv-desk__form"
      onSubmit={(event) => void save(event)}
      aria-labelledby="body-contacts"
    >
      <h2 id="body-contacts">{t('convocations.contacts.heading')}</h2>
      <p>{t('convocations.contacts.hint')}</p>
      {members.map(({ personId, name }) => (
        <TextField
          key={personId}
          type="email"
          maxLength={254}
          label={t('convocations.contacts.of', { name })}
          value={emails[personId] ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setEmails((last) => ({ ...last, [personId]: value }));
          }}
        />
      ))}
      {action.problem !== null && <p className="cdv-field-error">{action.problem}</p>}
      <Button type="submit" disabled={action.running !== null}>
        {action.running === null ? t('prepare.save') : t('desk.busy')}
      </Button>
    </form>
  );
}
