// `import FILE…`: moves an archive in.
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { importArchive } from '../usecases/import-archive.ts';
import type { ImportSummary } from '../usecases/import-archive.ts';
import { openArchive } from '../usecases/open-archive.ts';
import { failed } from './cli-io.ts';
import type { Verb, VerbCall, VerbResult } from './cli-io.ts';
import { readLines } from './read-lines.ts';

/** The verb. */
export const importVerb: Verb = {
  usage: 'import FILE…',
  help:
    'moves an archive in (JSON Lines, gzipped or not; sessions, speeches, documents in any order). A bad line is\n' +
    '      reported with its file, number and reason, and the rest goes in; the exit code is 0 only when every line\n' +
    '      went in. Running it twice changes nothing. Works while the server runs.',
  run: runImport,
};

async function runImport({ config, words, tell }: VerbCall): Promise<VerbResult> {
  if (words.length === 0) return failed('import needs at least one file: import FILE…', 2);
  await mkdir(path.dirname(config.databaseFile), { recursive: true });
  const archive = await openArchive(config.databaseFile);
  if (!archive.ok) return failed(archive.refusal.detail);
  try {
    const house = { db: archive.value.db, now: Date.now, newId: randomUUID };
    const summary = await importArchive(house, readLines(words), (done, total) => tell(`session ${done} of ${total}`));
    return { exitCode: summary.isComplete ? 0 : 1, json: toJson(summary), text: toText(summary) };
  } finally {
    await archive.value.close();
  }
}

function toJson(summary: ImportSummary): object {
  const { isComplete, ...counts } = summary;
  return { ok: isComplete, ...counts };
}

function toText(summary: ImportSummary): string {
  const remarks = [...summary.badLines, ...summary.notices].map(
    ({ file, line, detail }) => `${file}${line === 0 ? '' : `:${line}`}: ${detail}`,
  );
  const counts = (['sessions', 'speeches', 'documents'] as const).map((kind) => {
    const { created, updated, unchanged } = summary[kind];
    return `${kind}: ${created} new, ${updated} changed, ${unchanged} as before`;
  });
  return [...remarks, ...counts, `bad lines: ${summary.badLines.length}`].join('\n');
}
