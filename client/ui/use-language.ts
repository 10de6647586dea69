// The language the pages speak right now, as a React value; must not know any page.
import { useTranslation } from 'react-i18next';
import type { Language } from '../text/language.ts';

/** The current language; components that show times render again when it is switched. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'it';
}
