// What the public sees right now: the same player on the same address, muted.
import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../server/contract/sessions.ts';
import { CouncilPlayer } from '../player/council-player.tsx';
import { createPlayerStore } from '../player/player-store.ts';
import { isOnAir } from '../watch/state-words.ts';
import { readDeskAgenda } from './agenda-marks.ts';

/** The picture, or words where the public has none. */
export function PublicPicture({ session }: { session: Session }): JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="cv-desk__picture">
      <h2 id="desk-picture">{t('desk.picture.heading')}</h2>
      {session.state === 'closed' && <p>{t('desk.picture.closed')}</p>}
      {session.playback === null ? (
        <p>{t('desk.picture.none')}</p>
      ) : (
        <Picture session={session} hls={session.playback.hls} />
      )}
    </div>
  );
}

function Picture({ session, hls }: { session: Session; hls: string }): JSX.Element {
  const [store] = useState(() => createPlayerStore());
  const chapters = useMemo(
    () =>
      readDeskAgenda(session.agenda).rows.flatMap(({ item }) =>
        item.marks.map(({ id, at, offsetSeconds }) => ({
          id,
          number: item.number,
          title: item.title,
          atMs: Date.parse(at),
          offsetSeconds,
        })),
      ),
    [session.agenda],
  );
  return (
    <CouncilPlayer
      hls={hls}
      live={isOnAir(session.state)}
      title={session.title}
      chapters={chapters}
      store={store}
      controls="few"
    />
  );
}
