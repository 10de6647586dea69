// How a feed is doing, in facts; words for people are made elsewhere.

export type FeedStatus = 'waiting' | 'receiving' | 'stalled' | 'lost';

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
] as const;
export type FeedProblemCode = (typeof feedProblemCodes)[number];

/** Facts about the feed of one session. Unknown facts are null. */
export interface FeedReport {
  readonly status: FeedStatus;
  readonly videoCodec: string | null;
  readonly audioCodec: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly framesPerSecond: number | null;
  readonly kilobitsPerSecond: number | null;
  readonly keyframeIntervalSeconds: number | null;
  readonly receivingSinceMs: number | null;
  readonly remoteAddress: string | null;
  /** Problem codes with the fact that belongs to them (a codec name, seconds). */
  readonly problems: readonly { readonly code: FeedProblemCode; readonly fact: string | null }[];
  readonly recording: boolean;
}
