// A recess in words: until about when, and why, as far as it was said.
import { useTranslation } from 'react-i18next';
import type { Session } from '../../server/contract/sessions.ts';
import { dayInWords, isoDay, timeOfDay } from '../text/times.ts';
import { useLanguage } from '../ui/use-language.ts';

/** A function that says it in a sentence; `nowMs` is the present instant. */
export function useRecessInWords(): (recess: Session['recess'], nowMs: number) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const untilWhen = (expectedAt: string | null, nowMs: number) => {
    if (expectedAt === null) return t('state.recessLong');
    const expectedMs = Date.parse(expectedAt);
    const said = { time: timeOfDay(expectedAt, language), day: dayInWords(expectedAt, language) };
    if (expectedMs <= nowMs) return t('recess.overdue', said);
    return t(isoDay(expectedMs) === isoDay(nowMs) ? 'recess.until' : 'recess.untilDay', said);
  };
  return (recess, nowMs) => {
    const sentence = untilWhen(recess?.expectedAt ?? null, nowMs);
    return recess?.reason == null ? sentence : t('recess.because', { sentence, reason: recess.reason });
  };
}
