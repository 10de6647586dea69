// What stands around every page: skip links, header, main landmark, footer.
import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { Announcer } from './announcer.tsx';
import { CrashGuard } from './crash-guard.tsx';
import { SiteFooter } from './site-footer.tsx';
import { SiteHeader } from './site-header.tsx';
import { SlimHeader } from './slim-header.tsx';
import { Spinner } from './spinner.tsx';
import { useHashPlace } from './use-hash-place.ts';
import { useTownIcon } from './use-town.ts';

/** The frame; the page of the address stands in its middle. The desk's has no second header: height is dear there. */
export function Frame({ look = 'public' }: { look?: 'public' | 'desk' }) {
  const main = useFocusOnNewPage();
  useHashPlace();
  useTownIcon();
  const { pathname } = useLocation();
  return (
    <Announcer>
      <SkipLinks />
      <header className="it-header-wrapper cdv-header">
        <SlimHeader hasName={look === 'desk'} />
        {look === 'public' && <SiteHeader />}
      </header>
      <main id="content" ref={main} tabIndex={-1}>
        <CrashGuard key={pathname}>
          <Suspense fallback={<Spinner />}>
            <Outlet />
          </Suspense>
        </CrashGuard>
      </main>
      <SiteFooter />
    </Announcer>
  );
}

function SkipLinks() {
  const { t } = useTranslation();
  return (
    <nav className="skiplinks cdv-skiplinks" aria-label={t('site.skipLinks')}>
      <a className="visually-hidden-focusable" href="#content">
        {t('site.skipToContent')}
      </a>
      <a className="visually-hidden-focusable" href="#footer">
        {t('site.skipToFooter')}
      </a>
    </nav>
  );
}

/** On a change of page the reader starts at its top, and a screen reader at its content. */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}
