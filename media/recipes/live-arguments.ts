// The argument list of the one ffmpeg that makes a take: FLV on standard input, one fragmented MP4 pipe a rung.
// Pure: options in, string[] out; what each option is for stands beside it.
import type { Ladder, LadderRung } from './ladder.ts';
import { deviceArguments, encoderArguments, type VideoEncoder } from './video-encoder.ts';
import { watchedPicture, watchedSound } from './watched.ts';

/** Added to every timestamp, because fragments cannot begin before zero (AAC priming would). */
export const outputOffsetSeconds = 10;
/** Sampling rate of the sound rung in Hz. */
export const soundRate = 48_000;

export interface LiveOptions {
  readonly ladder: Ladder;
  /** Presentation time (ms) of the first picture on the FLV's own timeline; sound is padded or trimmed to begin there. */
  readonly firstPictureMs: number;
  /** x264 unless told. */
  readonly encoder?: VideoEncoder;
}

/**
 * Rung i of the ladder is written to file descriptor 3 + i; after them raw picture and raw sound for the guardian:
 * {@link watchedPicture} and {@link watchedSound}.
 */
export function liveArguments(options: LiveOptions): string[] {
  const { ladder, encoder = 'software' } = options;
  return [
    ...['-hide_banner', '-loglevel', 'warning', '-nostats'],
    ...deviceArguments(encoder),
    ...inputArguments(),
    ...ladder.rungs.flatMap((rung, index) => [
      ...rungArguments(rung, options),
      ...fragmentArguments(rung),
      `pipe:${index + 3}`,
    ]),
    ...watchArguments(ladder.rungs.length + 3),
  ];
}

/** Outputs of {@link watchArguments}. */
export const watchOutputs = 2;

/** What the guardian looks at: two small grey pictures a second, and the sound as it is; to `pipe` and the one after it. */
function watchArguments(pipe: number): string[] {
  const { width, height, framesPerSecond } = watchedPicture;
  const { rate, channels } = watchedSound;
  return [
    ...['-map', '0:v:0', '-vf', `fps=${framesPerSecond},scale=${width}:${height}:flags=area,format=gray`],
    ...['-fps_mode', 'passthrough', '-f', 'rawvideo', `pipe:${pipe}`],
    ...['-map', '0:a:0', '-c:a', 'pcm_s16le', '-ar', String(rate), '-ac', String(channels), '-f', 's16le'],
    `pipe:${pipe + 1}`,
  ];
}

/** Little probing (the headers say all), timestamps as they are, no picture held back by threads of the decoder. */
function inputArguments(): string[] {
  return [
    ...['-probesize', '50000', '-analyzeduration', '500000', '-fpsprobesize', '0'],
    ...['-copyts', '-thread_type', 'slice', '-f', 'flv', '-i', 'pipe:0'],
  ];
}

/** Which stream of the input a rung is made of, and how; without what is done with the result. */
export function rungArguments(
  rung: LadderRung,
  { ladder, firstPictureMs, encoder = 'software' }: LiveOptions,
): string[] {
  const { recipe } = rung;
  switch (recipe.kind) {
    case 'copy':
      return ['-map', '0:v:0', '-c:v', 'copy'];
    case 'encode':
      return [
        ...['-map', '0:v:0'],
        ...encoderArguments(encoder, {
          ...recipe,
          framesPerSecond: ladder.framesPerSecond,
          isInterlaced: ladder.isInterlaced,
          keyframes: ladder.cut === 'source' ? 'source' : 'expr:gte(t,n_forced*2-0.005)',
        }),
      ];
    case 'sound':
      return ['-map', '0:a:0', ...soundArguments(recipe, firstPictureMs)];
    default:
      return recipe satisfies never;
  }
}

/** Gaps in the sound become silence; the first sample is the first picture's instant. */
function soundArguments(
  { kilobits, channels }: { kilobits: number; channels: number },
  firstPictureMs: number,
): string[] {
  const firstSample = Math.round((firstPictureMs * soundRate) / 1000);
  return [
    ...['-af', `aresample=${soundRate}:async=1:first_pts=${firstSample}`],
    ...['-c:a', 'aac', '-b:a', `${kilobits}k`, '-ar', String(soundRate), '-ac', String(channels)],
  ];
}

/** A fragment a picture, written at once, with decode times that are never reset (CMAF, ISO/IEC 23000-19). */
function fragmentArguments(rung: LadderRung): string[] {
  return [
    ...(rung.recipe.kind === 'sound' ? [] : ['-video_track_timescale', '90000']),
    ...['-movflags', '+cmaf+frag_discont+frag_every_frame+skip_trailer'],
    ...['-output_ts_offset', String(outputOffsetSeconds), '-flush_packets', '1', '-f', 'mp4'],
  ];
}
