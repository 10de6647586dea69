// Which codec the first bytes of a tag speak of, in legacy FLV and in enhanced RTMP. Names as ffmpeg has them.

const videoCodecs: Readonly<Record<number, string>> = {
  2: 'flv1',
  3: 'flashsv',
  4: 'vp6',
  5: 'vp6a',
  6: 'flashsv2',
  7: 'h264',
  9: 'mpeg4',
  12: 'hevc', // an extension that several encoders share
  13: 'av1',
  14: 'vvc',
};

const audioCodecs: Readonly<Record<number, string>> = {
  0: 'pcm',
  1: 'adpcm',
  2: 'mp3',
  3: 'pcm',
  4: 'nellymoser',
  5: 'nellymoser',
  6: 'nellymoser',
  7: 'pcm_alaw',
  8: 'pcm_mulaw',
  10: 'aac',
  11: 'speex',
  14: 'mp3',
};

const fourCcCodecs: Readonly<Record<string, string>> = {
  avc1: 'h264',
  hvc1: 'hevc',
  av01: 'av1',
  vp09: 'vp9',
  vp08: 'vp8',
  vvc1: 'vvc',
  mp4a: 'aac',
  Opus: 'opus',
  fLaC: 'flac',
  'ac-3': 'ac3',
  'ec-3': 'eac3',
  '.mp3': 'mp3',
};

const acceptedVideo = new Set(['flv1', 'flashsv', 'flashsv2', 'vp6', 'vp6a', 'h264', 'mpeg4']);
const acceptedAudio = new Set(['pcm', 'adpcm', 'mp3', 'nellymoser', 'pcm_alaw', 'pcm_mulaw', 'aac', 'speex']);

/** Sound format 9 announces an enhanced header. */
export const enhancedAudioFormat = 9;

/** Does the payload begin with the extended video header of enhanced RTMP? */
export function isEnhancedVideo(payload: Buffer): boolean {
  return (payload[0] ?? 0) >= 0x80;
}

/** Does the payload begin with the extended audio header of enhanced RTMP? */
export function isEnhancedAudio(payload: Buffer): boolean {
  return (payload[0] ?? 0) >> 4 === enhancedAudioFormat;
}

/** The four letters behind the first byte of an enhanced payload. */
export function fourCcOf(payload: Buffer): string {
  return payload.toString('latin1', 1, 5);
}

function enhancedCodecOf(payload: Buffer): string {
  return fourCcCodecs[fourCcOf(payload)] ?? 'unknown';
}

/** Codec of a video payload of at least one byte; `unknown` when nobody here knows it. */
export function videoCodecOf(payload: Buffer): string {
  if (isEnhancedVideo(payload)) return enhancedCodecOf(payload);
  return videoCodecs[(payload[0] ?? 0) & 0x0f] ?? 'unknown';
}

/** Codec of an audio payload of at least one byte; `unknown` when nobody here knows it. */
export function audioCodecOf(payload: Buffer): string {
  if (isEnhancedAudio(payload)) return enhancedCodecOf(payload);
  return audioCodecs[(payload[0] ?? 0) >> 4] ?? 'unknown';
}

/** Can what follows the door read this codec in FLV tags? */
export function isAcceptedVideo(payload: Buffer): boolean {
  return !isEnhancedVideo(payload) && acceptedVideo.has(videoCodecOf(payload));
}

/** Can what follows the door read this codec in FLV tags? */
export function isAcceptedAudio(payload: Buffer): boolean {
  return !isEnhancedAudio(payload) && acceptedAudio.has(audioCodecOf(payload));
}
