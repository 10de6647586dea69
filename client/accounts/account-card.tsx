// One account in the list, with what an administrator may do to it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, AccountLink, ChangeAccount } from '../../server/contract/accounts.ts';
import { accountsQuery, changeAccount, removeSecondFactorOf, resetAccount, signOutAccount } from '../api/accounts.ts';
import { bodiesQuery } from '../api/desk.ts';
import { meQuery } from '../api/queries.ts';
import { TwoStepButton } from '../desk/two-step-button.tsx';
import { dayInShort, timeOfDay } from '../text/times.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { ProblemLine } from './problem-line.tsx';
import { areComplete, RightsFields, toInput } from './rights-fields.tsx';
import { useAct } from './use-act.ts';
import type { Act } from './use-act.ts';

interface CardProps {
  account: Account;
  onLink: (link: AccountLink) => void;
}

/** The card. */
export function AccountCard({ account, onLink }: CardProps): JSX.Element {
  const { t } = useTranslation();
  const act = useAct();
  const [isChanging, setChanging] = useState(false);
  const save = useSave(account, act);
  return (
    <li className="cv-accounts__card">
      <h3>{account.email}</h3>
      <Facts account={account} />
      <ProblemLine problem={act.problem} />
      {isChanging ? (
        <RightsForm account={account} isRunning={act.isRunning} onSave={save} onClose={() => setChanging(false)} />
      ) : (
        <div className="cdv-buttons">
          <Button look="outline" disabled={act.isRunning} onClick={() => setChanging(true)}>
            {t('accounts.card.change')}
          </Button>
          <Dangerous account={account} act={act} onSave={save} onLink={onLink} />
        </div>
      )}
    </li>
  );
}

type Save = (change: ChangeAccount) => Promise<boolean>;

function useSave(account: Account, act: Act): Save {
  const { t } = useTranslation();
  const cache = useQueryClient();
  return async (change) => {
    const said = t('accounts.card.saved', { email: account.email });
    const done = await act.run(() => changeAccount(account.id, change), said);
    if (done !== null) await cache.invalidateQueries({ queryKey: accountsQuery.queryKey });
    return done !== null;
  };
}

function Facts({ account }: { account: Account }): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const bodies = useQuery(bodiesQuery);
  const nameOf = (bodyId: string) => bodies.data?.find((body) => body.id === bodyId)?.name ?? bodyId;
  const rights =
    account.bodies === null
      ? t(`accounts.roles.${account.role}`)
      : Object.entries(account.bodies)
          .map(([bodyId, role]) => `${nameOf(bodyId)}: ${t(`accounts.roles.${role}`)}`)
          .join('; ');
  const at = account.lastSignedInAt;
  return (
    <>
      <p>{rights}</p>
      <p className="cdv-buttons">
        <Badge>{t(`accounts.states.${account.state}`)}</Badge>
        {account.secondFactor && <Badge>{t('accounts.card.hasSecond')}</Badge>}
        <span className="cdv-hint">
          {at === null
            ? t('accounts.card.never')
            : t('accounts.card.last', { at: `${dayInShort(at, language)}, ${timeOfDay(at, language)}` })}
        </span>
      </p>
    </>
  );
}

interface FormProps {
  account: Account;
  isRunning: boolean;
  onSave: Save;
  onClose: () => void;
}

function RightsForm({ account, isRunning, onSave, onClose }: FormProps): JSX.Element {
  const { t } = useTranslation();
  const [rights, setRights] = useState({ role: account.role, bodies: account.bodies });
  const save = async () => {
    if (await onSave(toInput(rights))) onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <RightsFields value={rights} onChange={setRights} />
      <div className="cdv-buttons">
        <Button type="submit" disabled={isRunning || !areComplete(rights)}>
          {t('accounts.card.save')}
        </Button>
        <Button look="outline" onClick={onClose}>
          {t('accounts.card.leave')}
        </Button>
      </div>
    </form>
  );
}

function Dangerous({ account, act, onSave, onLink }: CardProps & { act: Act; onSave: Save }): JSX.Element {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const me = useQuery(meQuery);
  const isOwn = me.data?.id === account.id;
  const common = { isRunning: false, isDisabled: act.isRunning, reasonLabel: null };
  const reset = async () => {
    const made = await act.run(() => resetAccount(account.id));
    if (made === null) return;
    onLink(made.value);
    await cache.invalidateQueries({ queryKey: accountsQuery.queryKey });
  };
  const signOut = () =>
    act.run(() => signOutAccount(account.id), t('accounts.card.signedOut', { email: account.email }));
  const removeSecond = async () => {
    const said = t('accounts.card.secondDone', { email: account.email });
    await act.run(() => removeSecondFactorOf(account.id), said);
    await cache.invalidateQueries({ queryKey: accountsQuery.queryKey });
  };
  if (account.state === 'disabled') {
    return (
      <Button look="outline" disabled={act.isRunning} onClick={() => void onSave({ disabled: false })}>
        {t('accounts.card.enable')}
      </Button>
    );
  }
  return (
    <>
      <TwoStepButton
        {...common}
        words={t('accounts.card.signOut')}
        question={t('accounts.card.signOutAsk', { email: account.email })}
        yes={t('accounts.card.signOutYes')}
        onConfirm={() => void signOut()}
      />
      <TwoStepButton
        {...common}
        words={t('accounts.card.reset')}
        question={t('accounts.card.resetAsk', { email: account.email })}
        yes={t('accounts.card.resetYes')}
        onConfirm={() => void reset()}
      />
      {account.secondFactor && (
        <TwoStepButton
          {...common}
          words={t('accounts.card.second')}
          question={t('accounts.card.secondAsk', { email: account.email })}
          yes={t('accounts.card.secondYes')}
          onConfirm={() => void removeSecond()}
        />
      )}
      {!isOwn && (
        <TwoStepButton
          {...common}
          words={t('accounts.card.disable')}
          question={t('accounts.card.disableAsk', { email: account.email })}
          yes={t('accounts.card.disableYes')}
          onConfirm={() => void onSave({ disabled: true })}
        />
      )}
    </>
  );
}
