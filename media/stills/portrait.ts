// A small square JPEG of a picture that somebody sent: decoded by the one demuxer its content asks for, turned as the camera
// says, cut, and written anew, so that nothing else of the file (places, comments, programs) goes on. Knows no people.
import { open } from 'node:fs/promises';
import { runFileJob } from '../ffmpeg/run.ts';
import type { MediaLog } from '../media-log.ts';

/** ffmpeg's demuxers of single pictures. */
export type PictureFormat = 'jpeg_pipe' | 'png_pipe' | 'webp_pipe';

/** Makes portraits, one after the other. */
export interface Portraits {
  /** The JPEG, {@link portraitPixels} square; null when the file is no JPEG, PNG or WebP that can be decoded. */
  make(path: string): Promise<Buffer | null>;
  /** A PNG of a PNG, as wide as it is but at most {@link portraitPixels}, what is transparent included; null as above. */
  makeCrest(path: string): Promise<Buffer | null>;
}

export const portraitPixels = 256;
const deadlineMs = 20_000;
const largestPortraitBytes = 500_000;
/** A camera of today has 50 million; beyond it is a trap for the memory. */
const mostPixels = 60_000_000;
const decoders: Readonly<Record<PictureFormat, string>> = { jpeg_pipe: 'mjpeg', png_pipe: 'png', webp_pipe: 'webp' };

/** What the first bytes say; null when it is none of the three. Pure. */
export function pictureFormatOf(head: Buffer): PictureFormat | null {
  if (head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpeg_pipe';
  if (head.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))) return 'png_pipe';
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP') return 'webp_pipe';
  return null;
}

/** Arguments of the job, for its test. */
export function portraitOptions(format: PictureFormat): { input: readonly string[]; output: readonly string[] } {
  const side = String(portraitPixels);
  const cut = `scale=${side}:${side}:force_original_aspect_ratio=increase,crop=${side}:${side},format=yuvj420p`;
  return {
    input: ['-codec_whitelist', decoders[format], '-max_pixels', String(mostPixels), '-threads', '1'],
    output: ['-an', '-frames:v', '1', '-vf', cut, '-q:v', '4', '-map_metadata', '-1', '-f', 'mjpeg'],
  };
}

interface PortraitOptions {
  /** Path or name of ffmpeg. */
  readonly ffmpeg: string;
  readonly log: MediaLog;
}

/** Makes the maker. */
export function createPortraits(options: PortraitOptions): Portraits {
  let line: Promise<unknown> = Promise.resolve();
  const inLine = (job: () => Promise<Buffer | null>): Promise<Buffer | null> => {
    const made = line.then(job);
    line = made.catch(() => undefined);
    return made;
  };
  return {
    make: (path) =>
      inLine(async () => {
        const format = pictureFormatOf(await readHead(path));
        return format === null ? null : writeAnew(path, { ...options, format, output: portraitOptions(format).output });
      }),
    makeCrest: (path) =>
      inLine(async () => {
        if (pictureFormatOf(await readHead(path)) !== 'png_pipe') return null;
        return writeAnew(path, { ...options, format: 'png_pipe', output: crestOutput });
      }),
  };
}

const crestOutput: readonly string[] = [
  ...['-an', '-frames:v', '1', '-vf', `scale=min(${String(portraitPixels)}\\,iw):-1,format=rgba`],
  ...['-map_metadata', '-1', '-c:v', 'png', '-f', 'image2pipe'],
];

async function writeAnew(
  path: string,
  job: PortraitOptions & { format: PictureFormat; output: readonly string[] },
): Promise<Buffer | null> {
  const { ffmpeg, log, format, output } = job;
  try {
    const picture = await runFileJob({
      ffmpeg,
      input: { path, format, options: portraitOptions(format).input },
      outputOptions: output,
      deadlineMs,
      maxBytes: largestPortraitBytes,
    });
    return picture.length === 0 ? null : picture;
  } catch (error) {
    log.warn({ error: String(error) }, 'a picture that was sent cannot be read');
    return null;
  }
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(16);
    await file.read(head, 0, head.length, 0);
    return head;
  } finally {
    await file.close();
  }
}
