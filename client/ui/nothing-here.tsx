// What stands where there is no page: what is missing, and where to go instead.
import { useTranslation } from 'react-i18next';
import { ButtonLink } from './button.tsx';
import { Page } from './page.tsx';

export interface NothingHereProps {
  readonly heading: string;
  readonly text: string;
}

/** A whole page that leads on to the search and to the archive. */
export function NothingHere({ heading, text }: NothingHereProps) {
  const { t } = useTranslation();
  return (
    <Page title={heading}>
      <h1>{heading}</h1>
      <p>{text}</p>
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
