// Deletes pictures that nothing shows: a crash between the coming of a photo and its row, or between the row and the leaving of
// the photo before, left them in the store (GDPR, art. 5 (1) e).
import { open } from 'node:fs/promises';
import { listNeededFiles } from '../../db/files.ts';
import { dropPicture, pictureLine } from './drop-picture.ts';
import type { House } from './house.ts';

/** What a JPEG and a PNG begin with: photos and crests are written anew as one of them, and no document is taken in as either. */
const beginnings = [Buffer.of(0xff, 0xd8, 0xff), Buffer.of(0x89, 0x50, 0x4e, 0x47)];

/** Looks through the store once; call it at the start, which it never prevents. */
export async function sweepPictures(house: House): Promise<void> {
  try {
    await house.queue.run(pictureLine, () => sweep(house));
  } catch (error) {
    house.log.error({ err: error }, 'pictures that nothing shows could not be deleted; the next start tries again');
  }
}

async function sweep(house: House): Promise<void> {
  const needed = await listNeededFiles(house.db);
  for (const sha256 of await house.files.list()) {
    if (needed.has(sha256) || !(await isPicture(house.files.pathOf(sha256)))) continue;
    await dropPicture(house, sha256);
  }
}

async function isPicture(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return beginnings.some((beginning) => buffer.subarray(0, beginning.length).equals(beginning));
  } finally {
    await handle.close();
  }
}
