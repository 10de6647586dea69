// Two clerks have written into the same fields: what stands there now, and the two ways on.
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';

/** "Title, now: …", for the lines. */
export function useFieldInWords(): (field: string, value: string) => string {
  const { t } = useTranslation();
  return (field, value) => (value === '' ? t('together.nowEmpty', { field }) : t('together.now', { field, value }));
}

interface ChangedByOtherProps {
  /** The differences, one in a line. */
  lines: readonly string[];
  onTake: () => void;
  onKeep: () => void;
}

/** Nothing while nobody else has changed anything that matters here. */
export function ChangedByOther({ lines, onTake, onKeep }: ChangedByOtherProps): JSX.Element | null {
  const { t } = useTranslation();
  if (lines.length === 0) return null;
  return (
    <Alert kind="warning" urgency="urgent">
      <p>{t('together.changed')}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <div className="cdv-buttons">
        <Button look="outline" onClick={onTake}>
          {t('together.take')}
        </Button>
        <Button look="outline" onClick={onKeep}>
          {t('together.keep')}
        </Button>
      </div>
    </Alert>
  );
}
