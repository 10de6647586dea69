// What lies on the picture: the state in words when there is nothing to see, and the one big button "turn on the sound".
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { PlayerIcon } from './player-icon.tsx';
import type { PlayerState } from './player-facts.ts';
import type { PlayerFacts, PlayerStore } from './player-store.ts';

const stateWords = {
  loading: 'player.state.loading',
  stalled: 'player.state.stalled',
  'waiting-for-picture': 'player.state.waiting',
  ended: 'player.state.ended',
  failed: 'player.state.failed',
  unplayable: 'player.state.unplayable',
} as const;

/** Nothing could be heard. */
const silent: ReadonlySet<PlayerState> = new Set<PlayerState>(['idle', 'failed', 'unplayable']);

interface PlayerOverlayProps {
  store: PlayerStore;
  facts: PlayerFacts;
  /** A small picture has no room for the big button; the one in the bar does the same. */
  extent: 'all' | 'few';
}

/** Words and buttons on the picture. The live region stays mounted, so that screen readers hear its changes. */
export function PlayerOverlay({ store, facts, extent }: PlayerOverlayProps): JSX.Element {
  const { t } = useTranslation();
  const { state } = facts;
  const words = state === 'idle' || state === 'playing' || state === 'paused' ? null : t(stateWords[state]);
  const offersSound = extent === 'all' && facts.live && facts.muted && !silent.has(state);
  return (
    <div className="cv-player__overlay">
      {facts.audioOnly && (
        <div className="cv-player__no-picture">
          <p>{t('player.audioOnlyOn')}</p>
          <button type="button" className="cv-player__button" onClick={() => store.setAudioOnly(false)}>
            {t('player.pictureAgain')}
          </button>
        </div>
      )}
      <p className="cv-player__state" role="status">
        {words !== null && <span>{words}</span>}
      </p>
      {state === 'paused' && (
        <button type="button" className="cv-player__big" onClick={store.play} tabIndex={-1} aria-hidden="true">
          <PlayerIcon name="play" />
        </button>
      )}
      {offersSound && (
        <button type="button" className="cv-player__unmute" onClick={store.toggleMute}>
          <PlayerIcon name="soundOff" />
          <span>{t('player.unmute')}</span>
        </button>
      )}
    </div>
  );
}
