// The whole set-up in order: first ask what is missing, refuse in one sentence or do it step by step; silent when all is there.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from './chromium.mjs';
import { compile, isCompiled } from './compile.mjs';
import { dependencyFingerprint, installDependencies, isInstalledByHand, isPrebuiltReachable } from './dependencies.mjs';
import { checkFfmpeg } from './ffmpeg-check.mjs';
import { root } from './places.mjs';
import { createProgress } from './progress.mjs';
import { SetupError } from './setup-error.mjs';
import { explainMissing, findProgram, installPackages, mayInstall, missingCompilers } from './system-packages.mjs';

/** What is known to be in order from an earlier run; it lies in node_modules so that removing that forgets it. */
const memoryFile = path.join(root, 'node_modules', '.casa-di-vetro.json');

/**
 * Makes the checkout ready to run.
 * @param {{ build?: boolean, browser?: boolean, ffmpeg?: boolean }} [wanted] compile the sources (yes), a browser for the
 *   tests (no), ffmpeg (yes)
 */
export async function prepare({ build = true, browser = false, ffmpeg = true } = {}) {
  const memory = readMemory();
  const hasDependencies = memory.dependencies === dependencyFingerprint() || (await isInstalledByHand());
  const packages = await findMissingPackages({ hasDependencies, browser, ffmpeg, memory });
  if (packages.length > 0 && !mayInstall()) {
    throw new SetupError(explainMissing(packages, { hasApt: findProgram('apt-get') !== null }));
  }
  const mustBuild = build && !isCompiled();
  const progress = createProgress([packages.length > 0, !hasDependencies, mustBuild].filter(Boolean).length);
  if (packages.length > 0) {
    await progress.step(`Installing ${packages.join(', ')} with apt-get`, (note) => installPackages(packages, note));
  }
  if (!hasDependencies) {
    await progress.step('Installing the npm packages of package-lock.json', installDependencies);
  }
  remember({ dependencies: dependencyFingerprint(), ffmpeg: ffmpeg ? await insistOnFfmpeg(memory) : memory.ffmpeg });
  if (mustBuild) await progress.step('Building the server and the pages', compile);
}

/**
 * @param {{ hasDependencies: boolean, browser: boolean, ffmpeg: boolean, memory: Memory }} facts
 * @returns {Promise<string[]>} Debian packages
 */
async function findMissingPackages({ hasDependencies, browser, ffmpeg, memory }) {
  const packages = [];
  if (ffmpeg) {
    const answer = await checkFfmpeg({ given: process.env['FFMPEG_PATH'], known: memory.ffmpeg });
    if (answer.kind === 'unfit') throw new SetupError(answer.sentence);
    if (answer.kind === 'missing') packages.push('ffmpeg');
  }
  if (browser && findChromium() === null) packages.push('chromium');
  const compilers = hasDependencies ? [] : missingCompilers();
  if (compilers.length > 0 && !(await isPrebuiltReachable())) packages.push(...compilers);
  return packages;
}

/** @param {Memory} memory */
async function insistOnFfmpeg(memory) {
  const answer = await checkFfmpeg({ given: process.env['FFMPEG_PATH'], known: memory.ffmpeg });
  if (answer.kind === 'good') return answer.fingerprint;
  throw new SetupError(
    answer.kind === 'unfit' ? answer.sentence : 'ffmpeg was installed but is not on the search path.',
  );
}

/** @typedef {{ dependencies?: string, ffmpeg?: string | undefined }} Memory */

/** @returns {Memory} */
function readMemory() {
  if (!existsSync(memoryFile)) return {};
  try {
    return JSON.parse(readFileSync(memoryFile, 'utf8'));
  } catch (error) {
    // Half written when the machine went down: the set-up looks again.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** @param {Memory} memory */
function remember(memory) {
  const text = JSON.stringify(memory);
  if (existsSync(memoryFile) && readFileSync(memoryFile, 'utf8') === text) return;
  writeFileSync(memoryFile, text);
}
