// Webhooks (`/desk/settings/webhooks`): who is told of what, and how it went. For administrators.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { webhookEvents } from '../../server/contract/webhooks.ts';
import type { MadeWebhook, Webhook, WebhookEvent } from '../../server/contract/webhooks.ts';
import { deliveriesQuery, makeWebhook, removeWebhook, tryWebhook, webhooksQuery } from '../api/integrations.ts';
import { TwoStepButton } from '../desk/two-step-button.tsx';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { TextField } from '../ui/field.tsx';
import { ProblemBox } from '../ui/problem.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { ChoiceList } from './choice-list.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { ProblemLine } from './problem-line.tsx';
import { SecretOnce } from './secret-once.tsx';
import { useAct } from './use-act.ts';

/** The page. */
export function WebhooksPage(): JSX.Element {
  const { t } = useTranslation();
  const webhooks = useQuery(webhooksQuery);
  const [made, setMade] = useState<MadeWebhook | null>(null);
  return (
    <>
      <NewWebhookForm onMade={setMade} />
      {made !== null && (
        <Alert kind="success" urgency="urgent">
          <p>{t('accounts.webhooks.made', { url: made.url })}</p>
          <SecretOnce key={made.id} label={t('accounts.webhooks.secret')} value={made.secret} />
        </Alert>
      )}
      <section className="cv-accounts__part" aria-labelledby="webhooks-list">
        <h2 id="webhooks-list">{t('accounts.webhooks.listHeading')}</h2>
        {webhooks.error !== null && <ProblemBox error={webhooks.error} onRetry={() => void webhooks.refetch()} />}
        {webhooks.isPending && <Spinner />}
        {webhooks.data?.length === 0 && <Empty>{t('accounts.webhooks.none')}</Empty>}
        <ul className="cv-accounts__list">
          {webhooks.data?.map((webhook) => (
            <WebhookCard key={webhook.id} webhook={webhook} />
          ))}
        </ul>
      </section>
    </>
  );
}

/** `session.live` → the key of its words. */
function wordsKey(event: WebhookEvent) {
  return `accounts.webhooks.events.${event.replace('.', '-') as Dashed<WebhookEvent>}` as const;
}

type Dashed<Event extends string> = Event extends `${infer Subject}.${infer Fact}` ? `${Subject}-${Fact}` : never;

function NewWebhookForm({ onMade }: { onMade: (webhook: MadeWebhook) => void }): JSX.Element {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const act = useAct();
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<readonly WebhookEvent[]>(webhookEvents);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const made = await act.run(() => makeWebhook({ url: url.trim(), events: [...events] }));
    if (made === null) return;
    setUrl('');
    onMade(made.value);
    await cache.invalidateQueries({ queryKey: webhooksQuery.queryKey });
  };
  return (
    <section className="cv-accounts__part" aria-labelledby="webhooks-new">
      <h2 id="webhooks-new">{t('accounts.webhooks.heading')}</h2>
      <p>{t('accounts.webhooks.intro')}</p>
      <form onSubmit={(event) => void send(event)}>
        <TextField
          type="url"
          label={t('accounts.webhooks.url')}
          hint={t('accounts.webhooks.urlHint')}
          value={url}
          maxLength={1000}
          required
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <ChoiceList
          legend={t('accounts.webhooks.what')}
          choices={webhookEvents.map((value) => ({ value, words: t(wordsKey(value)) }))}
          chosen={events}
          onChange={setEvents}
        />
        <ProblemLine problem={act.problem} />
        <Button type="submit" disabled={act.isRunning || events.length === 0}>
          {t(act.isRunning ? 'desk.busy' : 'accounts.webhooks.submit')}
        </Button>
      </form>
    </section>
  );
}

function WebhookCard({ webhook }: { webhook: Webhook }): JSX.Element {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const act = useAct();
  const [isOpen, setOpen] = useState(false);
  const send = async () => {
    await act.run(() => tryWebhook(webhook.id), t('accounts.webhooks.tried'));
    setOpen(true);
    await cache.invalidateQueries({ queryKey: deliveriesQuery(webhook.id).queryKey });
  };
  const remove = async () => {
    await act.run(() => removeWebhook(webhook.id), t('accounts.webhooks.removed', { url: webhook.url }));
    await cache.invalidateQueries({ queryKey: webhooksQuery.queryKey });
  };
  return (
    <li className="cv-accounts__card">
      <h3>{webhook.url}</h3>
      <p>{webhook.events.map((event) => t(wordsKey(event))).join('; ')}</p>
      <ProblemLine problem={act.problem} />
      <div className="cdv-buttons">
        <Button look="outline" disabled={act.isRunning} onClick={() => void send()}>
          {t('accounts.webhooks.try')}
        </Button>
        <Button look="outline" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t('accounts.webhooks.deliveries')}
        </Button>
        <TwoStepButton
          words={t('accounts.webhooks.remove')}
          question={t('accounts.webhooks.removeAsk', { url: webhook.url })}
          yes={t('accounts.webhooks.removeYes')}
          isRunning={act.isRunning}
          isDisabled={act.isRunning}
          reasonLabel={null}
          onConfirm={() => void remove()}
        />
      </div>
      {isOpen && <DeliveryList webhookId={webhook.id} />}
    </li>
  );
}
