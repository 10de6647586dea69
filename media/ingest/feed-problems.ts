// Judges a feed: facts in, problem codes out. Pure; the sentences with the cures are the desk's.
import type { FeedProblemCode } from './feed-report.ts';
import type { Chroma } from './h264-config.ts';

export interface FeedProblem {
  readonly code: FeedProblemCode;
  /** What belongs to it: a codec, a colour sampling, seconds. */
  readonly fact: string | null;
}

/** What is to be judged. Unknown is null. */
export interface FeedObservation {
  readonly videoCodec: string | null;
  readonly isVideoAccepted: boolean;
  readonly audioCodec: string | null;
  readonly isAudioAccepted: boolean;
  readonly chroma: Chroma | null;
  readonly bitDepth: number | null;
  /** Seconds of arriving media without a picture, and without sound. */
  readonly secondsWithoutPicture: number;
  readonly secondsWithoutSound: number;
  readonly secondsSinceKeyframe: number | null;
  readonly keyframeIntervalSeconds: number | null;
}

/** Seconds after which something is a problem. */
export const feedTolerance = { withoutPicture: 5, withoutSound: 5, withoutKeyframe: 10, keyframeInterval: 4 } as const;

function codecProblems(seen: FeedObservation): FeedProblem[] {
  const problems: FeedProblem[] = [];
  if (!seen.isVideoAccepted) problems.push({ code: 'video-codec-unsupported', fact: seen.videoCodec });
  if (!seen.isAudioAccepted) problems.push({ code: 'audio-codec-unsupported', fact: seen.audioCodec });
  return problems;
}

function absenceProblems(seen: FeedObservation): FeedProblem[] {
  const problems: FeedProblem[] = [];
  const { withoutPicture, withoutSound } = feedTolerance;
  if (seen.secondsWithoutPicture >= withoutPicture) problems.push({ code: 'no-video', fact: null });
  if (seen.secondsWithoutSound >= withoutSound) problems.push({ code: 'no-audio', fact: null });
  return problems;
}

function chromaProblems({ chroma, bitDepth }: FeedObservation): FeedProblem[] {
  if (chroma === null || (chroma === '4:2:0' && bitDepth === 8)) return [];
  return [{ code: 'chroma-unsupported', fact: bitDepth === 8 ? chroma : `${chroma} ${bitDepth} bit` }];
}

function keyframeProblems(seen: FeedObservation): FeedProblem[] {
  const since = seen.secondsSinceKeyframe ?? 0;
  const interval = seen.keyframeIntervalSeconds ?? 0;
  if (since >= feedTolerance.withoutKeyframe)
    return [{ code: 'keyframes-missing', fact: String(feedTolerance.withoutKeyframe) }];
  return interval > feedTolerance.keyframeInterval ? [{ code: 'keyframes-rare', fact: interval.toFixed(1) }] : [];
}

/** Everything wrong with the feed, gravest first. */
export function findFeedProblems(seen: FeedObservation): FeedProblem[] {
  return [...codecProblems(seen), ...absenceProblems(seen), ...chromaProblems(seen), ...keyframeProblems(seen)];
}
