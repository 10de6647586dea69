// The legal basis of filming a body on the desk: regulation, notice on personal data with a draft, who may suspend.
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { BodyRules, LegalBasis } from '../../server/contract/roster.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Field, TextField } from '../ui/field.tsx';

interface LegalFieldsProps {
  bodyId: string;
  bodyName: string;
  legal: LegalBasis;
  change: (part: Partial<BodyRules>) => void;
}

/** The fields; the draft is offered only while nothing is written. */
export function LegalFields({ bodyId, bodyName, legal, change }: LegalFieldsProps): JSX.Element {
  const { t } = useTranslation();
  const set = (part: Partial<LegalBasis>) => change({ legal: { ...legal, ...part } });
  const hasNotice = (legal.privacyNotice ?? '').trim() !== '';
  return (
    <>
      <h2 id="legal">{t('council.body.legal')}</h2>
      <p className="cdv-hint">{t('council.body.legalHint')}</p>
      <TextField
        type="url"
        label={t('council.body.regulation')}
        hint={t('council.body.regulationHint')}
        value={legal.regulationUrl ?? ''}
        maxLength={500}
        onChange={(event) => set({ regulationUrl: event.currentTarget.value.trim() || null })}
      />
      <TextField
        label={t('council.body.whoMaySuspend')}
        hint={t('council.body.whoMaySuspendHint')}
        value={legal.whoMaySuspend ?? ''}
        maxLength={500}
        onChange={(event) => set({ whoMaySuspend: event.currentTarget.value || null })}
      />
      <Field label={t('council.body.privacy')} hint={t('council.body.privacyHint')}>
        {(ids) => (
          <textarea
            {...ids}
            className="form-control cv-desk__textarea"
            rows={12}
            maxLength={5000}
            value={legal.privacyNotice ?? ''}
            onChange={(event) => set({ privacyNotice: event.currentTarget.value || null })}
          />
        )}
      </Field>
      <div className="cdv-buttons">
        {!hasNotice && (
          <Button look="outline" onClick={() => set({ privacyNotice: t('bodies.draft', { body: bodyName }) })}>
            {t('council.body.insertDraft')}
          </Button>
        )}
        <ButtonLink look="outline" icon="document" to={`/bodies/${encodeURIComponent(bodyId)}/sign`}>
          {t('bodies.sign.open')}
        </ButtonLink>
      </div>
    </>
  );
}
