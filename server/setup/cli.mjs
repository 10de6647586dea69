// `npm run cli -- <verb>`: quick set-up check, then the operator's verbs.
import './require-node.mjs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './places.mjs';
import { prepare } from './prepare.mjs';
import { runScript } from './setup-error.mjs';

await runScript(async () => {
  await prepare({ ffmpeg: false });
  const { runCli } = await import(pathToFileURL(path.join(root, 'dist', 'server', 'cli', 'cli.js')).href);
  process.exitCode = await runCli(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
  });
});
