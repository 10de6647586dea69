// The clock in the picture with a real ffmpeg: what was drawn is what is read, also after scaling and compression.
import { spawn } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { clockFilter, readClock } from '../support/clock-barcode.ts';

const seconds = 2;
const framesPerSecond = 25;

interface Scale {
  readonly width: number;
  readonly height: number;
}

/** Draws the clock at 640 by 360, compresses it hard with x264, and returns the frames as RGBA at another size. */
async function drawAndCompress({ width, height }: Scale): Promise<Uint8ClampedArray[]> {
  const source = ['-re', '-f', 'lavfi', '-i', `testsrc2=size=640x360:rate=${framesPerSecond}`, '-t', String(seconds)];
  const encoder = spawn('ffmpeg', [
    ...['-loglevel', 'error', ...source, '-vf', clockFilter({ width: 640, height: 360, framesPerSecond })],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '400k', '-f', 'mpegts', 'pipe:1'],
  ]);
  const decoder = spawn('ffmpeg', [
    ...['-loglevel', 'error', '-f', 'mpegts', '-i', 'pipe:0', '-vf', `scale=${width}:${height}`],
    ...['-pix_fmt', 'rgba', '-f', 'rawvideo', 'pipe:1'],
  ]);
  encoder.stdout.pipe(decoder.stdin);
  const chunks: Buffer[] = [];
  for await (const chunk of decoder.stdout) chunks.push(Buffer.from(chunk as Uint8Array));
  const bytes = Buffer.concat(chunks);
  const length = width * height * 4;
  return Array.from({ length: bytes.length / length }, (_, index) =>
    Uint8ClampedArray.from(bytes.subarray(index * length, (index + 1) * length)),
  );
}

describe('the clock in the picture', () => {
  it.each([
    { width: 640, height: 360 },
    { width: 1280, height: 720 },
    { width: 426, height: 240 },
  ])(
    'is read from every frame at $width by $height',
    async (scale) => {
      const startedAt = Date.now();
      const frames = await drawAndCompress(scale);
      const endedAt = Date.now();
      const clocks = frames.map((frame) => readClock(frame, scale.width, scale.height));
      expect(clocks).toHaveLength(seconds * framesPerSecond);
      expect(clocks).not.toContain(null);
      const read = clocks.map(Number);
      expect(Math.min(...read)).toBeGreaterThanOrEqual(startedAt);
      expect(Math.max(...read)).toBeLessThanOrEqual(endedAt);
      expect(read).toEqual([...read].sort((one, other) => one - other));
    },
    30_000,
  );

  it('is not seen where there is none', () => {
    const grey = new Uint8ClampedArray(64 * 36 * 4).fill(128);
    expect(readClock(grey, 64, 36)).toBeNull();
  });

  it('is refused when one cell was damaged', async () => {
    const [frame] = await drawAndCompress({ width: 640, height: 360 });
    if (frame === undefined) throw new Error('ffmpeg gave no frame');
    const cellLeft = Math.round((4.5 * 640) / 26);
    for (let y = 0; y < 24; y += 1) {
      for (let x = cellLeft - 8; x < cellLeft + 8; x += 1) {
        const at = 4 * (y * 640 + x);
        for (let channel = 0; channel < 3; channel += 1) frame[at + channel] = 255 - (frame[at + channel] ?? 0);
      }
    }
    expect(readClock(frame, 640, 360)).toBeNull();
  }, 30_000);
});
