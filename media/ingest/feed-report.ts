// How a feed is doing, in facts; words for people are made elsewhere.
import type { Chroma } from './h264-config.ts';

export type FeedStatus = 'waiting' | 'receiving' | 'stalled' | 'lost';

/** What the guardian finds in the pictures and the sound themselves, and in the machine. */
export const guardianCodes = [
  'picture-black',
  'picture-frozen',
  'sound-silent',
  'sound-clipping',
  'sound-apart',
  'bitrate-collapsed',
  'ladder-reduced',
  'disk-filling',
  'disk-scarce',
  'disk-full',
  'clock-set',
] as const;
/** By which door a feed comes. */
export const feedKinds = ['rtmp', 'rtmps', 'srt', 'pull', 'camera', 'file', 'test'] as const;
export type FeedKind = (typeof feedKinds)[number];

/** Which encoder it is and where: known without looking at its media. */
export interface FeedWhereabouts {
  readonly status: FeedStatus;
  /** Null while no encoder is connected. */
  readonly kind: FeedKind | null;
  /** It came with the backup key. */
  readonly isBackup: boolean;
  /** Another encoder stands by, ready to go on when this one fails. */
  readonly hasStandby: boolean;
  readonly remoteAddress: string | null;
  /** Ms to the encoder and back; null where the door cannot know it. */
  readonly roundTripMs: number | null;
  /** Instant of the first media of this encoder's connection, ms since the epoch. */
  readonly receivingSinceMs: number | null;
}

/** How loud a sound is, in decibels below full scale: 0 is the loudest that can be sent, -120 stands for silence. */
export interface SoundLevel {
  /** The highest sample of the last second, of any channel. */
  readonly peak: number;
  /** Root mean square of the loudest tenth of that second: near to what is heard. */
  readonly rms: number;
}

/** Codes of what can be wrong with a feed; each has its sentence in the words of the desk. */
export const feedProblemCodes = [
  'video-codec-unsupported',
  'audio-codec-unsupported',
  'no-video',
  'no-audio',
  'chroma-unsupported',
  'keyframes-missing',
  'keyframes-rare',
  'transcoder-failed',
  'two-encoders',
  ...guardianCodes,
] as const;
export type FeedProblemCode = (typeof feedProblemCodes)[number];

/** Facts about the feed of one session. Unknown facts are null. */
export interface FeedReport extends FeedWhereabouts {
  readonly videoCodec: string | null;
  readonly audioCodec: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly framesPerSecond: number | null;
  readonly kilobitsPerSecond: number | null;
  readonly keyframeIntervalSeconds: number | null;
  /** Pictures missing in the last minute, by the encoder's clock. */
  readonly droppedFrames: number | null;
  /** By how many ms more than at the beginning the sound lags behind the picture. */
  readonly soundDriftMs: number | null;
  /** Null while no sound is decoded. */
  readonly audioLevel: SoundLevel | null;
  /** Problem codes with the fact that belongs to them (a codec name, seconds). */
  readonly problems: readonly { readonly code: FeedProblemCode; readonly fact: string | null }[];
  readonly recording: boolean;
}

/** What there is to say of a session that accepts no feed. */
export const silentReport: FeedReport = {
  status: 'waiting',
  kind: null,
  isBackup: false,
  hasStandby: false,
  remoteAddress: null,
  roundTripMs: null,
  receivingSinceMs: null,
  videoCodec: null,
  audioCodec: null,
  width: null,
  height: null,
  framesPerSecond: null,
  kilobitsPerSecond: null,
  keyframeIntervalSeconds: null,
  droppedFrames: null,
  soundDriftMs: null,
  audioLevel: null,
  problems: [],
  recording: false,
};

/**
 * What is known of one encoder's feed, also for machines: the ladder is chosen from it. Unknown facts are null.
 * Codecs carry ffmpeg's names (`h264`, `hevc`, `aac`, `mp3`); `unknown` is one that nobody here knows.
 */
export interface FeedFacts extends FeedWhereabouts {
  readonly videoCodec: string | null;
  readonly audioCodec: string | null;
  /** Pixels shown, cropping applied. */
  readonly width: number | null;
  readonly height: number | null;
  readonly chroma: Chroma | null;
  readonly bitDepth: number | null;
  /** H.264 profile by name, e.g. `High`. */
  readonly profile: string | null;
  /** RFC 6381 codec string of the picture, H.264 only. */
  readonly videoCodecString: string | null;
  readonly isInterlaced: boolean | null;
  readonly audioSampleRate: number | null;
  readonly audioChannels: number | null;
  /** Measured over the last 5 s; what the encoder announced until then. */
  readonly framesPerSecond: number | null;
  readonly kilobitsPerSecond: number | null;
  /** The longest of the last four intervals by the encoder's clock; null until two keyframes were seen. */
  readonly keyframeIntervalSeconds: number | null;
  /** Longest minus shortest of the same intervals. */
  readonly keyframeSpreadSeconds: number | null;
  /** Null until a second of pictures was seen. */
  readonly hasBFrames: boolean | null;
  readonly droppedFrames: number | null;
  readonly soundDriftMs: number | null;
}

/** Of what is known of a feed, that which staff are told. */
export function reportedOf(facts: FeedFacts): Omit<FeedReport, 'audioLevel' | 'problems' | 'recording'> {
  const { status, kind, isBackup, hasStandby, remoteAddress, roundTripMs, receivingSinceMs } = facts;
  const { videoCodec, audioCodec, width, height, framesPerSecond, kilobitsPerSecond } = facts;
  const { keyframeIntervalSeconds, droppedFrames, soundDriftMs } = facts;
  return {
    ...{ status, kind, isBackup, hasStandby, remoteAddress, roundTripMs, receivingSinceMs },
    ...{ videoCodec, audioCodec, width, height, framesPerSecond, kilobitsPerSecond },
    ...{ keyframeIntervalSeconds, droppedFrames, soundDriftMs },
  };
}
