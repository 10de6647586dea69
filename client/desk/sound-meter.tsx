// How loud the arriving sound is, as a bar and in a word. The bar is drawn, the word is what counts.
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { loudnessOf, type SoundLevel } from './loudness.ts';

/** Below this the bar is empty. */
const leastDecibels = -60;

/** Nothing while no sound is decoded. */
export function SoundMeter({ level }: { level: SoundLevel | null }): JSX.Element | null {
  const { t } = useTranslation();
  if (level === null) return null;
  const loudness = loudnessOf(level);
  const words = t(`control.sound.${loudness}`);
  return (
    <div className={`cv-desk__sound cv-desk__sound--${loudness}`}>
      <span>{t('control.sound.heading')}</span>
      <div
        className="cv-desk__meter"
        role="meter"
        aria-label={t('control.sound.heading')}
        aria-valuemin={leastDecibels}
        aria-valuemax={0}
        aria-valuenow={Math.max(leastDecibels, level.rms)}
        aria-valuetext={words}
      >
        <span className="cv-desk__meter-level" style={{ inlineSize: shareOf(level.rms) }} />
        <span className="cv-desk__meter-peak" style={{ insetInlineStart: shareOf(level.peak) }} />
      </div>
      <strong>{words}</strong>
    </div>
  );
}

function shareOf(decibels: number): string {
  return `${Math.round(100 * Math.min(1, Math.max(0, 1 - decibels / leastDecibels)))}%`;
}
