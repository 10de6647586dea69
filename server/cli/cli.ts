// The operator's command line: picks the verb, prints its outcome. Thin: verbs call use cases.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../config.ts';
import { failed } from './cli-io.ts';
import type { CliIo, Verb, VerbResult } from './cli-io.ts';
import { importVerb } from './import-verb.ts';
import { reindexVerb } from './reindex-verb.ts';
import { verifyVerb } from './verify-verb.ts';

const verbs: Readonly<Record<string, Verb>> = { import: importVerb, reindex: reindexVerb, verify: verifyVerb };

/**
 * Runs one verb; answers the exit code: 0 success, 1 not everything went well, 2 not understood.
 * With `--json` standard output carries exactly one JSON document; progress goes to standard error.
 */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  const options = new Set(argv.filter((word) => word.startsWith('--')));
  const [name = 'help', ...words] = argv.filter((word) => !word.startsWith('--'));
  const print = (result: VerbResult): number => {
    const line = options.has('--json') ? JSON.stringify(result.json) : result.text;
    (options.has('--json') || result.exitCode === 0 ? io.stdout : io.stderr).write(`${line}\n`);
    return result.exitCode;
  };
  if (options.has('--help') || name === 'help') return print(help());
  const unknown = [...options].find((option) => option !== '--json');
  if (unknown !== undefined) return print(failed(`There is no option ${unknown}; --help lists what there is.`, 2));
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) return print(failed(`There is no verb "${name}"; --help lists what there is.`, 2));
  const answer = readConfig(io.environment);
  if (!answer.ok) return print(failed(answer.sentence));
  const tell = (line: string): void => void io.stderr.write(`${line}\n`);
  return print(await verb.run({ config: answer.config, words, tell }));
}

function help(): VerbResult {
  const list = Object.values(verbs).map(({ usage, help: text }) => `  ${usage}\n      ${text}`);
  const text = [
    'Usage: npm run cli -- <verb> [--json]',
    '',
    ...list,
    '  help\n      prints this',
    '',
    '  --json  prints one JSON document on standard output; progress stays on standard error',
    'Settings (DATA_DIR, DATABASE_URL …) are those of the server.',
  ].join('\n');
  const json = { verbs: Object.values(verbs).map(({ usage, help: words }) => ({ usage, help: words })) };
  return { exitCode: 0, json, text };
}

const isEntry = process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url);
if (isEntry) process.exitCode = await runCli(process.argv.slice(2), { stdout: process.stdout, stderr: process.stderr });
