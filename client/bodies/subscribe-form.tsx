// Asks for the convocations of a body by mail, where this server sends mail. No account.
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemLine } from '../accounts/problem-line.tsx';
import { useAct } from '../accounts/use-act.ts';
import { askForConvocations } from '../api/convocations.ts';
import { alertStateQuery } from '../api/queries.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { useLanguage } from '../ui/use-language.ts';

/** Nothing where no mail is sent: the calendar beside it says the same. */
export function SubscribeForm({ bodyId }: { bodyId: string }): JSX.Element | null {
  const { t } = useTranslation();
  const lang = useLanguage();
  const state = useQuery(alertStateQuery());
  const act = useAct();
  const [email, setEmail] = useState('');
  const [isSent, setSent] = useState(false);
  if (state.data?.mail !== true) return null;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const done = await act.run(
      () => askForConvocations(bodyId, { email: email.trim(), lang }),
      t('convocations.asked'),
    );
    if (done !== null) setSent(true);
  };
  return (
    <section aria-labelledby="body-convocations">
      <h2 id="body-convocations">{t('convocations.heading')}</h2>
      {isSent ? (
        <Alert kind="success">
          <p>{t('convocations.asked')}</p>
        </Alert>
      ) : (
        <form onSubmit={(event) => void send(event)}>
          <p>{t('convocations.intro')}</p>
          <TextField
            type="email"
            required
            autoComplete="email"
            label={t('convocations.email')}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <ProblemLine problem={act.problem} />
          <Button type="submit" disabled={act.isRunning}>
            {act.isRunning ? t('desk.busy') : t('convocations.ask')}
          </Button>
        </form>
      )}
    </section>
  );
}
