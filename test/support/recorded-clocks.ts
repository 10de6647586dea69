// Reads the clock out of every picture of a recording or playlist: the proof of what was recorded, frame by frame.
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { readClock } from './clock-barcode.ts';

const width = 416;
const height = 240;
const frameBytes = width * height * 4;

/** One decoded picture: where it stands in the recording (seconds), and the wall clock drawn into it (ms). */
export interface ClockedFrame {
  readonly clockMs: number;
}

/**
 * Decodes the whole of `url` (a file or an HLS address) and answers the clock of each picture, in order.
 * @throws Error when ffmpeg fails or a picture's clock cannot be read
 */
export async function recordedClocks(url: string): Promise<number[]> {
  const args = [
    '-hide_banner',
    '-nostdin',
    '-loglevel',
    'error',
    '-i',
    url,
    '-map',
    '0:v:0',
    '-fps_mode',
    'passthrough',
  ];
  const shape = ['-vf', `scale=${width}:${height}`, '-pix_fmt', 'rgba', '-f', 'rawvideo', 'pipe:1'];
  const child = spawn('ffmpeg', [...args, ...shape], { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (text) => (complaint += String(text)));
  const clocks: number[] = [];
  let rest = Buffer.alloc(0);
  for await (const chunk of child.stdout) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    for (; rest.length >= frameBytes; rest = rest.subarray(frameBytes))
      clocks.push(clockOf(rest.subarray(0, frameBytes)));
  }
  if (clocks.length === 0) throw new Error(`no picture could be read from ${url}: ${complaint}`);
  return clocks;
}

function clockOf(frame: Buffer): number {
  const clock = readClock(new Uint8ClampedArray(frame), width, height);
  if (clock === null) throw new Error('a picture has no readable clock');
  return clock;
}

/** The longest time between two neighbouring pictures, in ms; what is missing shows here. */
export function longestStep(clocks: readonly number[]): number {
  return Math.max(0, ...clocks.slice(1).map((clock, index) => clock - (clocks[index] ?? clock)));
}

/** The loudest sample of a file, in decibels below full scale. */
export async function loudestDecibels(file: string): Promise<number> {
  const args = ['-hide_banner', '-nostdin', '-i', file, '-map', '0:a:0', '-af', 'volumedetect', '-f', 'null', '-'];
  const { stderr } = await promisify(execFile)('ffmpeg', args);
  const words = /max_volume: (-?[\d.]+|-inf) dB/.exec(stderr)?.[1];
  if (words === undefined) throw new Error(`nothing is said of the sound in ${file}: ${stderr}`);
  return words === '-inf' ? -Infinity : Number(words);
}
