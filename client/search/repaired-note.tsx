// Says that a typing error was mended, and offers what was typed.
import { useTranslation } from 'react-i18next';
import type { SearchResult } from '../../server/contract/search.ts';
import { Button } from '../ui/button.tsx';

interface RepairedNoteProps {
  repaired: SearchResult['repaired'];
  typed: string;
  onLiteral: () => void;
}

/** Nothing when every word was known. */
export function RepairedNote({ repaired, typed, onLiteral }: RepairedNoteProps) {
  const { t } = useTranslation();
  if (repaired === null) return null;
  return (
    <p className="cdv-repaired">
      {t('search.repaired', { words: repaired.query })}{' '}
      <Button look="quiet" onClick={onLiteral}>
        {t('search.literally', { words: typed })}
      </Button>
    </p>
  );
}
