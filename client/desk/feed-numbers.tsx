// What is measured of the feed, in one line of words. Says nothing of what is not known.
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { FeedHealth } from '../../server/contract/feeds.ts';

/** Half of this lag is what people begin to notice (ITU-R BT.1359-1: 45 ms early, 125 ms late). */
const driftWorthSayingMs = 80;

/** The numbers of a feed that arrives. */
export function FeedNumbers({ health }: { health: FeedHealth }): JSX.Element {
  const { t } = useTranslation();
  const facts = [useSource(health), usePicture(health), useTransport(health)].flat();
  return (
    <>
      <p className="cdv-hint">{facts.join('; ')}</p>
      {health.hasStandby && <p className="cdv-hint">{t('desk.sources.standby')}</p>}
    </>
  );
}

function useSource({ kind, isBackup }: FeedHealth): string[] {
  const { t } = useTranslation();
  if (kind === null) return [];
  return [t(`desk.sources.kinds.${kind}`), ...(isBackup ? [t('desk.sources.isBackup')] : [])];
}

function usePicture(health: FeedHealth): string[] {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const { width, height, framesPerSecond, kilobitsPerSecond, keyframeIntervalSeconds, videoCodec, audioCodec } = health;
  const known = width !== null && height !== null && framesPerSecond !== null && kilobitsPerSecond !== null;
  const fps = number.format(framesPerSecond ?? 0);
  const mbit = number.format((kilobitsPerSecond ?? 0) / 1000);
  return [
    ...(known ? [t('desk.feed.numbers', { width, height, fps, mbit })] : []),
    ...(keyframeIntervalSeconds === null
      ? []
      : [t('desk.feed.keyframes', { seconds: number.format(keyframeIntervalSeconds) })]),
    ...(videoCodec === null ? [] : [t('desk.feed.codecs', { video: videoCodec, audio: audioCodec ?? '–' })]),
  ];
}

function useTransport({ kind, droppedFrames, soundDriftMs, roundTripMs }: FeedHealth): string[] {
  const { t } = useTranslation();
  const isDrifting = soundDriftMs !== null && Math.abs(soundDriftMs) >= driftWorthSayingMs;
  return [
    ...(droppedFrames === null || droppedFrames === 0 ? [] : [t('desk.sources.dropped', { count: droppedFrames })]),
    ...(isDrifting ? [t('desk.sources.drift', { ms: soundDriftMs })] : []),
    ...(roundTripMs === null ? [] : [t('desk.sources.roundTrip', { ms: roundTripMs })]),
    ...(roundTripMs === null && kind === 'pull' ? [t('desk.sources.roundTripUnknown')] : []),
  ];
}
