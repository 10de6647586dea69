// One's own open sign-ins, with a way to end each: whoever forgot to sign out somewhere finds it here.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenSignIn } from '../../server/contract/accounts.ts';
import { endSignIn, signInsQuery } from '../api/accounts.ts';
import { dayInShort, timeOfDay } from '../text/times.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { ProblemBox } from '../ui/problem.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { browserName } from './browser-name.ts';
import { ProblemLine } from './problem-line.tsx';
import { useAct, type Act } from './use-act.ts';

/** The part; the sign-in of this browser is named and ended by signing out. */
export function SignInsPart(): JSX.Element {
  const { t } = useTranslation();
  const signIns = useQuery(signInsQuery);
  const act = useAct();
  return (
    <section className="cv-accounts__part" aria-labelledby="account-sign-ins">
      <h2 id="account-sign-ins">{t('accounts.signIns.heading')}</h2>
      {signIns.error !== null && <ProblemBox error={signIns.error} onRetry={() => void signIns.refetch()} />}
      <ProblemLine problem={act.problem} />
      <ul className="cv-accounts__list">
        {signIns.data?.map((signIn) => (
          <SignInRow key={signIn.id} signIn={signIn} act={act} />
        ))}
      </ul>
    </section>
  );
}

function SignInRow({ signIn, act }: { signIn: OpenSignIn; act: Act }): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const cache = useQueryClient();
  const moment = (at: string) => `${dayInShort(at, language)}, ${timeOfDay(at, language)}`;
  const name = browserName(signIn.agent) ?? t('accounts.signIns.unknown');
  const end = async () => {
    await act.run(() => endSignIn(signIn.id), t('accounts.signIns.ended', { name }));
    await cache.invalidateQueries({ queryKey: signInsQuery.queryKey });
  };
  return (
    <li className="cv-accounts__card">
      <p>
        <strong>{name}</strong> {signIn.isThis && <Badge>{t('accounts.signIns.this')}</Badge>}
      </p>
      <p className="cdv-hint">
        {t('accounts.signIns.since', { at: moment(signIn.at), last: moment(signIn.lastSeenAt) })}
        {signIn.address !== null && ` ${t('accounts.signIns.from', { address: signIn.address })}`}
      </p>
      {!signIn.isThis && (
        <Button
          look="outline"
          disabled={act.isRunning}
          aria-label={t('accounts.signIns.endOf', { name, at: moment(signIn.at) })}
          onClick={() => void end()}
        >
          {t('accounts.signIns.end')}
        </Button>
      )}
    </li>
  );
}
