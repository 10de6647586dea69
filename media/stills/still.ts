// One picture of a recorded moment as a JPEG. Knows files and seconds, not sessions.
import { runFileJob } from '../ffmpeg/run.ts';

export interface StillRequest {
  /** Path or name of ffmpeg. */
  readonly ffmpeg: string;
  /** MP4 file of one video rung of a take. */
  readonly file: string;
  /** Seconds from the start of the file. */
  readonly atSeconds: number;
  /** Pixels across; the height follows. */
  readonly width: number;
}

const deadlineMs = 20_000;
const largestStillBytes = 4_000_000;

/** Arguments of the job, for its test: seek in the input, one picture, scaled, JPEG. */
export function stillOptions(request: Pick<StillRequest, 'atSeconds' | 'width'>): {
  input: readonly string[];
  output: readonly string[];
} {
  const width = String(Math.min(3840, Math.max(16, Math.round(request.width))));
  return {
    input: ['-codec_whitelist', 'h264,aac', '-ss', Math.max(0, request.atSeconds).toFixed(3)],
    output: ['-an', '-frames:v', '1', '-vf', `scale=${width}:-2`, '-q:v', '4', '-f', 'mjpeg'],
  };
}

/** A JPEG of the picture at a moment. Throws when there is none there, or ffmpeg fails or takes longer than 20 s. */
export async function makeStill(request: StillRequest): Promise<Buffer> {
  const options = stillOptions(request);
  const still = await runFileJob({
    ffmpeg: request.ffmpeg,
    input: { path: request.file, format: 'mov', options: options.input },
    outputOptions: options.output,
    deadlineMs,
    maxBytes: largestStillBytes,
  });
  if (still.length === 0) throw new Error(`no picture at ${request.atSeconds.toFixed(3)} s of ${request.file}`);
  return still;
}
