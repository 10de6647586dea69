// `reindex`: builds the search index again.
import { rebuildSearch } from '../usecases/rebuild-search.ts';
import type { Verb, VerbCall, VerbResult } from './cli-io.ts';
import { withArchive } from './with-archive.ts';

/** The verb. */
export const reindexVerb: Verb = {
  usage: 'reindex',
  help:
    'builds the whole search index again from what the archive holds, session by session. Works while the server\n' +
    '      runs, and search goes on answering meanwhile.',
  run: runReindex,
};

function runReindex(call: VerbCall): Promise<VerbResult> {
  return withArchive(call, 'reindex', async (archive) => {
    const sessions = await rebuildSearch(archive, (done, total) => call.tell(`session ${done} of ${total}`));
    return { exitCode: 0, json: { ok: true, sessions }, text: `sessions indexed: ${sessions}` };
  });
}
