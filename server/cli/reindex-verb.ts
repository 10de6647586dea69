// `reindex`: builds the search index again.
import { access } from 'node:fs/promises';
import { openArchive } from '../usecases/open-archive.ts';
import { rebuildSearch } from '../usecases/rebuild-search.ts';
import { failed } from './cli-io.ts';
import type { Verb, VerbCall, VerbResult } from './cli-io.ts';

/** The verb. */
export const reindexVerb: Verb = {
  usage: 'reindex',
  help:
    'builds the whole search index again from what the archive holds, session by session. Works while the server\n' +
    '      runs, and search goes on answering meanwhile.',
  run: runReindex,
};

async function runReindex({ config, words, tell }: VerbCall): Promise<VerbResult> {
  if (words.length > 0) return failed(`reindex takes no words; what does ${words.join(' ')} mean?`, 2);
  const isThere = await access(config.databaseFile).then(
    () => true,
    () => false,
  );
  if (!isThere) return failed(`There is no database at ${config.databaseFile}: is DATA_DIR right?`);
  const archive = await openArchive(config.databaseFile);
  if (!archive.ok) return failed(archive.refusal.detail);
  try {
    const sessions = await rebuildSearch(archive.value, (done, total) => tell(`session ${done} of ${total}`));
    return { exitCode: 0, json: { ok: true, sessions }, text: `sessions indexed: ${sessions}` };
  } finally {
    await archive.value.close();
  }
}
