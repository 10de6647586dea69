// Accessibility, privacy and legal notes, in plain words that say only what is true of this program.
import { useTranslation } from 'react-i18next';
import { Page } from '../ui/page.tsx';

/** What is accessible, what is not, and how to report a problem. */
export function AccessibilityPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('info.accessibilityTitle')} steps={[{ words: t('info.accessibilityTitle') }]}>
      <article className="cdv-prose">
        <h1>{t('info.accessibilityTitle')}</h1>
        <p>{t('info.accessibilityIntro')}</p>
        <p>{t('info.accessibilityLimits')}</p>
        <p>{t('info.accessibilityDeclaration')}</p>
        <h2 id="feedback">{t('info.feedbackHeading')}</h2>
        <p>{t('info.feedback')}</p>
      </article>
    </Page>
  );
}

/** What is kept about visitors. */
export function PrivacyPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('info.privacyTitle')} steps={[{ words: t('info.privacyTitle') }]}>
      <article className="cdv-prose">
        <h1>{t('info.privacyTitle')}</h1>
        <p>{t('info.privacyIntro')}</p>
        <p>{t('info.privacyStored')}</p>
        <p>{t('info.privacyChat')}</p>
        <p>{t('info.privacyLog')}</p>
      </article>
    </Page>
  );
}

/** Licences of program and content. */
export function LegalPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('info.legalTitle')} steps={[{ words: t('info.legalTitle') }]}>
      <article className="cdv-prose">
        <h1>{t('info.legalTitle')}</h1>
        <p>{t('info.legalSoftware')}</p>
        <p>{t('info.legalContent')}</p>
      </article>
    </Page>
  );
}
