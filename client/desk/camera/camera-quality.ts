// How large and how fine a camera sends, and in which form the browser can record it. Pure.
import type { BeginCamera } from '../../../server/contract/camera.ts';

export const cameraQualities = ['720p', '480p', '360p'] as const;
export type CameraQuality = (typeof cameraQualities)[number];

interface QualityFacts {
  readonly width: number;
  readonly height: number;
  readonly videoBitsPerSecond: number;
}

/** Talking people in a room: enough for faces, names on the table and slides in the background. */
export const qualityFacts: Readonly<Record<CameraQuality, QualityFacts>> = {
  '720p': { width: 1280, height: 720, videoBitsPerSecond: 2_500_000 },
  '480p': { width: 854, height: 480, videoBitsPerSecond: 1_200_000 },
  '360p': { width: 640, height: 360, videoBitsPerSecond: 600_000 },
};

/** The next lower one; the lowest stays. */
export function lowerQuality(quality: CameraQuality): CameraQuality {
  return cameraQualities[cameraQualities.indexOf(quality) + 1] ?? quality;
}

/** A form of recording: the browser's name for it, and what the server is told. */
export interface CameraFormat extends Pick<BeginCamera, 'container' | 'pictures'> {
  readonly mimeType: string;
}

/** H.264 first: the server need not encode it again. MP4 where there is nothing better, for its fragments come late. */
const formats: readonly CameraFormat[] = [
  { mimeType: 'video/x-matroska;codecs=avc1,opus', container: 'matroska', pictures: 'h264' },
  { mimeType: 'video/webm;codecs=vp8,opus', container: 'matroska', pictures: 'other' },
  { mimeType: 'video/mp4;codecs=avc1.42E01E,mp4a.40.2', container: 'mp4', pictures: 'h264' },
];

/** The forms that this browser can record, the best first. */
export function knownFormats(isSupported: (mimeType: string) => boolean): readonly CameraFormat[] {
  return formats.filter(({ mimeType }) => isSupported(mimeType));
}
