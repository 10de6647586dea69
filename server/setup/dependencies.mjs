// npm packages: are those of package-lock.json here, and if not, how they are fetched. Must not know apt or the build.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { root } from './places.mjs';
import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';
import { findProgram } from './system-packages.mjs';

const driver = 'better-sqlite3';
/** The driver's author's page of ready-made builds is asked this long before compilers are asked for. */
const prebuiltAnswerMs = 4_000;

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockedPackage */
/** @typedef {{ packages?: Record<string, LockedPackage> }} Lock */

/** What the installed packages depend on: the lock file and this Node's binary interface. */
export function dependencyFingerprint() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  return `${lock} ${process.platform} ${process.arch} ${process.versions.modules}`;
}

/** Somebody ran npm by hand: are all packages of the lock file there, and does the driver load? */
export async function isInstalledByHand() {
  const record = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  if (!matchesLock(readJson(path.join(root, 'package-lock.json')), readJson(record))) return false;
  return driverLoads();
}

/**
 * Does npm's own record of what it installed fulfil the lock file? Optional packages of other systems may be away.
 * @param {Lock} lock
 * @param {Lock} installed
 */
export function matchesLock(lock, installed) {
  return Object.entries(lock.packages ?? {}).every(([place, wanted]) => {
    const found = installed.packages?.[place];
    if (place === '') return true;
    if (found === undefined) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version;
  });
}

/** @param {string} file @returns {Lock} */
function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Loads the compiled database driver in a process of its own, so that a broken one cannot take this one down. */
export async function driverLoads() {
  const script = `new (require(${JSON.stringify(driver)}))(':memory:').close()`;
  const { code } = await runCommand(process.execPath, ['-e', script], { cwd: root });
  return code === 0;
}

/**
 * Where the driver's ready-made build for this machine would lie.
 * @param {Lock} lock
 * @param {{ platform: string, arch: string, modules: string | undefined, isMusl: boolean }} machine
 */
export function prebuiltAddress(lock, machine) {
  const version = lock.packages?.[`node_modules/${driver}`]?.version ?? '';
  const platform = machine.platform === 'linux' && machine.isMusl ? 'linuxmusl' : machine.platform;
  const file = `${driver}-v${version}-node-v${machine.modules}-${platform}-${machine.arch}.tar.gz`;
  return `https://github.com/WiseLibs/${driver}/releases/download/v${version}/${file}`;
}

/** Can the ready-made driver be fetched? Then no compiler is needed, which spares 200 MB and a minute. */
export async function isPrebuiltReachable() {
  const { platform, arch, versions } = process;
  const isMusl = existsSync('/etc/alpine-release');
  const lock = readJson(path.join(root, 'package-lock.json'));
  const address = prebuiltAddress(lock, { platform, arch, modules: versions.modules, isMusl });
  return fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(prebuiltAnswerMs) }).then(
    (answer) => answer.ok,
    () => false,
  );
}

/**
 * Fetches the packages of the lock file, and compiles the database driver where no ready-made one can be had.
 * @param {(line: string) => void} note
 */
export async function installDependencies(note) {
  const npm = npmCommand();
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=http', '--foreground-scripts', '--include=dev'];
  const { code, output } = await runCommand(npm.file, [...npm.args, ...args], {
    cwd: root,
    env: { NODE_ENV: 'development', ...headersOfThisNode() },
    onLine: (line) => note(line.replace(/^npm http /, '')),
  });
  if (code !== 0) {
    throw new SetupError(
      'npm could not install the packages of package-lock.json (what it said stands above): check that this machine reaches the npm registry, and start again.',
      output,
    );
  }
  if (!(await driverLoads())) {
    throw new SetupError(
      `The database driver ${driver} was installed but does not load: install python3, make and g++, remove the folder node_modules, and start again.`,
    );
  }
}

function npmCommand() {
  const running = process.env['npm_execpath'];
  if (running !== undefined && existsSync(running)) return { file: process.execPath, args: [running] };
  const npm = findProgram('npm');
  if (npm === null)
    throw new SetupError('npm is not on the search path: install it (it comes with Node) and start again.');
  return { file: npm, args: [] };
}

/**
 * Node's own headers, where the distribution ships them, so that compiling needs no download.
 * @returns {Record<string, string>}
 */
function headersOfThisNode() {
  const prefix = path.dirname(path.dirname(realpathSync(process.execPath)));
  if (!existsSync(path.join(prefix, 'include', 'node', 'node.h'))) return {};
  return { npm_config_nodedir: prefix, npm_package_config_node_gyp_nodedir: prefix };
}
