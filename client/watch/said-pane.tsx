// What was said: follows the playback, and a click on a time goes there.
import { memo, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../server/contract/sessions.ts';
import type { PlayerStore } from '../player/player-store.ts';
import { clockTime } from '../text/times.ts';
import { offsetOfInstant } from './agenda-line.ts';
import { passageAt, type Passage } from './passages.ts';
import type { StartPlace } from './start-place.ts';
import { usePlayerFact } from './use-player-fact.ts';

interface SaidPaneProps {
  session: Session;
  store: PlayerStore;
  passages: readonly Passage[];
  startAt: StartPlace | null;
}

/** Passages in order; the one on screen is marked, the one the address named is highlighted. */
export function SaidPane({ session, store, passages, startAt }: SaidPaneProps) {
  const { t } = useTranslation();
  const pane = useRef<HTMLDivElement>(null);
  const [isFollowing, setFollowing] = useState(true);
  const hasRecording = session.playback !== null;
  const current = useCurrentPassage(store, passages, hasRecording);
  const target = useTargetPassage(session, passages, startAt);
  useScrollTo(pane, target);
  useScrollTo(pane, isFollowing ? current : null);
  return (
    <>
      {hasRecording && (
        <label className="cdv-check">
          <input type="checkbox" checked={isFollowing} onChange={(event) => setFollowing(event.target.checked)} />
          {t('said.follow')}
        </label>
      )}
      <div className="cdv-scroll cdv-said" ref={pane} tabIndex={0} role="group" aria-label={t('said.heading')}>
        {passages.map((passage, index) => (
          <PassageEntry
            key={passage.id}
            passage={passage}
            store={hasRecording ? store : null}
            isCurrent={index === current}
            isTarget={index === target}
          />
        ))}
      </div>
    </>
  );
}

function useCurrentPassage(store: PlayerStore, passages: readonly Passage[], hasRecording: boolean): number | null {
  return usePlayerFact(store, (facts) => {
    const hasPicture = hasRecording && facts.state !== 'idle' && facts.state !== 'loading';
    return hasPicture ? passageAt(passages, facts.currentTime - (facts.live ? facts.seekableStart : 0)) : null;
  });
}

function useTargetPassage(session: Session, passages: readonly Passage[], startAt: StartPlace | null): number | null {
  return useMemo(() => {
    if (startAt === null) return null;
    const seconds = 'instantMs' in startAt ? offsetOfInstant(session.takes, startAt.instantMs) : startAt.offsetSeconds;
    // A hit's time may be rounded down to the second before its passage begins.
    return seconds === null ? null : passageAt(passages, seconds + 1);
  }, [session.takes, passages, startAt]);
}

/** Moves only the pane, never the page: the picture must stay where it is. */
function useScrollTo(pane: RefObject<HTMLElement | null>, index: number | null): void {
  useEffect(() => {
    const box = pane.current;
    const entry = index === null ? null : box?.children.item(index);
    if (!box || !(entry instanceof HTMLElement)) return;
    box.scrollTo({ top: entry.offsetTop - box.clientHeight / 4 });
  }, [pane, index]);
}

interface EntryProps {
  passage: Passage;
  /** Null where there is nothing to play. */
  store: PlayerStore | null;
  isCurrent: boolean;
  isTarget: boolean;
}

const PassageEntry = memo(function PassageEntry({ passage, store, isCurrent, isTarget }: EntryProps) {
  const { t } = useTranslation();
  const about = [passage.role, passage.group].filter((fact) => fact !== null && fact !== '').join(', ');
  const classes = ['cdv-passage', isCurrent && 'is-current', isTarget && 'is-target'].filter(Boolean).join(' ');
  return (
    <article
      className={classes}
      {...(passage.lang && { lang: passage.lang })}
      {...(isCurrent && { 'aria-current': 'true' as const })}
    >
      <header>
        <PassageTime passage={passage} store={store} />
        {passage.speaker !== null && <strong>{passage.speaker}</strong>}
        {about !== '' && <span className="cdv-quiet">{about}</span>}
        {passage.isTimeEstimated && <span className="cdv-quiet">({t('said.estimated')})</span>}
      </header>
      <p>{passage.text}</p>
    </article>
  );
});

function PassageTime({ passage, store }: { passage: Passage; store: PlayerStore | null }) {
  const { t } = useTranslation();
  const { startSeconds } = passage;
  if (startSeconds === null) return null;
  const time = clockTime(startSeconds);
  if (store === null) return <span className="cdv-time">{time}</span>;
  const go = () => {
    store.seekToOffset(startSeconds);
    store.play();
  };
  return (
    <button type="button" className="cdv-time cdv-time-button" aria-label={t('said.playFrom', { time })} onClick={go}>
      {time}
    </button>
  );
}
