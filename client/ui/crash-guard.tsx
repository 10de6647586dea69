// Catches a component's mistake, so that the reader sees words instead of an empty page.
import { Component, type ReactNode } from 'react';
import { Translation } from 'react-i18next';
import { Button } from './button.tsx';

/** Shows words and a reload button when anything inside throws while rendering. */
export class CrashGuard extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override render(): ReactNode {
    return this.state.crashed ? <CrashPage /> : this.props.children;
  }
}

function CrashPage() {
  return (
    <Translation>
      {(t) => (
        <main className="container cdv-page" role="alert">
          <h1>{t('problems.heading')}</h1>
          <p>{t('problems.crashed')}</p>
          <Button onClick={() => window.location.reload()}>{t('problems.reload')}</Button>
        </main>
      )}
    </Translation>
  );
}
