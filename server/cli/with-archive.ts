// What verbs that work on the whole archive have in common: no words, a database that is there, and its closing.
import { access } from 'node:fs/promises';
import type { OpenArchive } from '../usecases/open-archive.ts';
import { openArchive } from '../usecases/open-archive.ts';
import { failed } from './cli-io.ts';
import type { VerbCall, VerbResult } from './cli-io.ts';

/** Opens the archive for `work` and closes it afterwards, however that ends. */
export async function withArchive(
  { config, words }: VerbCall,
  verb: string,
  work: (archive: OpenArchive) => Promise<VerbResult>,
): Promise<VerbResult> {
  if (words.length > 0) return failed(`${verb} takes nothing else; what does ${words.join(' ')} mean?`, 2);
  const isThere = await access(config.databaseFile).then(
    () => true,
    () => false,
  );
  if (!isThere) return failed(`There is no database at ${config.databaseFile}: is DATA_DIR right?`);
  const archive = await openArchive(config.databaseFile);
  if (!archive.ok) return failed(archive.refusal.detail);
  try {
    return await work(archive.value);
  } finally {
    await archive.value.close();
  }
}
