// Chooses what an account may do: one role everywhere, or a role for each body.
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { roles } from '../../server/contract/accounts.ts';
import type { BodyRoles, Role } from '../../server/contract/accounts.ts';
import { bodiesQuery } from '../api/desk.ts';
import { SelectField } from '../ui/field.tsx';

/** Either a role, or bodies with roles; never both. */
export interface Rights {
  role: Role;
  /** Null: `role` holds everywhere. */
  bodies: BodyRoles | null;
}

/** As the server wants it. */
export function toInput({ role, bodies }: Rights): { role: Role } | { bodies: BodyRoles } {
  return bodies === null ? { role } : { bodies };
}

/** Rights by body that name no body are none at all. */
export function areComplete({ bodies }: Rights): boolean {
  return bodies === null || Object.keys(bodies).length > 0;
}

const byBody = 'by-body';
const bodyRoles = ['clerk', 'moderator', 'reader'] as const;

/** The fields. */
export function RightsFields({ value, onChange }: { value: Rights; onChange: (rights: Rights) => void }): JSX.Element {
  const { t } = useTranslation();
  const choose = (chosen: string) => {
    const role = roles.find((one) => one === chosen);
    if (role === undefined) onChange({ ...value, bodies: value.bodies ?? {} });
    else onChange({ role, bodies: null });
  };
  return (
    <>
      <SelectField
        label={t('accounts.rights.role')}
        hint={t('accounts.rights.hint')}
        value={value.bodies === null ? value.role : byBody}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {roles.map((role) => (
          <option key={role} value={role}>
            {t(`accounts.roles.${role}`)}
          </option>
        ))}
        <option value={byBody}>{t('accounts.rights.byBody')}</option>
      </SelectField>
      {value.bodies !== null && (
        <BodyRoleFields bodies={value.bodies} onChange={(bodies) => onChange({ ...value, bodies })} />
      )}
    </>
  );
}

function BodyRoleFields({
  bodies,
  onChange,
}: {
  bodies: BodyRoles;
  onChange: (bodies: BodyRoles) => void;
}): JSX.Element {
  const { t } = useTranslation();
  const known = useQuery(bodiesQuery);
  const set = (bodyId: string, chosen: string) => {
    const others = Object.fromEntries(Object.entries(bodies).filter(([id]) => id !== bodyId));
    const role = bodyRoles.find((one) => one === chosen);
    onChange(role === undefined ? others : { ...others, [bodyId]: role });
  };
  return (
    <fieldset>
      <legend>{t('accounts.rights.bodies')}</legend>
      {known.data?.length === 0 && <p>{t('accounts.rights.noBodies')}</p>}
      {known.data?.map((body) => (
        <SelectField
          key={body.id}
          label={body.name}
          value={bodies[body.id] ?? ''}
          onChange={(event) => set(body.id, event.currentTarget.value)}
        >
          <option value="">{t('accounts.rights.none')}</option>
          {bodyRoles.map((role) => (
            <option key={role} value={role}>
              {t(`accounts.roles.${role}`)}
            </option>
          ))}
        </SelectField>
      ))}
    </fieldset>
  );
}
