// `npm test`: set-up, the checks that need no running side by side, then jest; the last line is the summary.
// With arguments (`npm test -- --selectProjects unit`) only jest runs, with those arguments.
import './require-node.mjs';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findChromium } from './chromium.mjs';
import { packagedProgram, root } from './places.mjs';
import { prepare } from './prepare.mjs';
import { createProgress, writeToTerminal } from './progress.mjs';
import { runCommand, runVisibly } from './run-command.mjs';
import { runScript } from './setup-error.mjs';
import { addCounts, countsOfReport, nothingCounted, summaryLine } from './test-counts.mjs';

/** Nothing hangs for ever: a run that lasts this long is ended and counts as failed. */
const longestRunMs = 40 * 60_000;

const checks = [
  { title: 'Linting', command: ['eslint/bin/eslint.js', '.', '--max-warnings', '0'] },
  { title: 'Checking the formatting', command: ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'] },
  { title: 'Checking the types', command: ['typescript/bin/tsc', '--noEmit'] },
];

const cheapTests = { title: 'Running unit and medium tests', args: ['--selectProjects', 'unit', 'medium'] };

/** Media and end-to-end tests that measure no time, as paths below test/: nothing in them depends on how fast this machine is. */
const unhurried = [
  ...['accessibility', 'alarm-sound', 'council-evening', 'settings-pages'].map((name) => `e2e/${name}`),
  ...['clock-barcode', 'packager/', 'stills/', 'takes/', 'withheld/'].map((name) => `media/${name}`),
].map((name) => `/test/${name}`);

/** One after another in each of the two lanes; they run side by side, and whoever measures goes first at the processor. */
const slowTests = ['--selectProjects', 'media', 'e2e', '--runInBand'];
const lanes = [
  { title: 'Running media and end-to-end tests', args: [...slowTests, '--testPathIgnorePatterns', ...unhurried] },
  {
    title: 'Running those that measure no time',
    args: [...slowTests, '--testPathPatterns', ...unhurried],
    // A third of a share against the others: enough to come to an end on a machine with other work too.
    priority: 5,
  },
];

/**
 * @param {{ title: string, command: string[] }} check
 * @param {ReturnType<typeof createProgress>} progress
 */
async function runCheck({ title, command: [program = '', ...args] }, progress) {
  const { code, output } = await progress.step(title, (note) =>
    runCommand(process.execPath, [packagedProgram(program), ...args], { cwd: root, onLine: note }),
  );
  if (code === 0) return nothingCounted;
  writeToTerminal(`${output}\n${title} failed: what is wrong stands above.\n`);
  return { ...nothingCounted, failed: 1 };
}

/**
 * @param {readonly string[]} args
 * @param {Parameters<typeof runVisibly>[2]} options
 */
async function runJest(args, options) {
  const folder = mkdtempSync(path.join(tmpdir(), 'casa-di-vetro-tests-'));
  const reportFile = path.join(folder, 'report.json');
  const nodeArgs = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jestArgs = ['--json', `--outputFile=${reportFile}`, '--passWithNoTests', ...args];
  try {
    const code = await runVisibly(process.execPath, [...nodeArgs, packagedProgram('jest/bin/jest.js'), ...jestArgs], {
      cwd: root,
      env: { CHROMIUM_PATH: findChromium() ?? '' },
      ...options,
    });
    return countsOfReport(existsSync(reportFile) ? readFileSync(reportFile, 'utf8') : null, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {AbortSignal} signal */
async function runEverything(signal) {
  const progress = createProgress(checks.length + 1 + lanes.length);
  const checked = await Promise.all(checks.map((check) => runCheck(check, progress)));
  const cheap = await progress.step(cheapTests.title, () => runJest(cheapTests.args, { signal }));
  const slow = await Promise.all(
    lanes.map(({ title, args, priority }) =>
      progress.step(title, () => runJest(args, { signal, priority, isShared: true })),
    ),
  );
  return addCounts([...checked, cheap, ...slow]);
}

await runScript(() => prepare({ browser: true }));
// A set-up that failed is a failure too, and the last line says so.
const isReady = process.exitCode === undefined;
const given = process.argv.slice(2);
const timeLimit = AbortSignal.timeout(longestRunMs);
const counts = !isReady
  ? { ...nothingCounted, failed: 1 }
  : await (given.length === 0 ? runEverything(timeLimit) : runJest(given, { signal: timeLimit }));
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
process.stdout.write(`\n${summaryLine(counts)}\n`);
