// The staff's door (`/sign-in?to=…`): leads back to where one wanted to go, within this site only.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { SignIn } from '../../server/contract/accounts.ts';
import { signIn } from '../api/account.ts';
import { openIdPath, signInWaysQuery } from '../api/accounts.ts';
import { ApiError } from '../api/request.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Page } from '../ui/page.tsx';
import { returnPath } from './return-path.ts';
import './sign-in.scss';

/** The page. */
export function SignInPage(): JSX.Element {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const to = returnPath(query.get('to'), window.location.origin);
  return (
    <Page title={t('signIn.title')} steps={[{ words: t('signIn.title') }]}>
      <div className="cv-sign-in">
        <h1>{t('signIn.title')}</h1>
        <p>{t('signIn.intro')}</p>
        {query.get('created') === '1' && (
          <Alert kind="success">
            <p>{t('signIn.setupCreated')}</p>
          </Alert>
        )}
        {query.get('chosen') === '1' && (
          <Alert kind="success">
            <p>{t('accounts.welcome.chosen')}</p>
          </Alert>
        )}
        <Refused code={query.get('refused')} />
        <OtherWay to={to} />
        <SignInForm to={to} />
      </div>
    </Page>
  );
}

/** Why the provider of identities led back here without a sign-in. */
function Refused({ code }: { code: string | null }): JSX.Element | null {
  const { t } = useTranslation();
  if (code === null) return null;
  const known = (['account-not-found', 'unavailable'] as const).find((one) => one === code);
  return (
    <Alert kind="danger" urgency="urgent">
      <p>{t(`signIn.refused.${known ?? 'other'}`)}</p>
    </Alert>
  );
}

/** A plain link: the whole browser leaves for the provider and comes back. */
function OtherWay({ to }: { to: string }): JSX.Element | null {
  const { t } = useTranslation();
  const ways = useQuery(signInWaysQuery);
  const name = ways.data?.openId?.name;
  if (name === undefined) return null;
  return (
    <p>
      <a className="btn btn-outline-primary" href={openIdPath(to)}>
        {t('signIn.through', { name })}
      </a>
    </p>
  );
}

function SignInForm({ to }: { to: string }): JSX.Element {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const { submit, isWorking, problem, needsCode } = useSignIn(to);
  const send = (event: FormEvent) => {
    event.preventDefault();
    void submit({ email, password, ...(needsCode ? { code } : {}) });
  };
  return (
    <form onSubmit={send}>
      <TextField
        type="email"
        label={t('signIn.email')}
        value={email}
        autoComplete="username"
        maxLength={254}
        required
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <TextField
        type="password"
        label={t('signIn.password')}
        value={password}
        autoComplete="current-password"
        maxLength={1024}
        required
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {needsCode && (
        <TextField
          label={t('signIn.code')}
          hint={t('signIn.codeHint')}
          value={code}
          autoComplete="one-time-code"
          autoFocus
          maxLength={40}
          required
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      )}
      {problem !== null && (
        <Alert kind="danger" urgency="urgent">
          <p>{problem}</p>
        </Alert>
      )}
      <Button type="submit" disabled={isWorking}>
        {t(isWorking ? 'signIn.working' : 'signIn.submit')}
      </Button>
    </form>
  );
}

/** Signs in; afterwards everything is asked for anew, because staff see more than the public. */
function useSignIn(to: string) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const inWords = useSignInProblem();
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [needsCode, setNeedsCode] = useState(false);
  const submit = async (credentials: SignIn) => {
    setWorking(true);
    setProblem(null);
    try {
      await signIn(credentials);
      await cache.resetQueries();
      await navigate(to, { replace: true });
    } catch (error) {
      if (error instanceof ApiError && error.code === 'second-factor-needed') setNeedsCode(true);
      else setProblem(inWords(error));
    } finally {
      setWorking(false);
    }
  };
  return { submit, isWorking, problem, needsCode };
}

function useSignInProblem(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'wrong-credentials') return t('signIn.wrong');
    if (error.code === 'wrong-second-factor') return t('signIn.wrongCode');
    if (error.code === 'too-many-attempts') return t('signIn.tooMany');
    if (error.code === 'unreachable') return t('signIn.unreachable');
    return t('signIn.failed', { detail: error.message });
  };
}
