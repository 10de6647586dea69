// Plays a hit in place: the session's own player, small, from the second of the hit.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../api/queries.ts';
import { transcriptAddress } from '../api/sessions.ts';
import { CouncilPlayer } from '../player/council-player.tsx';
import { createPlayerStore } from '../player/player-store.ts';
import { ProblemBox } from '../ui/problem.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { isOnAir } from '../watch/state-words.ts';

/** A sentence is understood better with a breath before it. */
const leadInSeconds = 1;

/** The player; words when the session has no recording. */
export function HitPlayer({ sessionId, offsetSeconds }: { sessionId: string; offsetSeconds: number }) {
  const { t } = useTranslation();
  const session = useQuery(sessionQuery(sessionId));
  const [store] = useState(createPlayerStore);
  const hls = session.data?.playback?.hls ?? null;
  useEffect(() => {
    if (hls !== null) store.play();
  }, [store, hls]);
  if (session.isPending) return <Spinner />;
  if (session.data === undefined) return <ProblemBox error={session.error} onRetry={() => void session.refetch()} />;
  if (hls === null) return <p className="cdv-quiet">{t('session.noRecordingShort')}</p>;
  return (
    <div className="cdv-hit-player">
      <CouncilPlayer
        hls={hls}
        live={isOnAir(session.data.state)}
        title={session.data.title}
        chapters={[]}
        store={store}
        startAt={{ offsetSeconds: Math.max(0, offsetSeconds - leadInSeconds) }}
        captionsSrc={session.data.hasTranscript ? transcriptAddress(sessionId) : null}
      />
    </div>
  );
}
