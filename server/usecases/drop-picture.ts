// Lets the file of a picture that nobody shows any more leave the store: what was taken away is not kept (GDPR, art. 5 (1) e).
import { isFileNeeded } from '../../db/files.ts';
import { readSetting } from '../../db/settings.ts';
import type { House } from './house.ts';

/** Pictures are kept and dropped one after the other, so that none is dropped between its coming and its row. */
export const pictureLine = 'pictures';

/** Under this name the town is a setting; its crest is a file of the store too. */
export const townSetting = 'town';

/** Call it in the {@link pictureLine}, after the row that pointed at the file has changed. */
export async function dropPicture(house: House, sha256: string | null): Promise<void> {
  if (sha256 === null || (await isFileNeeded(house.db, sha256))) return;
  const town = await readSetting(house.db, townSetting);
  if (town?.includes(sha256) === true) return;
  await house.files.drop(sha256);
}
