// An invitation or a new beginning (`/welcome#code=…`): its owner chooses a password. The code stands after #, so no server logs it.
import { useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { ProblemLine } from '../accounts/problem-line.tsx';
import { useAct } from '../accounts/use-act.ts';
import { choosePassword } from '../api/accounts.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { isSame, NewPasswordFields, noPassword } from './new-password.tsx';
import './sign-in.scss';

/** The page. */
export function ChoosePasswordPage(): JSX.Element {
  const { t } = useTranslation();
  const code = new URLSearchParams(useLocation().hash.slice(1)).get('code') ?? '';
  return (
    <Page title={t('accounts.welcome.title')}>
      <div className="cv-sign-in">
        <h1>{t('accounts.welcome.title')}</h1>
        <p>{t('accounts.welcome.intro')}</p>
        {code === '' ? (
          <Alert kind="warning">
            <p>{t('accounts.welcome.noCode')}</p>
          </Alert>
        ) : (
          <ChoosePasswordForm code={code} />
        )}
      </div>
    </Page>
  );
}

function ChoosePasswordForm({ code }: { code: string }): JSX.Element {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const act = useAct();
  const [typed, setTyped] = useState(noPassword);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!isSame(typed)) return;
    const done = await act.run(() => choosePassword({ code, password: typed.password }));
    if (done !== null) await navigate('/sign-in?chosen=1', { replace: true });
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <NewPasswordFields value={typed} onChange={setTyped} />
      <ProblemLine problem={act.problem} />
      <Button type="submit" disabled={act.isRunning}>
        {t(act.isRunning ? 'desk.busy' : 'accounts.welcome.submit')}
      </Button>
    </form>
  );
}
