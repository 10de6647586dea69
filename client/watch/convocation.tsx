// Before a session: where it is held, the second call, the words of the convocation, and a reminder for one's calendar.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Session } from '../../server/contract/sessions.ts';
import { reminderAddress } from '../api/preparation.ts';
import { dayInWords, timeOfDay } from '../text/times.ts';
import { DownloadLink } from '../ui/button.tsx';
import { useLanguage } from '../ui/use-language.ts';

/** Only while the session is still to come. */
export function Convocation({ session }: { session: Session }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (session.state !== 'scheduled') return null;
  const { secondCallAt, place, call, convocation } = session;
  return (
    <section className="cdv-convocation" aria-labelledby="convocation">
      <h2 id="convocation">{t('calendar.convocation')}</h2>
      <p>
        {t(call === 2 ? 'calendar.inSecondCall' : 'calendar.inFirstCall', {
          day: dayInWords(session.scheduledAt, language),
          time: timeOfDay(session.scheduledAt, language),
        })}
      </p>
      {secondCallAt !== undefined && (
        <p>
          {t('calendar.inSecondCall', {
            day: dayInWords(secondCallAt, language),
            time: timeOfDay(secondCallAt, language),
          })}
        </p>
      )}
      {place !== undefined && <p>{t('calendar.place', { place })}</p>}
      {convocation !== undefined && <p className="cdv-item-description">{convocation}</p>}
      <p>
        <DownloadLink href={reminderAddress(session.id)} icon="calendar">
          {t('calendar.remindMe')}
        </DownloadLink>
      </p>
      <p>
        <Link to={`/bodies/${encodeURIComponent(session.bodyId)}`}>
          {t('convocations.ofBody', { body: session.body })}
        </Link>
      </p>
    </section>
  );
}
