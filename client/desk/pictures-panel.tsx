// The pictures of the desk side by side: what arrives (for staff, while it is not public) and what the public sees now.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Feed } from '../../server/contract/feeds.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { previewQuery } from '../api/rehearsal.ts';
import { CouncilPlayer } from '../player/council-player.tsx';
import { createPlayerStore } from '../player/player-store.ts';
import { PublicPicture } from './public-picture.tsx';
import { SoundMeter } from './sound-meter.tsx';

/** The panel; on air the public picture shows what arrives, and there is no other. */
export function PicturesPanel({ session, feed }: { session: Session; feed: Feed | null }): JSX.Element {
  const preview = usePreview(session, feed);
  return (
    <section className="cv-desk__panel cv-desk__pictures" aria-labelledby="desk-picture">
      {preview !== null && <ArrivingPicture hls={preview} />}
      {preview !== null && session.state === 'recess' ? <PublicSlate /> : <PublicPicture session={session} />}
      {feed?.status === 'receiving' && <SoundMeter level={feed.health.audioLevel} />}
    </section>
  );
}

/** In recess the public sees one standing picture: a sentence takes less room beside what arrives. */
function PublicSlate(): JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="cv-desk__picture">
      <h2 id="desk-picture">{t('desk.picture.heading')}</h2>
      <p>{t('control.arriving.slate')}</p>
    </div>
  );
}

/** Where the preview plays; null while there is none. */
function usePreview(session: Session, feed: Feed | null): string | null {
  const isPossible = session.state === 'scheduled' || session.state === 'recess';
  const isWanted = isPossible && feed?.status === 'receiving';
  const answer = useQuery({ ...previewQuery(session.id), enabled: isWanted });
  return isWanted ? (answer.data?.hls ?? null) : null;
}

function ArrivingPicture({ hls }: { hls: string }): JSX.Element {
  const { t } = useTranslation();
  const [store] = useState(() => createPlayerStore());
  return (
    <div className="cv-desk__picture">
      <h2>{t('control.arriving.heading')}</h2>
      <CouncilPlayer hls={hls} live title={t('control.arriving.heading')} chapters={[]} store={store} controls="few" />
      <p className="cdv-hint">{t('control.arriving.hint')}</p>
    </div>
  );
}
