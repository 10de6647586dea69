// The table of pages. What the start page and a session do not need is fetched when it is opened.
import { lazy } from 'react';
import { Route, Routes } from 'react-router';
import { AccessibilityPage, LegalPage, PrivacyPage } from './info/info-pages.tsx';
import { NotFoundPage } from './info/not-found-page.tsx';
import { Frame } from './ui/frame.tsx';
import { NowPage } from './watch/now-page.tsx';
import { SessionPage } from './watch/session-page.tsx';

const ArchivePage = lazy(() => import('./archive/archive-page.tsx').then((file) => ({ default: file.ArchivePage })));
const SignInPage = lazy(() => import('./sign-in/sign-in-page.tsx').then((file) => ({ default: file.SignInPage })));
const SetupPage = lazy(() => import('./sign-in/setup-page.tsx').then((file) => ({ default: file.SetupPage })));
const DeskPage = lazy(() => import('./desk/desk-page.tsx').then((file) => ({ default: file.DeskPage })));
const ControlRoomPage = lazy(() =>
  import('./desk/control-room-page.tsx').then((file) => ({ default: file.ControlRoomPage })),
);
const SettingsPages = lazy(() =>
  import('./accounts/settings-pages.tsx').then((file) => ({ default: file.SettingsPages })),
);
const ChoosePasswordPage = lazy(() =>
  import('./sign-in/choose-password-page.tsx').then((file) => ({ default: file.ChoosePasswordPage })),
);
const AfterPage = lazy(() => import('./desk/after/after-page.tsx').then((file) => ({ default: file.AfterPage })));
const VersionPage = lazy(() => import('./watch/version-page.tsx').then((file) => ({ default: file.VersionPage })));
const BodyPage = lazy(() => import('./desk/body-page.tsx').then((file) => ({ default: file.BodyPage })));
const PreparePage = lazy(() => import('./prepare/prepare-page.tsx').then((file) => ({ default: file.PreparePage })));
const PublicBodyPage = lazy(() =>
  import('./bodies/public-body-page.tsx').then((file) => ({ default: file.PublicBodyPage })),
);
const RoomSignPage = lazy(() => import('./bodies/room-sign-page.tsx').then((file) => ({ default: file.RoomSignPage })));
const AlertPage = lazy(() => import('./search/alert-page.tsx').then((file) => ({ default: file.AlertPage })));
const ConvocationsPage = lazy(() =>
  import('./bodies/convocations-page.tsx').then((file) => ({ default: file.ConvocationsPage })),
);
const CalendarPage = lazy(() =>
  import('./calendar/calendar-page.tsx').then((file) => ({ default: file.CalendarPage })),
);
const SearchPage = lazy(() => import('./search/search-page.tsx').then((file) => ({ default: file.SearchPage })));

/** All pages inside the frame. */
export function App() {
  return (
    <Routes>
      <Route element={<Frame />}>
        <Route index element={<NowPage />} />
        <Route path="sessions/:id" element={<SessionPage />} />
        <Route path="sessions/:id/versions/:version" element={<VersionPage />} />
        <Route path="archive" element={<ArchivePage />} />
        <Route path="calendar" element={<CalendarPage />} />
        <Route path="convocations" element={<ConvocationsPage />} />
        <Route path="search" element={<SearchPage />} />
        <Route path="search/alerts" element={<AlertPage />} />
        <Route path="sign-in" element={<SignInPage />} />
        <Route path="setup" element={<SetupPage />} />
        <Route path="desk" element={<DeskPage />} />
        <Route path="welcome" element={<ChoosePasswordPage />} />
        <Route path="desk/settings/*" element={<SettingsPages />} />
        <Route path="desk/sessions/:id/prepare" element={<PreparePage />} />
        <Route path="bodies/:id" element={<PublicBodyPage />} />
        <Route path="bodies/:id/sign" element={<RoomSignPage />} />
        <Route path="desk/bodies/:id" element={<BodyPage />} />
        <Route path="info/accessibility" element={<AccessibilityPage />} />
        <Route path="info/privacy" element={<PrivacyPage />} />
        <Route path="info/legal" element={<LegalPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
      <Route element={<Frame look="desk" />}>
        <Route path="desk/sessions/:id" element={<ControlRoomPage />} />
        <Route path="desk/sessions/:id/after" element={<AfterPage />} />
      </Route>
    </Routes>
  );
}
