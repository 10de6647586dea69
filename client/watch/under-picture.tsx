// Below the line in words: the late joiner's choice while on air, sharing, and downloads in the archive.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../server/contract/sessions.ts';
import { meQuery } from '../api/queries.ts';
import { transcriptAddress } from '../api/sessions.ts';
import type { PlayerStore } from '../player/player-store.ts';
import { ButtonLink, DownloadLink } from '../ui/button.tsx';
import type { LineMark } from './agenda-line.ts';
import { Convocation } from './convocation.tsx';
import { CopyMoment } from './copy-moment.tsx';
import { LateJoiner } from './late-joiner.tsx';
import { LegalLine } from './legal-line.tsx';
import { isOnAir } from './state-words.ts';

interface UnderPictureProps {
  session: Session;
  store: PlayerStore;
  line: readonly LineMark[];
  /** The address named a moment, so the visitor knows where to begin. */
  hasStartPlace: boolean;
}

/** Actions on the whole session. */
export function UnderPicture({ session, store, line, hasStartPlace }: UnderPictureProps) {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  const onAir = isOnAir(session.state);
  return (
    <>
      {onAir && session.playback && !hasStartPlace && <LateJoiner session={session} store={store} line={line} />}
      <Convocation session={session} />
      <section className="cdv-moments" aria-label={t('session.moments')}>
        <div className="cdv-buttons">
          {session.playback && <CopyMoment sessionId={session.id} store={store} isLive={onAir} />}
          {me.data && (
            <ButtonLink look="outline" icon="person" to={`/desk/sessions/${session.id}`}>
              {t('session.openDesk')}
            </ButtonLink>
          )}
          {session.state === 'ended' && (
            <ButtonLink look="outline" icon="search" to={`/search?session=${encodeURIComponent(session.id)}`}>
              {t('session.searchHere')}
            </ButtonLink>
          )}
        </div>
        {session.state === 'ended' && <Downloads session={session} />}
        <LegalLine bodyId={session.bodyId} />
      </section>
    </>
  );
}

function Downloads({ session }: { session: Session }) {
  const { t } = useTranslation();
  const mp4 = session.playback?.mp4 ?? null;
  if (mp4 === null && !session.hasTranscript) return null;
  return (
    <div className="cdv-downloads">
      <h2>{t('session.downloads')}</h2>
      <div className="cdv-buttons">
        {mp4 !== null && <DownloadLink href={mp4}>{t('session.downloadVideo')}</DownloadLink>}
        {session.hasTranscript && (
          <DownloadLink href={transcriptAddress(session.id)} icon="document">
            {t('session.downloadTranscript')}
          </DownloadLink>
        )}
      </div>
    </div>
  );
}
