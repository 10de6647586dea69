// The pages behind "Settings" on the desk (`/desk/settings/…`): one's own account, and for administrators the rest.
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, Route, Routes } from 'react-router';
import { meQuery } from '../api/queries.ts';
import '../desk/desk.scss';
import { StaffGate } from '../desk/staff-gate.tsx';
import { keepFocus } from '../ui/keep-focus.ts';
import { Page } from '../ui/page.tsx';
import { AccountsPage } from './accounts-page.tsx';
import './accounts.scss';
import { AuditTrailPage } from './audit-page.tsx';
import { MyAccountPage } from './my-account-page.tsx';
import { TownPage } from './town-page.tsx';
import { TokensPage } from './tokens-page.tsx';
import { WebhooksPage } from './webhooks-page.tsx';

/** Page → its element; the paths are also the keys of their names. */
const pages = [
  { path: 'me', element: <MyAccountPage />, isForAll: true },
  { path: 'town', element: <TownPage />, isForAll: false },
  { path: 'accounts', element: <AccountsPage />, isForAll: false },
  { path: 'tokens', element: <TokensPage />, isForAll: false },
  { path: 'webhooks', element: <WebhooksPage />, isForAll: false },
  { path: 'audit', element: <AuditTrailPage />, isForAll: false },
] as const;

/** The pages with the way between them. */
export function SettingsPages(): JSX.Element {
  const { t } = useTranslation();
  return (
    <StaffGate>
      <Page
        title={t('accounts.title')}
        steps={[{ words: t('desk.title'), to: '/desk' }, { words: t('accounts.title') }]}
      >
        <div ref={keepFocus} className="cv-accounts">
          <h1>{t('accounts.title')}</h1>
          <Ways />
          <Routes>
            {pages.map(({ path, element }) => (
              <Route key={path} path={path} element={element} />
            ))}
            <Route path="*" element={<Navigate to="me" replace />} />
          </Routes>
        </div>
      </Page>
    </StaffGate>
  );
}

/** The server decides what is allowed; this only leaves out ways that lead to a refusal. */
function Ways(): JSX.Element {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  const isAdministrator = me.data?.role === 'administrator';
  return (
    <nav aria-label={t('accounts.title')}>
      <ul className="cv-accounts__ways">
        {pages
          .filter((page) => page.isForAll || isAdministrator)
          .map(({ path }) => (
            <li key={path}>
              <NavLink to={`/desk/settings/${path}`}>{t(`accounts.pages.${path}`)}</NavLink>
            </li>
          ))}
      </ul>
    </nav>
  );
}
