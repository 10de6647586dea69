// Lengths of time in words; must not know what they measure.
import { useTranslation } from 'react-i18next';
import { hoursAndMinutes } from '../text/times.ts';

/** A function that says a length in seconds in words: `1 ora e 5 minuti`. */
export function useLengthInWords(): (seconds: number) => string {
  const { t } = useTranslation();
  return (seconds) => {
    const { hours, minutes } = hoursAndMinutes(seconds);
    const minutesText = t('lengths.minutes', { count: minutes });
    if (hours === 0) return minutesText;
    const hoursText = t('lengths.hours', { count: hours });
    return minutes === 0 ? hoursText : t('lengths.hoursAndMinutes', { hours: hoursText, minutes: minutesText });
  };
}
