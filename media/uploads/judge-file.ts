// May an uploaded file be used? Its content decides, and its name must not claim another. Opens it with one demuxer only.
import { open } from 'node:fs/promises';
import { mostPixels } from '../ffmpeg/file-input.ts';
import type { MediaFacts } from '../ffmpeg/media-facts.ts';
import { probeFile } from '../ffmpeg/run.ts';
import type { MediaLog } from '../media-log.ts';
import type { RelayVideo } from '../recipes/relay-arguments.ts';
import { lacksEnd } from './file-end.ts';
import { claimedFormat, firstBytes, formatOf, type FileFormat } from './file-kind.ts';

/** Why a file is refused. */
export const fileProblems = [
  'file-not-media',
  'file-lies',
  'file-cut-off',
  'file-codec',
  'file-picture-too-large',
  'file-unreadable',
  'file-no-picture',
  'file-too-long',
] as const;
export type FileProblem = (typeof fileProblems)[number];

/** `fact`: what belongs to the problem (the two kinds, a codec, a size). */
export type FileJudgement =
  | {
      readonly kind: 'usable';
      readonly format: FileFormat;
      readonly durationSeconds: number | null;
      /** `copy` where every browser plays the picture: H.264 in 4:2:0 with 8 bit. */
      readonly video: RelayVideo;
    }
  | { readonly kind: 'refused'; readonly problem: FileProblem; readonly fact: string | null };

const probeDeadlineMs = 60_000;
/** Pictures that a file may hold: what cameras, encoders and video editors write. */
const pictureCodecs = ['h264', 'hevc', 'mpeg2video', 'mpeg4', 'vp8', 'vp9', 'av1', 'prores', 'dvvideo', 'mjpeg'];
const playedPixelFormats = ['yuv420p', 'yuvj420p'];
const longestSeconds = 48 * 3600;

/** Judges it. Throws only when the disk fails. */
export async function judgeFile(
  file: { readonly path: string; readonly name: string },
  tools: { readonly ffprobe: string; readonly log: MediaLog },
): Promise<FileJudgement> {
  const format = formatOf(await readFirst(file.path));
  if (format === null) return refused('file-not-media');
  const claimed = claimedFormat(file.name);
  if (claimed !== null && claimed !== format) return refused('file-lies', `${claimed}, ${format}`);
  if (await lacksEnd(file.path, format)) return refused('file-cut-off');
  try {
    const facts = await probeFile({ path: file.path, format }, { ffprobe: tools.ffprobe, deadlineMs: probeDeadlineMs });
    return judgeFacts(format, facts);
  } catch (error) {
    const words = error instanceof Error ? String(error.cause ?? error.message) : String(error);
    tools.log.warn({ error: String(error), words: words.slice(-500) }, 'an uploaded file cannot be read');
    return judgeRefusal(words);
  }
}

/** What ffprobe says when a limit of `file-input.ts` stops it. */
const refusals: readonly (readonly [RegExp, FileProblem])[] = [
  [/Codec \((\w+)\) not on whitelist/, 'file-codec'],
  [/Picture size (\d+x\d+) (?:exceeds|is invalid)/, 'file-picture-too-large'],
];

/** Why ffprobe would not read a file, from its last words. Pure. */
export function judgeRefusal(words: string): FileJudgement {
  for (const [pattern, problem] of refusals) {
    const fact = pattern.exec(words)?.[1];
    if (fact !== undefined) return refused(problem, fact);
  }
  return refused('file-unreadable');
}

/** The same for what is known of a file already. Pure. */
export function judgeFacts(format: FileFormat, { tracks, durationSeconds }: MediaFacts): FileJudgement {
  const picture = tracks.find((track) => track.kind === 'video');
  if (picture === undefined) return refused('file-no-picture');
  const { codec, pixelFormat, width, height } = picture;
  if (codec === null || !pictureCodecs.includes(codec)) return refused('file-codec', codec);
  if ((width ?? 0) * (height ?? 0) > mostPixels) return refused('file-picture-too-large', `${width}x${height}`);
  if ((durationSeconds ?? 0) > longestSeconds) return refused('file-too-long');
  const isPlayed = codec === 'h264' && playedPixelFormats.includes(pixelFormat ?? '');
  return { kind: 'usable', format, durationSeconds, video: isPlayed ? 'copy' : 'encode' };
}

function refused(problem: FileProblem, fact: string | null = null): FileJudgement {
  return { kind: 'refused', problem, fact };
}

async function readFirst(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(firstBytes);
    await file.read(bytes, 0, firstBytes, 0);
    return bytes;
  } finally {
    await file.close();
  }
}
