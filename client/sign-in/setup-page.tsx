// First start (`/setup#code=…`): creates the first administrator. The code stands after #, so no server ever logs it.
import { useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { setUp } from '../api/desk.ts';
import { ApiError } from '../api/request.ts';
import { Alert } from '../ui/alert.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Page } from '../ui/page.tsx';
import './sign-in.scss';

const minPassword = 12;

/** The page. */
export function SetupPage(): JSX.Element {
  const { t } = useTranslation();
  const code = new URLSearchParams(useLocation().hash.slice(1)).get('code');
  return (
    <Page title={t('signIn.setupTitle')}>
      <div className="cv-sign-in">
        <h1>{t('signIn.setupTitle')}</h1>
        <p>{t('signIn.setupIntro')}</p>
        {code === null || code === '' ? (
          <Alert kind="warning">
            <p>{t('signIn.setupNoCode')}</p>
            <ButtonLink look="outline" to="/sign-in">
              {t('signIn.toSignIn')}
            </ButtonLink>
          </Alert>
        ) : (
          <SetupForm code={code} />
        )}
      </div>
    </Page>
  );
}

function SetupForm({ code }: { code: string }): JSX.Element {
  const { t } = useTranslation();
  const [draft, setDraft] = useState({ email: '', password: '', repeated: '' });
  const { submit, isWorking, problem } = useSetup(code);
  const isDifferent = draft.repeated !== '' && draft.repeated !== draft.password;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (draft.repeated === draft.password) void submit(draft);
  };
  const change = (part: Partial<typeof draft>) => setDraft((last) => ({ ...last, ...part }));
  const password = {
    type: 'password',
    autoComplete: 'new-password',
    minLength: minPassword,
    maxLength: 1024,
    required: true,
  };
  return (
    <form onSubmit={send}>
      <TextField
        type="email"
        label={t('signIn.email')}
        value={draft.email}
        autoComplete="username"
        maxLength={254}
        required
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
      <TextField
        {...password}
        label={t('signIn.password')}
        hint={t('signIn.setupPasswordHint')}
        value={draft.password}
        onChange={(event) => change({ password: event.currentTarget.value })}
      />
      <TextField
        {...password}
        label={t('signIn.setupRepeat')}
        value={draft.repeated}
        error={isDifferent ? t('signIn.setupDifferent') : undefined}
        onChange={(event) => change({ repeated: event.currentTarget.value })}
      />
      {problem !== null && (
        <Alert kind="danger" urgency="urgent">
          <p>{problem}</p>
        </Alert>
      )}
      <Button type="submit" disabled={isWorking}>
        {t(isWorking ? 'signIn.setupWorking' : 'signIn.setupSubmit')}
      </Button>
    </form>
  );
}

function useSetup(code: string) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const inWords = (error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'setup-done') return t('signIn.setupDone');
    if (error.code === 'wrong-credentials') return t('signIn.setupRefused');
    if (error.code === 'unreachable') return t('signIn.unreachable');
    return t('signIn.failed', { detail: error.message });
  };
  const submit = async ({ email, password }: { email: string; password: string }) => {
    setWorking(true);
    setProblem(null);
    try {
      await setUp({ code, email: email.trim(), password });
      await navigate('/sign-in?created=1', { replace: true });
    } catch (error) {
      setProblem(inWords(error));
    } finally {
      setWorking(false);
    }
  };
  return { submit, isWorking, problem };
}
