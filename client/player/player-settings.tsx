// Speed, quality, sound only, captions and the list of keys, behind one button.
import { useId } from 'react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { PlayerIcon } from './player-icon.tsx';
import type { PlayerFacts, PlayerStore } from './player-store.ts';

const rates = [0.75, 1, 1.25, 1.5, 1.75, 2] as const;

/** The settings sheet; a native disclosure, so that it works with every keyboard and screen reader. */
export function PlayerSettings({ store, facts }: { store: PlayerStore; facts: PlayerFacts }): JSX.Element {
  const { t } = useTranslation();
  return (
    <details className="cv-player__settings">
      <summary className="cv-player__button">
        <PlayerIcon name="settings" />
        <span>{t('player.settings')}</span>
      </summary>
      <div className="cv-player__sheet">
        <SpeedChoice store={store} facts={facts} />
        <QualityChoice store={store} facts={facts} />
        <label className="cv-player__check">
          <input
            type="checkbox"
            checked={facts.audioOnly}
            onChange={(event) => store.setAudioOnly(event.currentTarget.checked)}
          />
          <span>{t('player.audioOnly')}</span>
        </label>
        <Keys />
      </div>
    </details>
  );
}

function SpeedChoice({ store, facts }: { store: PlayerStore; facts: PlayerFacts }): JSX.Element {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="cv-player__choice">
      <label htmlFor={id}>{t('player.speed')}</label>
      <select id={id} value={facts.rate} onChange={(event) => store.setRate(Number(event.currentTarget.value))}>
        {rates.map((rate) => (
          <option key={rate} value={rate}>
            {rate === 1 ? t('player.speedNormal') : t('player.speedValue', { rate })}
          </option>
        ))}
      </select>
    </div>
  );
}

function QualityChoice({ store, facts }: { store: PlayerStore; facts: PlayerFacts }): JSX.Element {
  const { t } = useTranslation();
  const id = useId();
  const choose = (value: string) => store.setQuality(value === 'auto' ? 'auto' : Number(value));
  return (
    <div className="cv-player__choice">
      <label htmlFor={id}>{t('player.quality')}</label>
      <select id={id} value={facts.quality} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="auto">{t('player.qualityAuto')}</option>
        {facts.qualities.map((quality) => (
          <option key={quality.index} value={quality.index}>
            {quality.label}
          </option>
        ))}
      </select>
    </div>
  );
}

function Keys(): JSX.Element {
  const { t } = useTranslation();
  return (
    <details className="cv-player__keys">
      <summary>{t('player.keys')}</summary>
      <p>{t('player.keysIntro')}</p>
      <ul>
        <li>{t('player.keyPlay')}</li>
        <li>{t('player.keySeek')}</li>
        <li>{t('player.keyMute')}</li>
        <li>{t('player.keyFull')}</li>
        <li>{t('player.keyLive')}</li>
        <li>{t('player.keyCaptions')}</li>
      </ul>
    </details>
  );
}
