// By which rules a body is filmed, in sentences; what nobody wrote down is said as missing, not left out.
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { LegalBasis } from '../../server/contract/roster.ts';

/** Regulation, who may suspend, and the notice on personal data. */
export function LegalFacts({ legal }: { legal: LegalBasis }): JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      <p>
        {legal.regulationUrl === null ? (
          t('bodies.legal.noRegulation')
        ) : (
          <a href={legal.regulationUrl} rel="noreferrer">
            {t('bodies.legal.regulation')}
          </a>
        )}
      </p>
      {legal.whoMaySuspend !== null && <p>{t('bodies.legal.suspend', { who: legal.whoMaySuspend })}</p>}
      <h3 id="privacy">{t('bodies.legal.notice')}</h3>
      {legal.privacyNotice === null ? (
        <p>{t('bodies.legal.noNotice')}</p>
      ) : (
        <p className="cdv-notice-text">{legal.privacyNotice}</p>
      )}
    </>
  );
}
