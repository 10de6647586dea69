// `verify`: re-reads every recorded file against its recorded hashes.
import { access } from 'node:fs/promises';
import { openArchive } from '../usecases/open-archive.ts';
import { verifyArchive } from '../usecases/verify-archive.ts';
import type { ArchiveReport, TakeFinding } from '../usecases/verify-archive.ts';
import { failed } from './cli-io.ts';
import type { Verb, VerbCall, VerbResult } from './cli-io.ts';

/** The verb. */
export const verifyVerb: Verb = {
  usage: 'verify',
  help:
    're-reads every recorded file against its recorded hashes, and compares the seals with the database. Changes\n' +
    '      nothing; the exit code is 0 only when every take is sound. Works while the server runs.',
  run: runVerify,
};

async function runVerify({ config, words, tell }: VerbCall): Promise<VerbResult> {
  if (words.length > 0) return failed(`verify takes no files; what does ${words.join(' ')} mean?`, 2);
  const isThere = await access(config.databaseFile).then(
    () => true,
    () => false,
  );
  if (!isThere) return failed(`There is no database at ${config.databaseFile}: is DATA_DIR right?`);
  const archive = await openArchive(config.databaseFile);
  if (!archive.ok) return failed(archive.refusal.detail);
  try {
    const report = await verifyArchive(archive.value, {
      takesRoot: config.takesRoot,
      onTake: (finding) => tell(describe(finding)),
    });
    return { exitCode: report.isSound ? 0 : 1, json: { ok: report.isSound, ...report }, text: toText(report) };
  } finally {
    await archive.value.close();
  }
}

function describe({ sessionId, takeId, faults, remarks }: TakeFinding): string {
  const name = `session ${sessionId}, take ${takeId}`;
  const words = [...faults, ...remarks.map((remark) => `(${remark})`)];
  return `${faults.length === 0 ? 'sound  ' : 'DAMAGED'} ${name}${words.length === 0 ? '' : `: ${words.join('; ')}`}`;
}

function toText({ soundTakes, damagedTakes, files, bytes }: ArchiveReport): string {
  const megabytes = (bytes / 1_000_000).toFixed(1);
  return `takes: ${soundTakes} sound, ${damagedTakes} damaged (${files} files, ${megabytes} MB read)`;
}
