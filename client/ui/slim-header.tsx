// The topmost line: who stands above this site, the language, the staff's door.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { meQuery } from '../api/queries.ts';
import { chooseLanguage, languages, type Language } from '../text/language.ts';
import { Crest } from './crest.tsx';
import { Icon } from './icon.tsx';
import { useTown } from './use-town.ts';
import { useLanguage } from './use-language.ts';

/** The slim header of Bootstrap Italia; `hasName` leads home by the site's name, where no other header does. */
export function SlimHeader({ hasName }: { hasName: boolean }) {
  const { t } = useTranslation();
  const { name } = useTown();
  return (
    <div className="it-header-slim-wrapper">
      <div className="container">
        <div className="it-header-slim-wrapper-content">
          {hasName ? (
            <Link to="/" className="navbar-brand cdv-slim-name">
              <Crest />
              <span>{name}</span>
            </Link>
          ) : (
            <span className="navbar-brand">{t('site.owner')}</span>
          )}
          <div className="it-header-slim-right-zone cdv-slim-right">
            <LanguageChoice />
            <StaffDoor />
          </div>
        </div>
      </div>
    </div>
  );
}

function LanguageChoice() {
  const { t } = useTranslation();
  const current = useLanguage();
  const names: Record<Language, string> = { it: t('site.languageItalian'), en: t('site.languageEnglish') };
  return (
    <div role="group" aria-label={t('site.language')} className="cdv-languages">
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-label={names[language]}
          aria-pressed={language === current}
          onClick={() => void chooseLanguage(language, window)}
        >
          {language.toUpperCase()}
        </button>
      ))}
    </div>
  );
}

function StaffDoor() {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  return (
    <Link to={me.data ? '/desk' : '/sign-in'} className="cdv-staff-door">
      <Icon name="person" />
      <span>{me.data ? t('site.desk') : t('site.staff')}</span>
    </Link>
  );
}
