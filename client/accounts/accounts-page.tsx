// The accounts of staff (`/desk/settings/accounts`): who may do what, and invitations. For administrators.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountLink } from '../../server/contract/accounts.ts';
import { accountsQuery, invite } from '../api/accounts.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { ProblemBox } from '../ui/problem.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { AccountCard } from './account-card.tsx';
import { OneTimeLink } from './one-time-link.tsx';
import { ProblemLine } from './problem-line.tsx';
import { areComplete, RightsFields, toInput } from './rights-fields.tsx';
import type { Rights } from './rights-fields.tsx';
import { RulesPart } from './rules-part.tsx';
import { useAct } from './use-act.ts';

/** The page. */
export function AccountsPage(): JSX.Element {
  const { t } = useTranslation();
  const accounts = useQuery(accountsQuery);
  const [link, setLink] = useState<AccountLink | null>(null);
  return (
    <>
      <Invitation onLink={setLink} />
      {link !== null && <OneTimeLink key={link.path} link={link} />}
      <section className="cv-accounts__part" aria-labelledby="accounts-list">
        <h2 id="accounts-list">{t('accounts.list.heading')}</h2>
        {accounts.error !== null && <ProblemBox error={accounts.error} onRetry={() => void accounts.refetch()} />}
        {accounts.isPending && <Spinner />}
        <ul className="cv-accounts__list">
          {accounts.data?.map((account) => (
            <AccountCard key={account.id} account={account} onLink={setLink} />
          ))}
        </ul>
      </section>
      <RulesPart />
    </>
  );
}

function Invitation({ onLink }: { onLink: (link: AccountLink) => void }): JSX.Element {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const act = useAct();
  const [email, setEmail] = useState('');
  const [rights, setRights] = useState<Rights>({ role: 'clerk', bodies: null });
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const made = await act.run(() => invite({ email: email.trim(), ...toInput(rights) }));
    if (made === null) return;
    setEmail('');
    onLink(made.value);
    await cache.invalidateQueries({ queryKey: accountsQuery.queryKey });
  };
  return (
    <section className="cv-accounts__part" aria-labelledby="accounts-invite">
      <h2 id="accounts-invite">{t('accounts.invite.heading')}</h2>
      <p>{t('accounts.invite.intro')}</p>
      <form onSubmit={(event) => void send(event)}>
        <TextField
          type="email"
          label={t('signIn.email')}
          value={email}
          maxLength={254}
          required
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <RightsFields value={rights} onChange={setRights} />
        <ProblemLine problem={act.problem} />
        <Button type="submit" disabled={act.isRunning || !areComplete(rights)}>
          {t(act.isRunning ? 'desk.busy' : 'accounts.invite.submit')}
        </Button>
      </form>
    </section>
  );
}
