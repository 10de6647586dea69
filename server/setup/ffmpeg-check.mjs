// Is there an ffmpeg that can do the work: version 5.1 or newer, H.264 and AAC encoders, ffprobe beside it?
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './run-command.mjs';
import { findProgram } from './system-packages.mjs';

const oldest = '5.1';
const neededEncoders = ['libx264', 'aac'];

/**
 * @typedef {{ kind: 'good', fingerprint: string } | { kind: 'missing' } | { kind: 'unfit', sentence: string }} FfmpegAnswer
 */

/**
 * Looks at FFMPEG_PATH, then at the search path.
 * @param {{ given: string | undefined, known: string | undefined }} facts the FFMPEG_PATH setting, and the fingerprint
 *   of the ffmpeg that was found good before (it is not asked again)
 * @returns {Promise<FfmpegAnswer>}
 */
export async function checkFfmpeg({ given, known }) {
  const isGiven = given !== undefined && given !== '';
  const ffmpeg = findProgram(isGiven ? given : 'ffmpeg');
  if (ffmpeg === null && isGiven) {
    return { kind: 'unfit', sentence: `FFMPEG_PATH is "${given}", but there is no program: give the path of ffmpeg.` };
  }
  if (ffmpeg === null || findProbe(ffmpeg) === null) return { kind: 'missing' };
  const fingerprint = fingerprintOf(ffmpeg);
  if (fingerprint === known) return { kind: 'good', fingerprint };
  const [version, encoders] = await Promise.all([
    runCommand(ffmpeg, ['-version'], {}),
    collect(ffmpeg, ['-hide_banner', '-encoders']),
  ]);
  const sentence = explainUnfit(ffmpeg, version.output, encoders);
  return sentence === null ? { kind: 'good', fingerprint } : { kind: 'unfit', sentence };
}

/**
 * Why this ffmpeg will not do, in one sentence; null when it will.
 * @param {string} file
 * @param {string} versionText output of `ffmpeg -version`
 * @param {string} encodersText output of `ffmpeg -encoders`
 */
export function explainUnfit(file, versionText, encodersText) {
  const version = /ffmpeg version n?(\S+)/.exec(versionText)?.[1];
  if (version === undefined) return `${file} does not answer like ffmpeg: install ffmpeg ${oldest} or newer.`;
  // Builds from the development branch call themselves N-12345-gabc and are taken as new.
  const numbers = /^(\d+)(?:\.(\d+))?/.exec(version);
  if (numbers !== null && !isNewEnough(Number(numbers[1]), Number(numbers[2] ?? 0))) {
    return `${file} is version ${version}, which is too old: install ffmpeg ${oldest} or newer (Debian 12, Ubuntu 24.04) or set FFMPEG_PATH to one.`;
  }
  const missing = neededEncoders.filter((name) => !new RegExp(`^ [VA]\\S* ${name} `, 'm').test(encodersText));
  if (missing.length === 0) return null;
  return `${file} was built without ${missing.join(' and ')}: install your system's full ffmpeg or set FFMPEG_PATH to one.`;
}

/** @param {number} major @param {number} minor */
function isNewEnough(major, minor) {
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/** @param {string} ffmpeg */
function findProbe(ffmpeg) {
  const beside = path.join(path.dirname(ffmpeg), 'ffprobe');
  return existsSync(beside) ? beside : findProgram('ffprobe');
}

/** @param {string} file */
function fingerprintOf(file) {
  const { size, mtimeMs } = statSync(file);
  return `${file} ${size} ${mtimeMs}`;
}

/**
 * The whole output, which is longer than what runCommand keeps.
 * @param {string} file
 * @param {readonly string[]} args
 */
async function collect(file, args) {
  /** @type {string[]} */
  const lines = [];
  await runCommand(file, args, { onLine: (line) => lines.push(line) });
  return lines.join('\n');
}
