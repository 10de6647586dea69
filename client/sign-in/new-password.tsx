// A new password, typed twice; must not know what it is for.
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { minPasswordLength } from '../../server/contract/accounts.ts';
import { TextField } from '../ui/field.tsx';

/** What was typed. */
export interface TypedPassword {
  password: string;
  repeated: string;
}

export const noPassword: TypedPassword = { password: '', repeated: '' };

/** The same twice? */
export function isSame({ password, repeated }: TypedPassword): boolean {
  return password === repeated;
}

/** The two fields. */
export function NewPasswordFields({
  value,
  onChange,
}: {
  value: TypedPassword;
  onChange: (typed: TypedPassword) => void;
}): JSX.Element {
  const { t } = useTranslation();
  const common = {
    type: 'password',
    autoComplete: 'new-password',
    minLength: minPasswordLength,
    maxLength: 1024,
    required: true,
  };
  const isDifferent = value.repeated !== '' && !isSame(value);
  return (
    <>
      <TextField
        {...common}
        label={t('accounts.password.new')}
        hint={t('signIn.setupPasswordHint')}
        value={value.password}
        onChange={(event) => onChange({ ...value, password: event.currentTarget.value })}
      />
      <TextField
        {...common}
        label={t('signIn.setupRepeat')}
        value={value.repeated}
        error={isDifferent ? t('signIn.setupDifferent') : undefined}
        onChange={(event) => onChange({ ...value, repeated: event.currentTarget.value })}
      />
    </>
  );
}
