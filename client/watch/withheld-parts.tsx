// The public tombstones: which parts of the recording are not public, why, and by which decision.
import { useTranslation } from 'react-i18next';
import type { Session } from '../../server/contract/sessions.ts';
import { clockTime, dayInShort } from '../text/times.ts';
import { Alert } from '../ui/alert.tsx';
import { useLanguage } from '../ui/use-language.ts';

/** Nothing when the whole recording is public. */
export function WithheldParts({ session }: { session: Session }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (session.withheldRanges.length === 0) return null;
  return (
    <Alert kind="info">
      <section aria-label={t('withheld.heading')}>
        <p>
          <strong>{t('withheld.heading')}</strong>
        </p>
        <ul className="cdv-withheld">
          {session.withheldRanges.map((range) => (
            <li key={range.id}>
              <strong>
                {t(`withheld.${range.kind}`, {
                  from: clockTime(range.offsetSeconds),
                  until: clockTime(range.offsetSeconds + range.durationSeconds),
                  seconds: Math.round(range.durationSeconds),
                })}
              </strong>{' '}
              {t('withheld.why', {
                reason: range.reason,
                number: range.decisionNumber,
                by: range.decidedBy,
                day: dayInShort(range.since, language),
              })}
            </li>
          ))}
        </ul>
      </section>
    </Alert>
  );
}
