// The bar of controls under the picture: renders facts, makes requests; must not touch the <video>.
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { clockTime, timeOfDay } from '../text/times.ts';
import { useLanguage } from '../ui/use-language.ts';
import type { Chapter } from './chapters.ts';
import { PlayerIcon } from './player-icon.tsx';
import type { PlayerIconName } from './player-icon.tsx';
import { PlayerSettings } from './player-settings.tsx';
import type { PlayerFacts, PlayerStore } from './player-store.ts';
import { SeekBar } from './seek-bar.tsx';
import type { HiddenStretch } from './seek-bar.tsx';

/** What the frame around the controls decides. */
export interface PlayerControlsProps {
  store: PlayerStore;
  facts: PlayerFacts;
  chapters: readonly Chapter[];
  hidden: readonly HiddenStretch[];
  extent: 'all' | 'few';
  /** Null when there are no captions to switch. */
  captions: { isOn: boolean; toggle: () => void } | null;
  fullScreen: { isFull: boolean; toggle: () => void };
}

/** The bar. */
export function PlayerControls(props: PlayerControlsProps): JSX.Element {
  const { store, facts, captions, fullScreen } = props;
  const { t } = useTranslation();
  return (
    <div className="cv-player__controls" role="group" aria-label={t('player.controls')}>
      {props.extent === 'all' && (
        <SeekBar store={store} facts={facts} chapters={props.chapters} hidden={props.hidden} />
      )}
      <div className="cv-player__row">
        <PlayButton store={store} facts={facts} />
        <Position store={store} facts={facts} hasClock={props.extent === 'all'} />
        <Sound store={store} facts={facts} />
        {captions !== null && (
          <ControlButton
            icon="captions"
            words={t('player.captions')}
            isPressed={captions.isOn}
            onPress={captions.toggle}
          />
        )}
        {props.extent === 'all' && (
          <>
            <PlayerSettings store={store} facts={facts} />
            <ControlButton
              icon="fullScreen"
              words={fullScreen.isFull ? t('player.leaveFullScreen') : t('player.fullScreen')}
              onPress={fullScreen.toggle}
            />
          </>
        )}
      </div>
    </div>
  );
}

interface ControlButtonProps {
  icon: PlayerIconName;
  words: string;
  onPress: () => void;
  /** For a switch: whether it is on. */
  isPressed?: boolean;
}

function ControlButton(props: ControlButtonProps): JSX.Element {
  return (
    <button type="button" className="cv-player__button" aria-pressed={props.isPressed} onClick={props.onPress}>
      <PlayerIcon name={props.icon} />
      <span>{props.words}</span>
    </button>
  );
}

function PlayButton({ store, facts }: { store: PlayerStore; facts: PlayerFacts }): JSX.Element {
  const { t } = useTranslation();
  const isResting = facts.state === 'paused' || facts.state === 'ended' || facts.state === 'idle';
  if (facts.state === 'unplayable') return <></>;
  if (facts.state === 'failed') return <ControlButton icon="retry" words={t('player.retry')} onPress={store.play} />;
  if (isResting) return <ControlButton icon="play" words={t('player.play')} onPress={store.play} />;
  return <ControlButton icon="pause" words={t('player.pause')} onPress={store.pause} />;
}

interface PositionProps {
  store: PlayerStore;
  facts: PlayerFacts;
  /** Whether there is room for the wall clock of the picture. */
  hasClock: boolean;
}

function Position({ store, facts, hasClock }: PositionProps): JSX.Element {
  const { t } = useTranslation();
  const { seekableStart, seekableEnd, currentTime } = facts;
  if (!facts.live) {
    return (
      <span className="cv-player__time">
        {clockTime(currentTime - seekableStart)} / {clockTime(facts.duration ?? seekableEnd - seekableStart)}
      </span>
    );
  }
  if (seekableEnd <= 0 || facts.state === 'loading') return <></>;
  const behind = clockTime(facts.latencySeconds ?? seekableEnd - currentTime);
  return (
    <>
      {facts.atLiveEdge ? (
        <span className="cv-player__live">
          <PlayerIcon name="live" />
          {t('player.live')}
        </span>
      ) : (
        <ControlButton icon="toLive" words={t('player.goLiveBehind', { delay: behind })} onPress={store.goLive} />
      )}
      {hasClock && <PictureClock facts={facts} />}
    </>
  );
}

function PictureClock({ facts }: { facts: PlayerFacts }): JSX.Element | null {
  const { t } = useTranslation();
  const language = useLanguage();
  if (facts.instantMs === null) return null;
  return (
    <span className="cv-player__time">
      <span className="visually-hidden">{t('player.clockOfPicture')} </span>
      {timeOfDay(facts.instantMs, language)}
    </span>
  );
}

function Sound({ store, facts }: { store: PlayerStore; facts: PlayerFacts }): JSX.Element {
  const { t } = useTranslation();
  const percent = Math.round(facts.volume * 100);
  return (
    <div className="cv-player__sound">
      <ControlButton
        icon={facts.muted ? 'soundOff' : 'soundOn'}
        words={facts.muted ? t('player.unmute') : t('player.mute')}
        onPress={store.toggleMute}
      />
      <input
        type="range"
        className="cv-player__range cv-player__volume"
        aria-label={t('player.volume')}
        aria-valuetext={t('player.volumeValue', { percent: facts.muted ? 0 : percent })}
        min={0}
        max={100}
        step={5}
        value={facts.muted ? 0 : percent}
        onChange={(event) => store.setVolume(Number(event.currentTarget.value) / 100)}
      />
    </div>
  );
}
