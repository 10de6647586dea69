// Turns the sources into dist/: the server by tsc and rolldown, the pages by vite; only when something changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packagedProgram, root } from './places.mjs';
import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

const sourceFolders = ['server', 'media', 'db', 'client'];
const sourceFiles = ['package-lock.json', 'tsconfig.json', 'vite.config.ts'];
const oneFileConfig = path.join('server', 'setup', 'one-file.config.mjs');
const stampFile = path.join('dist', '.sources');

/**
 * Every file that the result depends on, as paths below `base`, sorted.
 * @param {string} base
 * @returns {string[]}
 */
export function listSources(base) {
  const files = sourceFiles.filter((file) => existsSync(path.join(base, file)));
  for (const folder of sourceFolders) files.push(...listBelow(base, folder));
  return files.sort();
}

/**
 * @param {string} base
 * @param {string} folder
 * @returns {string[]}
 */
function listBelow(base, folder) {
  if (!existsSync(path.join(base, folder))) return [];
  return readdirSync(path.join(base, folder), { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) return place === path.join('server', 'setup') ? [] : listBelow(base, place);
    return entry.isFile() && !entry.name.endsWith('.md') ? [place] : [];
  });
}

/**
 * One hash over the names and contents of the sources. Contents, not times: a fresh checkout of the same sources and a
 * file put back by hand are both told right.
 * @param {string} base
 */
export function sourceFingerprint(base) {
  const hash = createHash('sha256');
  for (const file of listSources(base)) {
    const bytes = readFileSync(path.join(base, file));
    hash.update(`${file}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

/** Is dist/ what the sources say? */
export function isCompiled() {
  const stamp = path.join(root, stampFile);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceFingerprint(root);
}

/**
 * Compiles server and pages side by side, then joins the server into one file.
 * @param {(line: string) => void} note
 */
export async function compile(note) {
  const fingerprint = sourceFingerprint(root);
  for (const left of [stampFile, 'dist/.tsbuildinfo', 'dist/server', 'dist/media', 'dist/db']) {
    rmSync(path.join(root, left), { recursive: true, force: true });
  }
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  await Promise.all([
    runCompiler('the server', ['typescript/bin/tsc', '-p', 'server/tsconfig.json'], note),
    runCompiler('the pages', ['vite/bin/vite.js', 'build'], note),
  ]);
  await runCompiler('the server as one file', ['rolldown/bin/cli.mjs', '-c', oneFileConfig], note);
  writeFileSync(path.join(root, stampFile), fingerprint);
}

/**
 * @param {string} what
 * @param {readonly [string, ...string[]]} command program below node_modules, then its arguments
 * @param {(line: string) => void} note
 */
async function runCompiler(what, [program, ...args], note) {
  const options = { cwd: root, env: { NODE_ENV: 'production', NO_COLOR: '1' }, onLine: note };
  const { code, output } = await runCommand(process.execPath, [packagedProgram(program), ...args], options);
  if (code === 0) return;
  throw new SetupError(`Building ${what} failed: what the compiler said stands above.`, output);
}
