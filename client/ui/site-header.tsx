// The header with the name of the site, the search field (but on the search page, which has its own), and the main menu.
import { useId, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useLocation, useNavigate } from 'react-router';
import { Crest } from './crest.tsx';
import { Icon } from './icon.tsx';
import { useTown } from './use-town.ts';

/** The central header of Bootstrap Italia. */
export function SiteHeader() {
  const { t } = useTranslation();
  const { name } = useTown();
  const { pathname } = useLocation();
  return (
    <div className="it-header-center-wrapper cdv-header-center">
      <div className="container">
        <div className="it-header-center-content-wrapper">
          <div className="it-brand-wrapper">
            <Link to="/">
              <Crest />
              <span className="it-brand-text">
                <span className="it-brand-title">{name}</span>
                <span className="it-brand-tagline">{t('site.tagline')}</span>
              </span>
            </Link>
          </div>
          {pathname !== '/search' && <HeaderSearch />}
          <nav className="cdv-menu" aria-label={t('site.mainMenu')}>
            <NavLink to="/" end>
              {t('site.now')}
            </NavLink>
            <NavLink to="/calendar">{t('site.calendar')}</NavLink>
            <NavLink to="/archive">{t('site.archive')}</NavLink>
            <NavLink to="/search">{t('site.search')}</NavLink>
          </nav>
        </div>
      </div>
    </div>
  );
}

function HeaderSearch() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const words = new FormData(event.currentTarget).get('q');
    void navigate(`/search?q=${encodeURIComponent(typeof words === 'string' ? words.trim() : '')}`);
    event.currentTarget.reset();
  };
  return (
    <form
      className="cdv-header-search"
      role="search"
      aria-label={t('site.searchLabel')}
      action="/search"
      onSubmit={submit}
    >
      <label className="visually-hidden" htmlFor={id}>
        {t('site.searchLabel')}
      </label>
      <input id={id} type="search" name="q" placeholder={t('site.searchPlaceholder')} autoComplete="off" />
      <button type="submit">
        <Icon name="search" />
        <span>{t('site.search')}</span>
      </button>
    </form>
  );
}
