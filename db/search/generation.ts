// The generation of the index: it grows with everything that is written, so that readers and steps know what they have is old.
import type { Db } from '../open.ts';
import { readSetting, writeSetting } from '../settings.ts';

const generationSetting = 'search.generation';

/** The newest generation. */
export async function readGeneration(db: Db): Promise<number> {
  return Number(await readSetting(db, generationSetting));
}

/** Begins the next generation, and answers its number. */
export async function countGeneration(db: Db): Promise<number> {
  const generation = (await readGeneration(db)) + 1;
  await writeSetting(db, generationSetting, String(generation));
  return generation;
}
