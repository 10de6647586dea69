// Portraits out of what people send, by a real ffmpeg: a small square whatever came, and nothing of a file that is no picture.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '../../../media/ffmpeg/run.ts';
import { createPortraits, portraitPixels } from '../../../media/stills/portrait.ts';
import { silentLog } from '../takes/recorded-rungs.ts';

const portraits = createPortraits({ ffmpeg: 'ffmpeg', log: silentLog });
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portraits-'));
  const source = ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc=s=400x300', '-frames:v', '1'];
  for (const name of ['photo.jpg', 'photo.png', 'film.mpg']) {
    await runTool('ffmpeg', [...source, join(folder, name)], { deadlineMs: 20_000 });
  }
  const jpeg = await readFile(join(folder, 'photo.jpg'));
  const place = Buffer.from('GPS of the house');
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, place.length + 2]), place]);
  await writeFile(join(folder, 'place.jpg'), Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]));
  await writeFile(
    join(folder, 'lie.jpg'),
    Buffer.concat([jpeg.subarray(0, 3), Buffer.from('<script>alert(1)</script>')]),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Width and height after ITU T.81 B.2.2; our encoder writes a baseline frame. */
function sizeOf(jpeg: Buffer): [number, number] {
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  return [jpeg.readUInt16BE(frame + 7), jpeg.readUInt16BE(frame + 5)];
}

describe('a portrait', () => {
  it.each(['photo.jpg', 'photo.png', 'place.jpg'])(
    'of %s is a small square JPEG without what else stood there',
    async (name) => {
      const portrait = await portraits.make(join(folder, name));
      if (portrait === null) throw new Error('no portrait');
      expect(sizeOf(portrait)).toEqual([portraitPixels, portraitPixels]);
      expect(portrait.includes('GPS of the house')).toBe(false);
    },
  );

  it.each(['film.mpg', 'lie.jpg'])('is not made of %s', async (name) => {
    expect(await portraits.make(join(folder, name))).toBeNull();
  });

  it('of a town is its crest, as PNG and in its own proportions; other files make none', async () => {
    const crest = await portraits.makeCrest(join(folder, 'photo.png'));
    expect([crest?.toString('latin1', 1, 4), crest?.readUInt32BE(16), crest?.readUInt32BE(20)]).toEqual([
      'PNG',
      256,
      192,
    ]);
    expect(await portraits.makeCrest(join(folder, 'photo.jpg'))).toBeNull();
  });
});
