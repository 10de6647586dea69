// The page for addresses that lead nowhere.
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';

/** Says that the page does not exist, and where to go instead. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('problems.notFoundHeading')}>
      <h1>{t('problems.notFoundHeading')}</h1>
      <p>{t('problems.notFound')}</p>
      <p className="cdv-buttons">
        <ButtonLink to="/search" icon="search">
          {t('problems.toSearch')}
        </ButtonLink>
        <ButtonLink to="/archive" look="outline">
          {t('problems.toArchive')}
        </ButtonLink>
      </p>
    </Page>
  );
}
