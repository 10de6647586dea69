// `npm run bench -- <name>`: quick set-up check, then the benchmark of that name; its last line is one JSON object.
import './require-node.mjs';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from './chromium.mjs';
import { root } from './places.mjs';
import { prepare } from './prepare.mjs';
import { runVisibly } from './run-command.mjs';
import { runScript, SetupError } from './setup-error.mjs';

/** Benchmarks that drive a real browser. */
const inBrowser = new Set(['latency', 'waveform']);

function listBenchmarks() {
  const folder = path.join(root, 'test', 'bench');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.basename(file, '.ts'))
    .sort();
}

await runScript(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const names = listBenchmarks();
  if (!names.includes(name)) {
    const there = names.length === 0 ? 'There are none yet.' : `There are: ${names.join(', ')}.`;
    throw new SetupError(
      `${name === '' ? 'Name a benchmark' : `There is no benchmark "${name}"`}: npm run bench -- <name>. ${there}`,
    );
  }
  await prepare({ browser: inBrowser.has(name) });
  const file = path.join(root, 'test', 'bench', `${name}.ts`);
  process.exitCode = await runVisibly(process.execPath, ['--import', 'tsx', file, ...args], {
    cwd: root,
    env: { CHROMIUM_PATH: findChromium() ?? '' },
  });
});
