// Why a hit was found: which words stand where, and which of them stand for what was typed.
import { useTranslation } from 'react-i18next';
import type { MatchReason } from '../../server/contract/search.ts';

const fields: readonly MatchReason['field'][] = ['text', 'title', 'speaker'];

/** One quiet line; what was repaired is said once, above the hits. */
export function HitReasons({ reasons }: { reasons: readonly MatchReason[] }) {
  const { t } = useTranslation();
  const where = fields.flatMap((field) => {
    const found = new Set(reasons.filter((reason) => reason.field === field).map((reason) => reason.found));
    return found.size === 0 ? [] : [t(`search.reasonIn.${field}`, { words: [...found].join(', ') })];
  });
  const meant = reasons
    .filter(({ form }) => form === 'synonym')
    .map((reason) => t('search.reasonSynonym', { ...reason }));
  if (where.length === 0) return null;
  return <p className="cdv-quiet">{[...where, ...new Set(meant)].join(' · ')}</p>;
}
