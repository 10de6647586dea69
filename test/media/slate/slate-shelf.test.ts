// Slates drawn by the real ffmpeg: with the town's crest, and without it where it cannot be read.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SlateCrest } from '../../../media/recipes/slate-arguments.ts';
import { SlateShelf } from '../../../media/slate/slate-shelf.ts';

const words = { headline: 'Seduta sospesa', subline: 'The council is in recess', detail: null };
const png = join(import.meta.dirname, '..', '..', '..', 'client', 'assets', 'session-on-air.png');

let folder = '';
const warnings: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casa-slates-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function draw(crest: () => Promise<SlateCrest | null>): Promise<{ key: string; picture: string }> {
  const log = { debug: () => undefined, info: () => undefined, error: () => undefined };
  const warn = (_details: object, message: string): void => void warnings.push(message);
  const shelf = new SlateShelf({
    folder: join(folder, 'slates'),
    pidFolder: join(folder, 'pids'),
    ffmpeg: process.env['FFMPEG_PATH'] ?? 'ffmpeg',
    crest,
    log: { ...log, warn },
  });
  const { key, loop } = await shelf.get(words);
  expect(loop.rungs).toHaveLength(3);
  return { key, picture: JSON.stringify(loop.rungs[0]) };
}

it('puts the crest on the slate, and draws it without one that cannot be read or looked up', async () => {
  const bare = await draw(() => Promise.resolve(null));
  const crested = await draw(() => Promise.resolve({ path: png, kind: 'png' }));
  expect(warnings).toEqual([]);
  expect([crested.key === bare.key, crested.picture === bare.picture]).toEqual([false, false]);
  const path = join(folder, 'broken');
  await writeFile(path, 'no picture');
  const broken = await draw(() => Promise.resolve({ path, kind: 'png' }));
  expect(broken.picture).toBe(bare.picture);
  expect(await draw(() => Promise.reject(new Error('the database is closed')))).toEqual(bare);
  expect(warnings.filter((warning) => warning.includes('crest'))).toHaveLength(2);
});
