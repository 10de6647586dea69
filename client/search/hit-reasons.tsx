// Why a hit was found, where the highlighted words do not show it: by another word of the same meaning.
import { useTranslation } from 'react-i18next';
import type { MatchReason } from '../../server/contract/search.ts';

/** One quiet line; nothing when every word was found as it was typed (what was repaired is said once, above the hits). */
export function HitReasons({ reasons }: { reasons: readonly MatchReason[] }) {
  const { t } = useTranslation();
  const said = reasons.filter(({ form }) => form === 'synonym');
  if (said.length === 0) return null;
  return (
    <p className="cdv-quiet">
      {said
        .map(({ typed, found, form }) =>
          t(form === 'synonym' ? 'search.reasonSynonym' : 'search.reasonRepaired', { typed, found }),
        )
        .join(' · ')}
    </p>
  );
}
