// The draft of the minutes, made from the log, for downloading in either language and each format.
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { minutesFormats } from '../../server/contract/files.ts';
import { minutesAddress } from '../api/desk.ts';
import { DownloadLink } from '../ui/button.tsx';

const formatNames = { html: 'HTML', docx: 'DOCX', odt: 'ODT', akn: 'Akoma Ntoso' } as const;

/** The box. */
export function MinutesBox({ sessionId }: { sessionId: string }): JSX.Element {
  const { t } = useTranslation();
  return (
    <section className="cv-desk__panel" aria-labelledby="desk-minutes">
      <h2 id="desk-minutes">{t('council.minutes.heading')}</h2>
      <p className="cdv-hint">{t('council.minutes.hint')}</p>
      {(['it', 'en'] as const).map((lang) => (
        <p key={lang} className="cdv-buttons">
          <span>{t(`council.minutes.${lang}`)}</span>
          {minutesFormats.map((format) => (
            <DownloadLink key={format} icon="document" href={minutesAddress(sessionId, lang, format)}>
              {formatNames[format]}
              <span className="visually-hidden">, {t(`council.minutes.${lang}`)}</span>
            </DownloadLink>
          ))}
        </p>
      ))}
    </section>
  );
}
