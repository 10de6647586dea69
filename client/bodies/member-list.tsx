// The members of a body for everyone: photo or initials, name, role and group, in the order of the roll call.
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { rosterQuery } from '../api/council.ts';
import { Portrait } from './portrait.tsx';

/** Nothing while nobody was written down. */
export function MemberList({ bodyId }: { bodyId: string }): JSX.Element | null {
  const { t } = useTranslation();
  const roster = useQuery(rosterQuery(bodyId));
  const members = roster.data?.members ?? [];
  if (members.length === 0) return null;
  const term = roster.data?.term ?? null;
  return (
    <section aria-labelledby="body-members">
      <h2 id="body-members">{t('bodies.members')}</h2>
      {term !== null && <p>{term.name}</p>}
      <ul className="cdv-members">
        {members.map(({ personId, name, role, group, photo }) => (
          <li key={personId}>
            <Portrait member={{ name, photo }} alt={t('photos.of', { name })} />
            <span>
              <strong>{name}</strong>
              <br />
              {[t(`council.role.${role}`), group].filter((fact) => fact !== null).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
