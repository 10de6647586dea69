// The footer: what the law asks a public site to say.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useTown } from './use-town.ts';

/** The links carry the marks by which the official checker finds them. */
export function SiteFooter() {
  const { t } = useTranslation();
  const { name } = useTown();
  return (
    <footer className="it-footer cdv-footer" id="footer" tabIndex={-1}>
      <div className="it-footer-small-prints">
        <div className="container">
          <p className="cdv-footer-name">{name}</p>
          <nav aria-label={t('site.footerLinks')}>
            <ul className="it-footer-small-prints-list cdv-footer-links">
              <li>
                <Link to="/info/accessibility" data-element="accessibility-link">
                  {t('site.accessibility')}
                </Link>
              </li>
              <li>
                <Link to="/info/accessibility#feedback">{t('site.feedback')}</Link>
              </li>
              <li>
                <Link to="/info/privacy" data-element="privacy-policy-link">
                  {t('site.privacy')}
                </Link>
              </li>
              <li>
                <Link to="/info/legal" data-element="legal-notes">
                  {t('site.legal')}
                </Link>
              </li>
              <li>
                <Link to="/calendar#subscriptions">{t('site.feeds')}</Link>
              </li>
              <li>
                <a href="/api/openapi.json">{t('site.openData')}</a>
              </li>
            </ul>
          </nav>
        </div>
      </div>
    </footer>
  );
}
