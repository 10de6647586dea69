// Saves a search: alerts by mail, where this server sends mail, and a feed for everyone. No account.
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertCadence } from '../../server/contract/search-alerts.ts';
import { ProblemLine } from '../accounts/problem-line.tsx';
import { useAct } from '../accounts/use-act.ts';
import { alertStateQuery } from '../api/queries.ts';
import { withQuery } from '../api/request.ts';
import { askForAlert } from '../api/search-alerts.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { savedRequestOf, type SearchWish } from './search-address.ts';

const cadences: readonly AlertCadence[] = ['at-once', 'daily', 'weekly'];

/** A folded box below the results. */
export function SaveSearch({ wish }: { wish: SearchWish }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const state = useQuery({ ...alertStateQuery(), enabled: isOpen });
  const asked = savedRequestOf(wish);
  return (
    <details className="cdv-save-search" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('search.save.heading')}</summary>
      {state.data?.mail === true && <AlertForm key={JSON.stringify(asked)} wish={wish} />}
      {state.data?.mail === false && <p>{t('search.save.noMail')}</p>}
      <p>
        {t('search.save.feedIntro')}{' '}
        <a href={withQuery('/api/search/feed', { ...asked })} type="application/atom+xml">
          {t('search.save.feed')}
        </a>
      </p>
    </details>
  );
}

function AlertForm({ wish }: { wish: SearchWish }) {
  const { t } = useTranslation();
  const lang = useLanguage();
  const act = useAct();
  const [email, setEmail] = useState('');
  const [cadence, setCadence] = useState<AlertCadence>('daily');
  const [isSent, setSent] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const alert = { email: email.trim(), cadence, lang, query: savedRequestOf(wish) };
    const done = await act.run(() => askForAlert(alert), t('search.save.sent'));
    if (done !== null) setSent(true);
  };
  if (isSent) {
    return (
      <Alert kind="success">
        <p>{t('search.save.sent')}</p>
      </Alert>
    );
  }
  return (
    <form onSubmit={(event) => void send(event)}>
      <p>{t('search.save.intro')}</p>
      <TextField
        type="email"
        required
        autoComplete="email"
        label={t('search.save.email')}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <SelectField
        label={t('search.save.cadence')}
        value={cadence}
        onChange={(event) => setCadence(cadences.find((one) => one === event.target.value) ?? 'daily')}
      >
        {cadences.map((one) => (
          <option key={one} value={one}>
            {t(`search.save.cadences.${one}`)}
          </option>
        ))}
      </SelectField>
      <ProblemLine problem={act.problem} />
      <Button type="submit" disabled={act.isRunning}>
        {act.isRunning ? t('desk.busy') : t('search.save.submit')}
      </Button>
    </form>
  );
}
