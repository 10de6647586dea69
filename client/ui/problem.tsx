// What a page shows when it could not get what it needs, in words and with a way on.
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/request.ts';
import { Alert } from './alert.tsx';
import { Button } from './button.tsx';
import { plainCodes } from './plain-codes.ts';

/** The sentence for an error; the server's own words where nobody has translated its code. */
export function useProblemInWords(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (error instanceof ApiError && error.code === 'unreachable') return t('problems.unreachable');
    if (error instanceof ApiError && error.code === 'slow-down') {
      return t('problems.slowDown', { count: Math.max(1, Math.ceil((error.problem?.retryAfterMs ?? 1000) / 1000)) });
    }
    const code = plainCodes.find((known) => error instanceof ApiError && error.code === known);
    if (code !== undefined) return t(`problems.codes.${code}`, { detail: error instanceof Error ? error.message : '' });
    if (error instanceof ApiError && error.problem && error.status < 500) return error.problem.detail;
    return t('problems.unexpected');
  };
}

/** A box with what went wrong and a button to try again. */
export function ProblemBox({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const inWords = useProblemInWords();
  return (
    <Alert kind="danger" urgency="urgent">
      <p>{inWords(error)}</p>
      <Button look="outline" onClick={onRetry}>
        {t('site.retry')}
      </Button>
    </Alert>
  );
}
