// "Please wait", in words; the turning ring stands still for who asked for less motion.
import { useTranslation } from 'react-i18next';

/** Shown while something is being fetched. */
export function Spinner() {
  const { t } = useTranslation();
  return (
    <p className="cdv-spinner" role="status">
      <span className="cdv-spinner-ring" aria-hidden="true" />
      {t('site.loading')}
    </p>
  );
}
