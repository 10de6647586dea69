// One's own account (`/desk/settings/me`): password, second factor, open sign-ins, signing out everywhere.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { changePassword, signOutEverywhere } from '../api/accounts.ts';
import { meQuery } from '../api/queries.ts';
import { TwoStepButton } from '../desk/two-step-button.tsx';
import { isSame, NewPasswordFields, noPassword } from '../sign-in/new-password.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { ProblemLine } from './problem-line.tsx';
import { SecondFactorPart } from './second-factor-part.tsx';
import { SignInsPart } from './sign-ins-part.tsx';
import { useAct } from './use-act.ts';

/** The page. */
export function MyAccountPage(): JSX.Element {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  return (
    <>
      {me.data != null && <p>{t('desk.signedInAs', { email: me.data.email })}</p>}
      <SecondFactorPart />
      <PasswordPart />
      <SignInsPart />
      <EverywherePart />
    </>
  );
}

function PasswordPart(): JSX.Element {
  const { t } = useTranslation();
  const act = useAct();
  const [current, setCurrent] = useState('');
  const [typed, setTyped] = useState(noPassword);
  const [isDone, setDone] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setDone(false);
    if (!isSame(typed)) return;
    const change = { current, password: typed.password };
    if ((await act.run(() => changePassword(change), t('accounts.password.changed'))) === null) return;
    setCurrent('');
    setTyped(noPassword);
    setDone(true);
  };
  return (
    <section className="cv-accounts__part" aria-labelledby="account-password">
      <h2 id="account-password">{t('accounts.password.heading')}</h2>
      <form onSubmit={(event) => void send(event)}>
        <TextField
          type="password"
          label={t('accounts.password.current')}
          value={current}
          autoComplete="current-password"
          maxLength={1024}
          required
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <NewPasswordFields value={typed} onChange={setTyped} />
        <ProblemLine problem={act.problem} />
        <Button type="submit" disabled={act.isRunning}>
          {t(act.isRunning ? 'desk.busy' : 'accounts.password.submit')}
        </Button>
        {isDone && <p>{t('accounts.password.changed')}</p>}
      </form>
    </section>
  );
}

function EverywherePart(): JSX.Element {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const act = useAct();
  const leave = async () => {
    if ((await act.run(signOutEverywhere)) === null) return;
    cache.clear();
    await navigate('/');
  };
  return (
    <section className="cv-accounts__part" aria-labelledby="account-everywhere">
      <h2 id="account-everywhere">{t('accounts.everywhere.heading')}</h2>
      <p>{t('accounts.everywhere.intro')}</p>
      <ProblemLine problem={act.problem} />
      <TwoStepButton
        words={t('accounts.everywhere.button')}
        question={t('accounts.everywhere.ask')}
        yes={t('accounts.everywhere.yes')}
        isRunning={act.isRunning}
        isDisabled={act.isRunning}
        reasonLabel={null}
        onConfirm={() => void leave()}
      />
    </section>
  );
}
