// A real encoder for tests: ffmpeg with a test picture (a clock in it) and a tone, publishing to an address.
// Must not know the product: it is a client like any other.
import { spawn } from 'node:child_process';
import { clockFilter } from './clock-barcode.ts';

/** What is published. */
export interface Publication {
  /** Whole address with the stream key, `rtmp://…` (or a file name ending in `.flv`). */
  readonly url: string;
  /** `640x360` unless told. */
  readonly size?: string;
  readonly framesPerSecond?: number;
  readonly keyframeSeconds?: number;
  /** Draw the clock bar code (yes unless told). */
  readonly clock?: boolean;
  /** Sources of ffmpeg instead of the test picture and the tone, e.g. `color=black:size=416x240:rate=25`. */
  readonly pictureSource?: string;
  readonly soundSource?: string;
  /** Send a tone with a beep every second (yes unless told). */
  readonly sound?: boolean;
  /** Send pictures (yes unless told). */
  readonly picture?: boolean;
  /** End by itself after this long; goes on until stopped unless told. */
  readonly seconds?: number;
  /** B-frames between reference frames; none unless told. */
  readonly bFrames?: number;
  /** Video encoder and its options instead of x264's, e.g. `['-c:v', 'flv1']`. */
  readonly videoEncoder?: readonly string[];
  /** Sound encoder and its options instead of AAC in stereo at 48 kHz. */
  readonly soundEncoder?: readonly string[];
}

/** How the encoder ended. */
export interface PublisherExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines that ffmpeg wrote. */
  readonly stderr: string;
}

export interface Publisher {
  readonly pid: number | undefined;
  /** Settles when the process has ended, however it did. */
  readonly exited: Promise<PublisherExit>;
  /** Ends the stream properly and waits for the process. */
  stop(): Promise<void>;
  /** The encoder dies in the middle of a frame. */
  kill9(): void;
}

/** The argument list of {@link publish}. */
export function publisherArguments(publication: Publication): string[] {
  const { url, size = '640x360', framesPerSecond = 25, seconds, picture = true, sound = true } = publication;
  const inputs = [
    ...(picture
      ? ['-re', '-f', 'lavfi', '-i', publication.pictureSource ?? `testsrc2=size=${size}:rate=${framesPerSecond}`]
      : []),
    ...(sound
      ? ['-re', '-f', 'lavfi', '-i', publication.soundSource ?? 'sine=frequency=440:beep_factor=4:sample_rate=48000']
      : []),
  ];
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'warning', ...inputs],
    ...(picture ? pictureArguments(publication, size, framesPerSecond) : []),
    ...(sound ? (publication.soundEncoder ?? ['-c:a', 'aac', '-b:a', '96k', '-ar', '48000', '-ac', '2']) : []),
    ...(seconds === undefined ? [] : ['-t', String(seconds)]),
    ...['-f', 'flv', '-flvflags', 'no_duration_filesize', url],
  ];
}

function pictureArguments(publication: Publication, size: string, framesPerSecond: number): string[] {
  const { keyframeSeconds = 2, clock = true, bFrames = 0 } = publication;
  const [width = 0, height = 0] = size.split('x').map(Number);
  const keyframes = String(Math.round(framesPerSecond * keyframeSeconds));
  const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-bf', String(bFrames)];
  return [
    ...(clock ? ['-vf', clockFilter({ width, height, framesPerSecond })] : []),
    ...(publication.videoEncoder ?? x264),
    ...(publication.videoEncoder === undefined && bFrames === 0 ? ['-tune', 'zerolatency'] : []),
    ...['-b:v', '1200k', '-g', keyframes, '-keyint_min', keyframes, '-sc_threshold', '0'],
  ];
}

/** Starts publishing. The caller stops it, whatever happens. */
export function publish(publication: Publication): Publisher {
  return startEncoder(publisherArguments(publication));
}

/** Publishes a file over and over at the speed of life, without encoding it again. */
export function publishFile(file: string, url: string): Publisher {
  return startEncoder([...endlessInput(file), '-c', 'copy', '-f', 'flv', url]);
}

/** ffmpeg's input options for a file that never ends. */
export function endlessInput(file: string): string[] {
  return ['-hide_banner', '-nostdin', '-loglevel', 'warning', '-stream_loop', '-1', '-re', '-i', file];
}

/** Runs ffmpeg with any arguments. The caller stops it. */
export function startEncoder(args: readonly string[]): Publisher {
  const child = spawn('ffmpeg', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-4000);
  });
  const exited = new Promise<PublisherExit>((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, stderr: error.message }));
    child.once('close', (code, signal) => resolve({ code, signal, stderr }));
  });
  return {
    pid: child.pid,
    exited,
    async stop() {
      child.kill('SIGINT');
      await exited;
    },
    kill9() {
      child.kill('SIGKILL');
    },
  };
}
