// The page for addresses that lead nowhere.
import { useTranslation } from 'react-i18next';
import { NothingHere } from '../ui/nothing-here.tsx';

/** Says that the page does not exist, and where to go instead. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return <NothingHere heading={t('problems.notFoundHeading')} text={t('problems.notFound')} />;
}
