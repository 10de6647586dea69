// What stands in place of a session that cannot be shown: withheld with its reason, unknown, or not reachable.
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/request.ts';
import { Alert } from '../ui/alert.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { NothingHere } from '../ui/nothing-here.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemBox } from '../ui/problem.tsx';

/** Words for why there is no session here. */
export function SessionProblem({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useTranslation();
  const code = error instanceof ApiError ? error.code : 'unexpected';
  if (code === 'withheld') return <Withheld reason={error instanceof ApiError ? error.problem?.reason : undefined} />;
  if (code === 'session-not-found') return <Unknown />;
  return (
    <Page title={t('problems.heading')}>
      <h1>{t('problems.heading')}</h1>
      <ProblemBox error={error} onRetry={onRetry} />
    </Page>
  );
}

function Withheld({ reason }: { reason: string | undefined }) {
  const { t } = useTranslation();
  return (
    <Page title={t('problems.withheldHeading')}>
      <h1>{t('problems.withheldHeading')}</h1>
      <Alert kind="warning">
        <p>{t('problems.withheld', { reason: reason ?? '–' })}</p>
      </Alert>
      <ButtonLink to="/archive">{t('problems.toArchive')}</ButtonLink>
    </Page>
  );
}

function Unknown() {
  const { t } = useTranslation();
  return <NothingHere heading={t('problems.sessionNotFoundHeading')} text={t('problems.sessionNotFound')} />;
}
