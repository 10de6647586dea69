// May an uploaded file be used? Its content decides, and its name must not claim another. Opens it with one demuxer only.
import { open } from 'node:fs/promises';
import type { MediaFacts } from '../ffmpeg/media-facts.ts';
import { probeFile } from '../ffmpeg/run.ts';
import type { MediaLog } from '../media-log.ts';
import type { RelayVideo } from '../recipes/relay-arguments.ts';
import { claimedFormat, firstBytes, formatOf, type FileFormat } from './file-kind.ts';

/** Why a file is refused. */
export const fileProblems = [
  'file-not-media',
  'file-lies',
  'file-unreadable',
  'file-no-picture',
  'file-too-long',
] as const;
export type FileProblem = (typeof fileProblems)[number];

/** `fact`: what belongs to the problem (the two kinds, a codec). */
export type FileJudgement =
  | {
      readonly kind: 'usable';
      readonly format: FileFormat;
      readonly durationSeconds: number | null;
      /** `encode` where the picture is not H.264. */
      readonly video: RelayVideo;
    }
  | { readonly kind: 'refused'; readonly problem: FileProblem; readonly fact: string | null };

const probeDeadlineMs = 60_000;
/** Pictures that a file may hold: what cameras, encoders and video editors write. */
const pictureCodecs = ['h264', 'hevc', 'mpeg2video', 'mpeg4', 'vp8', 'vp9', 'av1', 'prores', 'dvvideo', 'mjpeg'];
const longestSeconds = 48 * 3600;
const mostPixels = 7680 * 4320;

/** Judges it. Throws only when the disk fails. */
export async function judgeFile(
  file: { readonly path: string; readonly name: string },
  tools: { readonly ffprobe: string; readonly log: MediaLog },
): Promise<FileJudgement> {
  const format = formatOf(await readFirst(file.path));
  if (format === null) return refused('file-not-media');
  const claimed = claimedFormat(file.name);
  if (claimed !== null && claimed !== format) return refused('file-lies', `${claimed}, ${format}`);
  try {
    const facts = await probeFile({ path: file.path, format }, { ffprobe: tools.ffprobe, deadlineMs: probeDeadlineMs });
    return judgeFacts(format, facts);
  } catch (error) {
    tools.log.warn({ error: String(error) }, 'an uploaded file cannot be read');
    return refused('file-unreadable');
  }
}

/** The same for what is known of a file already. Pure. */
export function judgeFacts(format: FileFormat, { tracks, durationSeconds }: MediaFacts): FileJudgement {
  const picture = tracks.find((track) => track.kind === 'video');
  if (picture === undefined) return refused('file-no-picture');
  const { codec, width, height } = picture;
  if (codec === null || !pictureCodecs.includes(codec)) return refused('file-unreadable', codec);
  if ((width ?? 0) * (height ?? 0) > mostPixels) return refused('file-unreadable', `${width}x${height}`);
  if ((durationSeconds ?? 0) > longestSeconds) return refused('file-too-long');
  return { kind: 'usable', format, durationSeconds, video: codec === 'h264' ? 'copy' : 'encode' };
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
