// Where the links of alert mails lead (`/search/alerts#confirm=…`, `#leave=…`). The keys stand after #, so no server logs them.
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { MailChoice } from '../accounts/mail-choice.tsx';
import { confirmAlert, leaveAlert } from '../api/search-alerts.ts';
import { Alert } from '../ui/alert.tsx';
import { Page } from '../ui/page.tsx';

/** The page. */
export function AlertPage(): JSX.Element {
  const { t } = useTranslation();
  const keys = new URLSearchParams(useLocation().hash.slice(1));
  const [confirm, leave] = [keys.get('confirm'), keys.get('leave')];
  const wordsOf = (what: 'confirm' | 'leave') => ({
    intro: t(`search.alerts.${what}Intro`),
    button: t(`search.alerts.${what}`),
    done: t(`search.alerts.${what}Done`),
  });
  return (
    <Page
      title={t('search.alerts.title')}
      steps={[{ words: t('search.title'), to: '/search' }, { words: t('search.alerts.title') }]}
    >
      <h1>{t('search.alerts.title')}</h1>
      {confirm !== null && <MailChoice {...wordsOf('confirm')} act={() => confirmAlert(confirm)} />}
      {leave !== null && <MailChoice {...wordsOf('leave')} act={() => leaveAlert(leave)} />}
      {confirm === null && leave === null && (
        <Alert kind="warning">
          <p>{t('search.alerts.noKey')}</p>
        </Alert>
      )}
      <p>
        <Link to="/search">{t('search.alerts.back')}</Link>
      </p>
    </Page>
  );
}
