// The seek slider with the agenda's items as ticks; asks to seek when the viewer lets go, not at every step.
import { useEffect, useRef, useState } from 'react';
import type { CSSProperties, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { clockTime } from '../text/times.ts';
import { chapterAt, placeChapters } from './chapters.ts';
import type { Chapter, PlacedChapter } from './chapters.ts';
import type { PlayerFacts, PlayerStore } from './player-store.ts';

/** A stretch that is not public, in seconds from the beginning of the timeline. */
export interface HiddenStretch {
  id: string;
  offsetSeconds: number;
  durationSeconds: number;
}

interface SeekBarProps {
  store: PlayerStore;
  facts: PlayerFacts;
  chapters: readonly Chapter[];
  hidden: readonly HiddenStretch[];
}

/** The slider. Its value is the player's own second, so it works the same live and in the archive. */
export function SeekBar(props: SeekBarProps): JSX.Element {
  const { store, facts } = props;
  const [wanted, setWanted] = useState<number | null>(null);
  const slider = useSettledInput((seconds) => {
    setWanted(null);
    store.seekToSecond(seconds);
  });
  const placed = placeChapters(props.chapters, facts, facts.live ? props.store.secondsAt : undefined);
  const value = wanted ?? facts.currentTime;
  const { t } = useTranslation();
  return (
    <div className="cv-player__seek">
      <input
        ref={slider}
        type="range"
        className="cv-player__range"
        aria-label={t('player.seek')}
        aria-valuetext={useSpokenPosition(facts, placed, value)}
        min={Math.floor(facts.seekableStart)}
        max={Math.max(Math.ceil(facts.seekableEnd), Math.floor(facts.seekableStart) + 1)}
        step={1}
        value={Math.round(value)}
        disabled={facts.seekableEnd <= facts.seekableStart}
        onChange={(event) => setWanted(Number(event.currentTarget.value))}
      />
      <ChapterTicks placed={placed} facts={facts} />
      <HiddenStretches hidden={props.hidden} facts={facts} />
    </div>
  );
}

/** The DOM's `change` fires once the slider is let go (and at every key); React's onChange fires while it moves. */
function useSettledInput(settled: (value: number) => void) {
  const input = useRef<HTMLInputElement>(null);
  const latest = useRef(settled);
  useEffect(() => {
    latest.current = settled;
  });
  useEffect(() => {
    const element = input.current;
    const onSettled = () => latest.current(Number(element?.value));
    element?.addEventListener('change', onSettled);
    return () => element?.removeEventListener('change', onSettled);
  }, []);
  return input;
}

function useSpokenPosition(facts: PlayerFacts, placed: readonly PlacedChapter[], seconds: number): string {
  const { t } = useTranslation();
  const chapter = chapterAt(placed, seconds);
  const behind = facts.seekableEnd - seconds;
  const ofArchive = t('player.position', {
    now: clockTime(seconds - facts.seekableStart),
    length: clockTime(facts.seekableEnd - facts.seekableStart),
  });
  const ofLive = behind < 5 ? t('player.positionEdge') : t('player.positionLive', { delay: clockTime(behind) });
  const position = facts.live ? ofLive : ofArchive;
  if (chapter === null) return position;
  const named = t('player.chapter', { number: chapter.number, title: chapter.title });
  return t('player.inChapter', { position, chapter: named });
}

function ChapterTicks({ placed, facts }: { placed: readonly PlacedChapter[]; facts: PlayerFacts }): JSX.Element {
  const length = Math.max(1, facts.seekableEnd - facts.seekableStart);
  return (
    <div className="cv-player__ticks" aria-hidden="true">
      {placed.map(({ chapter, seconds }, index) => (
        <span
          key={`${chapter.id}-${index}`}
          className="cv-player__tick"
          title={`${chapter.number} ${chapter.title}`}
          style={tickPlace((seconds - facts.seekableStart) / length)}
        />
      ))}
    </div>
  );
}

/** Hatched; the words on them stand below the picture. */
function HiddenStretches({ hidden, facts }: { hidden: readonly HiddenStretch[]; facts: PlayerFacts }): JSX.Element {
  const length = Math.max(1, facts.seekableEnd - facts.seekableStart);
  return (
    <div className="cv-player__ticks" aria-hidden="true">
      {hidden.map(({ id, offsetSeconds, durationSeconds }) => (
        <span
          key={id}
          className="cv-player__hidden"
          style={{
            ...tickPlace(offsetSeconds / length),
            inlineSize: `${Math.min(100, (durationSeconds / length) * 100)}%`,
          }}
        />
      ))}
    </div>
  );
}

/** Set through the CSSOM, which a strict style-src allows. */
function tickPlace(share: number): CSSProperties {
  return { insetInlineStart: `${Math.min(100, Math.max(0, share * 100))}%` };
}
