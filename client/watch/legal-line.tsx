// Why this session may be filmed, in one line under the picture, with the way to the whole notice.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { bodyQuery } from '../api/council.ts';

/** Nothing while the body has not said anything: an empty promise is worse than none. */
export function LegalLine({ bodyId }: { bodyId: string }) {
  const { t } = useTranslation();
  const body = useQuery(bodyQuery(bodyId));
  const legal = body.data?.rules.legal;
  if (legal === undefined || (legal.regulationUrl === null && legal.privacyNotice === null)) return null;
  return (
    <p className="cdv-legal-line">
      {legal.regulationUrl !== null && (
        <>
          {t('bodies.legal.filmedBy')}{' '}
          <a href={legal.regulationUrl} rel="noreferrer">
            {t('bodies.legal.theRegulation')}
          </a>
          .{' '}
        </>
      )}
      {legal.whoMaySuspend !== null && `${t('bodies.legal.suspend', { who: legal.whoMaySuspend })} `}
      <Link to={`/bodies/${encodeURIComponent(bodyId)}#privacy`}>{t('bodies.legal.notice')}</Link>
    </p>
  );
}
