// A one-time link as it is handed over: shown this once, to be copied, with whether it was mailed too.
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountLink } from '../../server/contract/accounts.ts';
import { dayInWords, timeOfDay } from '../text/times.ts';
import { Alert } from '../ui/alert.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { SecretOnce } from './secret-once.tsx';

/** The link on this very site. */
export function OneTimeLink({ link }: { link: AccountLink }): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const until = `${dayInWords(link.expiresAt, language)}, ${timeOfDay(link.expiresAt, language)}`;
  return (
    <Alert kind="success" urgency="urgent">
      <p>{t('accounts.link.made', { email: link.account.email, until })}</p>
      <SecretOnce label={t('accounts.link.label')} value={`${window.location.origin}${link.path}`} />
      <p>{t(link.mailed ? 'accounts.link.mailed' : 'accounts.link.notMailed')}</p>
    </Alert>
  );
}
