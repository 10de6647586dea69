// What is known of one publication while it lasts: headers, codecs, measures, problems. Has no clock and no listeners.
import { readAacConfig } from './aac-config.ts';
import type { AacConfig } from './aac-config.ts';
import { blankSound, hasOwnHeader, isSameSound } from './blank-sound.ts';
import { createFeedMeter } from './feed-meter.ts';
import type { FeedProblem } from './feed-problems.ts';
import { findFeedProblems } from './feed-problems.ts';
import type { FeedFacts, FeedWhereabouts } from './feed-report.ts';
import { feedSilence } from './feed-status.ts';
import { audioCodecOf, isAcceptedAudio, isAcceptedVideo, videoCodecOf } from './flv-codec.ts';
import type { FlvTag } from './flv-tag.ts';
import type { H264Config } from './h264-config.ts';
import { h264ProfileName, readH264Config } from './h264-config.ts';
import type { AnnouncedFacts } from './metadata.ts';
import { readMetadata } from './metadata.ts';

/** Where a consumer that begins in the middle must begin. Sound without a sequence header has a blank tag in its place. */
export interface FeedHeaders {
  readonly video: FlvTag | null;
  readonly audio: FlvTag | null;
  readonly metadata: FlvTag | null;
}

export interface FeedReception {
  /** False when nothing behind the door can read the tag. `atMs` is monotonic. */
  accept(tag: FlvTag, atMs: number): boolean;
  headers(): FeedHeaders;
  facts(atMs: number): Omit<FeedFacts, keyof FeedWhereabouts>;
  problems(atMs: number): FeedProblem[];
}

interface Track {
  readonly codec: string;
  readonly isAccepted: boolean;
}

const avcHeaderBytes = 5;
const aacHeaderBytes = 2;

function secondsBetween(fromMs: number, toMs: number): number {
  return Math.max(0, toMs - fromMs) / 1_000;
}

/** `startedMs` is the monotonic time at which the publication was attached. */
export function createFeedReception(startedMs: number): FeedReception {
  const meter = createFeedMeter();
  let headers: FeedHeaders = { video: null, audio: null, metadata: null };
  let video: Track | null = null;
  let audio: Track | null = null;
  let picture: H264Config | null = null;
  let sound: AacConfig | null = null;
  let announced: AnnouncedFacts = { width: null, height: null, framesPerSecond: null };
  /** Since when media have been coming without a pause. */
  let flowingSinceMs: number | null = null;
  let lastMediaMs = startedMs;

  function acceptVideo(tag: FlvTag): boolean {
    const codec = videoCodecOf(tag.payload);
    video = { codec, isAccepted: isAcceptedVideo(tag.payload) };
    if (tag.isSequenceHeader && video.isAccepted) {
      headers = { ...headers, video: tag };
      picture = codec === 'h264' ? readH264Config(tag.payload.subarray(avcHeaderBytes)) : null;
    }
    return video.isAccepted;
  }

  function acceptAudio(tag: FlvTag): boolean {
    const codec = audioCodecOf(tag.payload);
    audio = { codec, isAccepted: isAcceptedAudio(tag.payload) };
    if (tag.isSequenceHeader && audio.isAccepted) {
      headers = { ...headers, audio: tag };
      sound = codec === 'aac' ? readAacConfig(tag.payload.subarray(aacHeaderBytes)) : null;
    } else if (audio.isAccepted && !hasOwnHeader(codec) && !isKnownSound(tag)) {
      headers = { ...headers, audio: blankSound(tag) };
    }
    return audio.isAccepted;
  }

  function isKnownSound(tag: FlvTag): boolean {
    return headers.audio !== null && isSameSound(headers.audio, tag);
  }

  function acceptMetadata(tag: FlvTag): boolean {
    headers = { ...headers, metadata: tag };
    announced = readMetadata(tag.payload);
    return true;
  }

  function noteFlow(atMs: number): void {
    if (atMs - lastMediaMs >= feedSilence.quietMs) flowingSinceMs = null;
    flowingSinceMs ??= atMs;
    lastMediaMs = atMs;
  }

  function problems(atMs: number): FeedProblem[] {
    if (flowingSinceMs === null) return [];
    const measures = meter.measure(atMs);
    return findFeedProblems({
      videoCodec: video?.codec ?? null,
      isVideoAccepted: video?.isAccepted ?? true,
      audioCodec: audio?.codec ?? null,
      isAudioAccepted: audio?.isAccepted ?? true,
      chroma: picture?.chroma ?? null,
      bitDepth: picture?.bitDepth ?? null,
      secondsWithoutPicture: secondsBetween(Math.max(measures.lastPictureMs ?? 0, flowingSinceMs), lastMediaMs),
      secondsWithoutSound: secondsBetween(Math.max(measures.lastSoundMs ?? 0, flowingSinceMs), lastMediaMs),
      secondsSinceKeyframe: measures.secondsSinceKeyframe,
      keyframeIntervalSeconds: measures.keyframeIntervalSeconds,
    });
  }

  return {
    accept(tag, atMs) {
      if (tag.kind !== 'data' && !tag.isSequenceHeader) noteFlow(atMs);
      meter.count(tag, atMs);
      if (tag.kind === 'video') return acceptVideo(tag);
      return tag.kind === 'audio' ? acceptAudio(tag) : acceptMetadata(tag);
    },
    headers: () => headers,
    problems,
    facts(atMs) {
      const { framesPerSecond, kilobitsPerSecond, hasBFrames, ...measures } = meter.measure(atMs);
      return {
        videoCodec: video?.codec ?? null,
        audioCodec: audio?.codec ?? null,
        width: picture?.width ?? announced.width,
        height: picture?.height ?? announced.height,
        chroma: picture?.chroma ?? null,
        bitDepth: picture?.bitDepth ?? null,
        profile: picture ? h264ProfileName(picture.profile) : null,
        videoCodecString: picture?.codec ?? null,
        isInterlaced: picture?.isInterlaced ?? null,
        audioSampleRate: sound?.sampleRate ?? null,
        audioChannels: sound && sound.channels > 0 ? sound.channels : null,
        framesPerSecond: framesPerSecond ?? announced.framesPerSecond,
        kilobitsPerSecond,
        hasBFrames,
        keyframeIntervalSeconds: measures.keyframeIntervalSeconds,
        keyframeSpreadSeconds: measures.keyframeSpreadSeconds,
        droppedFrames: measures.droppedFrames,
        soundDriftMs: measures.soundDriftMs,
      };
    },
  };
}
