// Where the links of convocations lead (`/convocations#confirm=…`, `#leave=…`). The keys stand after #, so no server logs them.
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { MailChoice } from '../accounts/mail-choice.tsx';
import { confirmConvocations, leaveConvocations } from '../api/convocations.ts';
import { Alert } from '../ui/alert.tsx';
import { Page } from '../ui/page.tsx';

/** The page. */
export function ConvocationsPage(): JSX.Element {
  const { t } = useTranslation();
  const keys = new URLSearchParams(useLocation().hash.slice(1));
  const [confirm, leave] = [keys.get('confirm'), keys.get('leave')];
  const wordsOf = (what: 'confirm' | 'leave') => ({
    intro: t(`convocations.${what}Intro`),
    button: t(`convocations.${what}`),
    done: t(`convocations.${what}Done`),
  });
  return (
    <Page title={t('convocations.title')} steps={[{ words: t('convocations.title') }]}>
      <h1>{t('convocations.title')}</h1>
      {confirm !== null && <MailChoice {...wordsOf('confirm')} act={() => confirmConvocations(confirm)} />}
      {leave !== null && <MailChoice {...wordsOf('leave')} act={() => leaveConvocations(leave)} />}
      {confirm === null && leave === null && (
        <Alert kind="warning">
          <p>{t('convocations.noKey')}</p>
        </Alert>
      )}
      <p>
        <Link to="/calendar">{t('convocations.toCalendar')}</Link>
      </p>
    </Page>
  );
}
