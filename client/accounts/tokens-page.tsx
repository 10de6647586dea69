// API tokens of programs (`/desk/settings/tokens`). For administrators.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { scopes as allScopes } from '../../server/contract/api-tokens.ts';
import type { ApiToken, MadeApiToken, Scope } from '../../server/contract/api-tokens.ts';
import { apiTokensQuery, makeApiToken, revokeApiToken } from '../api/integrations.ts';
import { romeToInstant } from '../desk/rome-time.ts';
import { TwoStepButton } from '../desk/two-step-button.tsx';
import { dayInShort, timeOfDay } from '../text/times.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { TextField } from '../ui/field.tsx';
import { ProblemBox } from '../ui/problem.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { ChoiceList } from './choice-list.tsx';
import { ProblemLine } from './problem-line.tsx';
import { SecretOnce } from './secret-once.tsx';
import { useAct } from './use-act.ts';

/** The page. */
export function TokensPage(): JSX.Element {
  const { t } = useTranslation();
  const tokens = useQuery(apiTokensQuery);
  const [made, setMade] = useState<MadeApiToken | null>(null);
  return (
    <>
      <NewToken onMade={setMade} />
      {made !== null && (
        <Alert kind="success" urgency="urgent">
          <p>{t('accounts.tokens.made', { name: made.name })}</p>
          <SecretOnce key={made.id} label={t('accounts.tokens.token')} value={made.token} />
        </Alert>
      )}
      <section className="cv-accounts__part" aria-labelledby="tokens-list">
        <h2 id="tokens-list">{t('accounts.tokens.listHeading')}</h2>
        {tokens.error !== null && <ProblemBox error={tokens.error} onRetry={() => void tokens.refetch()} />}
        {tokens.isPending && <Spinner />}
        {tokens.data?.length === 0 && <Empty>{t('accounts.tokens.none')}</Empty>}
        <ul className="cv-accounts__list">
          {tokens.data?.map((token) => (
            <TokenCard key={token.id} token={token} />
          ))}
        </ul>
      </section>
    </>
  );
}

function NewToken({ onMade }: { onMade: (token: MadeApiToken) => void }): JSX.Element {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const act = useAct();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['read-unpublished']);
  const [lastDay, setLastDay] = useState('');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const expiresAt = romeToInstant(lastDay, '23:59');
    const until = expiresAt === null ? {} : { expiresAt };
    const made = await act.run(() => makeApiToken({ name, scopes: [...scopes], ...until }));
    if (made === null) return;
    setName('');
    onMade(made.value);
    await cache.invalidateQueries({ queryKey: apiTokensQuery.queryKey });
  };
  return (
    <section className="cv-accounts__part" aria-labelledby="tokens-new">
      <h2 id="tokens-new">{t('accounts.tokens.heading')}</h2>
      <p>{t('accounts.tokens.intro')}</p>
      <form onSubmit={(event) => void send(event)}>
        <TextField
          label={t('accounts.tokens.name')}
          hint={t('accounts.tokens.nameHint')}
          value={name}
          maxLength={100}
          required
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <ChoiceList
          legend={t('accounts.tokens.scopes')}
          choices={allScopes.map((value) => ({ value, words: t(`accounts.tokens.scope.${value}`) }))}
          chosen={scopes}
          onChange={setScopes}
        />
        <TextField
          type="date"
          label={t('accounts.tokens.lastDay')}
          hint={t('accounts.tokens.lastDayHint')}
          value={lastDay}
          onChange={(event) => setLastDay(event.currentTarget.value)}
        />
        <ProblemLine problem={act.problem} />
        <Button type="submit" disabled={act.isRunning || scopes.length === 0}>
          {t(act.isRunning ? 'desk.busy' : 'accounts.tokens.submit')}
        </Button>
      </form>
    </section>
  );
}

function TokenCard({ token }: { token: ApiToken }): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const cache = useQueryClient();
  const act = useAct();
  const inWords = (at: string) => `${dayInShort(at, language)}, ${timeOfDay(at, language)}`;
  const revoke = async () => {
    await act.run(() => revokeApiToken(token.id), t('accounts.tokens.revoked', { name: token.name }));
    await cache.invalidateQueries({ queryKey: apiTokensQuery.queryKey });
  };
  return (
    <li className="cv-accounts__card">
      <h3>{token.name}</h3>
      <p>
        <code>{token.prefix}…</code> {t('accounts.tokens.by', { email: token.owner })}
      </p>
      <p>{token.scopes.map((scope) => t(`accounts.tokens.scope.${scope}`)).join('; ')}</p>
      <p className="cdv-hint">
        {token.lastUsedAt === null
          ? t('accounts.tokens.never')
          : t('accounts.tokens.last', { at: inWords(token.lastUsedAt) })}{' '}
        {token.expiresAt !== null && t('accounts.tokens.until', { at: inWords(token.expiresAt) })}
      </p>
      <ProblemLine problem={act.problem} />
      <TwoStepButton
        words={t('accounts.tokens.revoke')}
        question={t('accounts.tokens.revokeAsk', { name: token.name })}
        yes={t('accounts.tokens.revokeYes')}
        isRunning={act.isRunning}
        isDisabled={act.isRunning}
        reasonLabel={null}
        onConfirm={() => void revoke()}
      />
    </li>
  );
}
