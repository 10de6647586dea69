// The picture of a session: the player where there is something to play, otherwise words on what comes and when.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Playback, Session } from '../../server/contract/sessions.ts';
import { stillAddress, transcriptAddress } from '../api/sessions.ts';
import { CouncilPlayer } from '../player/council-player.tsx';
import type { PlayerStore } from '../player/player-store.ts';
import { Icon } from '../ui/icon.tsx';
import type { LineMark } from './agenda-line.ts';
import type { StartPlace } from './start-place.ts';
import { StateSentence } from './state-badge.tsx';
import { isOnAir } from './state-words.ts';

interface PictureProps {
  session: Session;
  store: PlayerStore;
  line: readonly LineMark[];
  startAt: StartPlace | null;
}

/** Exactly one `<video>`, and only when there is something to play. */
export function Picture(props: PictureProps) {
  const { t } = useTranslation();
  const { session } = props;
  if (session.playback !== null) return <Player {...props} playback={session.playback} />;
  if (session.state === 'ended') {
    return (
      <p className="cdv-picture cdv-no-picture">
        <Icon name="info" />
        {t('session.noRecording')}
      </p>
    );
  }
  return <Placeholder session={session} />;
}

function Player({ session, store, line, startAt, playback }: PictureProps & { playback: Playback }) {
  const chapters = useMemo(
    () =>
      line.map(({ markId, item, atMs, offsetSeconds }) => ({
        id: markId,
        number: item.number,
        title: item.title,
        atMs,
        offsetSeconds,
      })),
    [line],
  );
  return (
    <div className="cdv-picture">
      <CouncilPlayer
        hls={playback.hls}
        live={isOnAir(session.state)}
        title={session.title}
        chapters={chapters}
        hidden={session.withheldRanges}
        store={store}
        startAt={startAt}
        poster={isOnAir(session.state) ? null : stillAddress(session.id, { width: 640 })}
        captionsSrc={session.hasTranscript ? transcriptAddress(session.id) : null}
      />
    </div>
  );
}

function Placeholder({ session }: { session: Session }) {
  const { t } = useTranslation();
  return (
    <div className="cdv-picture cdv-placeholder">
      <p className="cdv-placeholder-state">
        <StateSentence session={session} />
      </p>
      {session.state === 'scheduled' && <p>{t('session.liveHere')}</p>}
    </div>
  );
}
