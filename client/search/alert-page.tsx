// Where the links of alert mails lead (`/search/alerts#confirm=…`, `#leave=…`): one button, because programs that look at mails
// open links too. The keys stand after #, so no server logs them.
import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { ProblemLine } from '../accounts/problem-line.tsx';
import { useAct } from '../accounts/use-act.ts';
import { confirmAlert, leaveAlert } from '../api/search-alerts.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';

/** The page. */
export function AlertPage(): JSX.Element {
  const { t } = useTranslation();
  const keys = new URLSearchParams(useLocation().hash.slice(1));
  const [confirm, leave] = [keys.get('confirm'), keys.get('leave')];
  return (
    <Page
      title={t('search.alerts.title')}
      steps={[{ words: t('search.title'), to: '/search' }, { words: t('search.alerts.title') }]}
    >
      <h1>{t('search.alerts.title')}</h1>
      {confirm !== null && <Choice words="confirm" act={() => confirmAlert(confirm)} />}
      {leave !== null && <Choice words="leave" act={() => leaveAlert(leave)} />}
      {confirm === null && leave === null && (
        <Alert kind="warning">
          <p>{t('search.alerts.noKey')}</p>
        </Alert>
      )}
      <p>
        <Link to="/search">{t('search.alerts.back')}</Link>
      </p>
    </Page>
  );
}

function Choice({ words, act }: { words: 'confirm' | 'leave'; act: () => Promise<void> }): JSX.Element {
  const { t } = useTranslation();
  const doing = useAct();
  const [isDone, setDone] = useState(false);
  const run = async () => {
    if ((await doing.run(act, t(`search.alerts.${words}Done`))) !== null) setDone(true);
  };
  if (isDone) {
    return (
      <Alert kind="success">
        <p>{t(`search.alerts.${words}Done`)}</p>
      </Alert>
    );
  }
  return (
    <>
      <p>{t(`search.alerts.${words}Intro`)}</p>
      <ProblemLine problem={doing.problem} />
      <Button disabled={doing.isRunning} onClick={() => void run()}>
        {doing.isRunning ? t('desk.busy') : t(`search.alerts.${words}`)}
      </Button>
    </>
  );
}
