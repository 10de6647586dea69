// How the newest deliveries of a webhook went; looks again by itself while it is open.
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Delivery } from '../../server/contract/webhooks.ts';
import { deliveriesQuery } from '../api/integrations.ts';
import { dayInShort, timeOfDay } from '../text/times.ts';
import { Empty } from '../ui/empty.tsx';
import { ProblemBox } from '../ui/problem.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useLanguage } from '../ui/use-language.ts';

/** The list. */
export function DeliveryList({ webhookId }: { webhookId: string }): JSX.Element {
  const { t } = useTranslation();
  const deliveries = useQuery(deliveriesQuery(webhookId));
  return (
    <>
      {deliveries.error !== null && <ProblemBox error={deliveries.error} onRetry={() => void deliveries.refetch()} />}
      {deliveries.isPending && <Spinner />}
      {deliveries.data?.length === 0 && <Empty>{t('accounts.webhooks.noDeliveries')}</Empty>}
      <ol>
        {deliveries.data?.map((delivery) => (
          <DeliveryLine key={delivery.id} delivery={delivery} />
        ))}
      </ol>
    </>
  );
}

function DeliveryLine({ delivery }: { delivery: Delivery }): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const inWords = (at: string) => `${dayInShort(at, language)}, ${timeOfDay(at, language)}`;
  const { lastStatus, lastError, nextAt } = delivery;
  return (
    <li>
      {inWords(delivery.createdAt)} <code>{delivery.event}</code>: {t(`accounts.webhooks.states.${delivery.state}`)}
      {lastStatus !== null && `, ${t('accounts.webhooks.answered', { status: lastStatus })}`}
      {lastError !== null && `, ${lastError}`}
      {nextAt !== null && delivery.attempts > 0 && `, ${t('accounts.webhooks.again', { at: inWords(nextAt) })}`}
    </li>
  );
}
