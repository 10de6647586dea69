// One's own second factor: set it up with an authenticator app, renew the recovery codes, take it away.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { SecondFactorOffer } from '../../server/contract/accounts.ts';
import { confirmSecondFactor, offerSecondFactor, removeSecondFactor, renewRecoveryCodes } from '../api/accounts.ts';
import { meQuery } from '../api/queries.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { ProblemLine } from './problem-line.tsx';
import { QrPicture } from './qr-picture.tsx';
import { useAct } from './use-act.ts';

/** The part of the page. */
export function SecondFactorPart(): JSX.Element {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const isOn = me.data?.secondFactor === 'on';
  return (
    <section className="cv-accounts__part" aria-labelledby="account-second-factor">
      <h2 id="account-second-factor">{t('accounts.second.heading')}</h2>
      {me.data?.secondFactor === 'missing' && (
        <Alert kind="warning">
          <p>{t('accounts.second.demanded')}</p>
        </Alert>
      )}
      <p>{t(isOn ? 'accounts.second.isOn' : 'accounts.second.intro')}</p>
      {codes !== null && <RecoveryCodeList codes={codes} />}
      {isOn ? <SetUpAlready onCodes={setCodes} /> : <SetUp onCodes={setCodes} />}
    </section>
  );
}

function RecoveryCodeList({ codes }: { codes: readonly string[] }): JSX.Element {
  const { t } = useTranslation();
  return (
    <Alert kind="success" urgency="urgent">
      <p>{t('accounts.second.codes')}</p>
      <ul className="cv-accounts__codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </Alert>
  );
}

interface Part {
  onCodes: (codes: readonly string[] | null) => void;
}

function SetUp({ onCodes }: Part): JSX.Element {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const act = useAct();
  const [current, setCurrent] = useState('');
  const [offer, setOffer] = useState<SecondFactorOffer | null>(null);
  const begin = async (event: FormEvent) => {
    event.preventDefault();
    const made = await act.run(() => offerSecondFactor(current));
    if (made !== null) setOffer(made.value);
  };
  const confirm = async (enrolment: string, code: string) => {
    const made = await act.run(() => confirmSecondFactor({ enrolment, code }), t('accounts.second.done'));
    if (made === null) return;
    onCodes(made.value.codes);
    await cache.invalidateQueries({ queryKey: meQuery.queryKey });
  };
  if (offer !== null)
    return <FirstCode offer={offer} problem={act.problem} isRunning={act.isRunning} onCode={confirm} />;
  return (
    <form onSubmit={(event) => void begin(event)}>
      <CurrentPassword value={current} onChange={setCurrent} />
      <ProblemLine problem={act.problem} />
      <Button type="submit" disabled={act.isRunning}>
        {t('accounts.second.begin')}
      </Button>
    </form>
  );
}

interface FirstCodeProps {
  offer: SecondFactorOffer;
  problem: string | null;
  isRunning: boolean;
  onCode: (enrolment: string, code: string) => Promise<void>;
}

function FirstCode({ offer, problem, isRunning, onCode }: FirstCodeProps): JSX.Element {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void onCode(offer.enrolment, code);
      }}
    >
      <p>{t('accounts.second.scan')}</p>
      <QrPicture text={offer.uri} label={t('accounts.second.picture')} />
      <p>
        {t('accounts.second.secret')}
        <code className="cv-accounts__secret">{offer.secret}</code>
      </p>
      <TextField
        label={t('accounts.second.code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        maxLength={10}
        required
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <ProblemLine problem={problem} />
      <Button type="submit" disabled={isRunning}>
        {t('accounts.second.confirm')}
      </Button>
    </form>
  );
}

function SetUpAlready({ onCodes }: Part): JSX.Element {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const act = useAct();
  const [current, setCurrent] = useState('');
  const renew = async () => {
    const made = await act.run(() => renewRecoveryCodes(current));
    setCurrent('');
    if (made !== null) onCodes(made.value.codes);
  };
  const remove = async () => {
    const done = await act.run(() => removeSecondFactor(current), t('accounts.second.removed'));
    setCurrent('');
    if (done === null) return;
    onCodes(null);
    await cache.invalidateQueries({ queryKey: meQuery.queryKey });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void renew();
      }}
    >
      <CurrentPassword value={current} onChange={setCurrent} />
      <ProblemLine problem={act.problem} />
      <div className="cdv-buttons">
        <Button type="submit" look="outline" disabled={act.isRunning}>
          {t('accounts.second.renew')}
        </Button>
        <Button look="outline" disabled={act.isRunning} onClick={() => void remove()}>
          {t('accounts.second.remove')}
        </Button>
      </div>
    </form>
  );
}

function CurrentPassword({ value, onChange }: { value: string; onChange: (typed: string) => void }): JSX.Element {
  const { t } = useTranslation();
  return (
    <TextField
      type="password"
      label={t('accounts.password.current')}
      hint={t('accounts.second.why')}
      value={value}
      autoComplete="current-password"
      maxLength={1024}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
