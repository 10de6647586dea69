// Programs of the operating system: which are missing, and how they get here (apt as root, one sentence otherwise).
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * The file of a program on the search path, null when there is none.
 * @param {string} name
 * @param {string} [searchPath]
 * @returns {string | null}
 */
export function findProgram(name, searchPath = process.env['PATH'] ?? '') {
  if (path.isAbsolute(name)) return isProgram(name) ? name : null;
  for (const folder of searchPath.split(path.delimiter)) {
    const file = path.join(folder, name);
    if (folder !== '' && isProgram(file)) return file;
  }
  return null;
}

/** @param {string} file */
function isProgram(file) {
  if (!existsSync(file) || !statSync(file).isFile()) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') return false;
    throw error;
  }
}

/** Programs that compile the database driver where no ready-made one can be fetched, with their Debian packages. */
export const compilers = [
  { program: 'python3', package: 'python3' },
  { program: 'make', package: 'make' },
  { program: 'g++', package: 'g++' },
];

/**
 * Debian packages of the compilers that are not here.
 * @param {(program: string) => string | null} [find]
 */
export function missingCompilers(find = findProgram) {
  return compilers.filter((compiler) => find(compiler.program) === null).map((compiler) => compiler.package);
}

/** May this process install packages itself? */
export function mayInstall() {
  return process.getuid?.() === 0 && findProgram('apt-get') !== null;
}

/**
 * The one sentence for somebody who may not install packages.
 * @param {readonly string[]} packages Debian packages
 * @param {{ hasApt: boolean }} system
 */
export function explainMissing(packages, system) {
  const what = listInWords(packages);
  const verb = packages.length === 1 ? 'is' : 'are';
  if (!system.hasApt) {
    return `Casa di Vetro needs ${what}, which ${verb} not installed here: install ${packages.length === 1 ? 'it' : 'them'} with this system's package manager and start again (ffmpeg must be version 5.1 or newer, with libx264 and aac).`;
  }
  return `Casa di Vetro needs ${what}, which ${verb} not installed here, and only an administrator may install ${packages.length === 1 ? 'it' : 'them'}: run "sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}" and start again.`;
}

/** @param {readonly string[]} words */
function listInWords(words) {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/**
 * Installs Debian packages; the caller has asked {@link mayInstall}.
 * @param {readonly string[]} packages
 * @param {(line: string) => void} note
 */
export async function installPackages(packages, note) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const aptOptions = ['-o', 'DPkg::Lock::Timeout=120'];
  const updated = await runCommand('apt-get', [...aptOptions, 'update'], { env, onLine: note });
  const installed = await runCommand(
    'apt-get',
    [...aptOptions, 'install', '-y', '--no-install-recommends', ...packages],
    { env, onLine: note },
  );
  if (installed.code === 0) return;
  const detail = updated.code === 0 ? installed.output : `${updated.output}\n${installed.output}`;
  throw new SetupError(
    `apt-get could not install ${listInWords(packages)} (what it said stands above): repair that, or install the packages by hand, and start again.`,
    detail,
  );
}
