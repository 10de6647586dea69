// `verify`: re-reads every recorded file against its recorded hashes.
import { verifyArchive } from '../usecases/verify-archive.ts';
import type { ArchiveReport, TakeFinding } from '../usecases/verify-archive.ts';
import type { Verb, VerbCall, VerbResult } from './cli-io.ts';
import { withArchive } from './with-archive.ts';

/** The verb. */
export const verifyVerb: Verb = {
  usage: 'verify',
  help:
    're-reads every recorded file against its recorded hashes, and compares the seals with the database. Changes\n' +
    '      nothing; the exit code is 0 only when every take is sound. Works while the server runs.',
  run: runVerify,
};

function runVerify(call: VerbCall): Promise<VerbResult> {
  return withArchive(call, 'verify', async (archive) => {
    const report = await verifyArchive(archive, {
      takesRoot: call.config.takesRoot,
      onTake: (finding) => call.tell(describe(finding)),
    });
    return { exitCode: report.isSound ? 0 : 1, json: { ok: report.isSound, ...report }, text: toText(report) };
  });
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
