// Starts programs for the set-up: argument lists only, never a shell; output kept bounded. Must not know what they do.
import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';

/** The cause stands at the top of what a program says, the consequence at the end. */
const keptFirstLines = 20;
const keptLastLines = 40;

/**
 * @typedef {object} CommandResult
 * @property {number} code exit code; 127 when the program could not be started, 1 when a signal ended it
 * @property {string} output the first and last lines of standard output and standard error
 */

/**
 * Runs a program to its end.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options]
 * @returns {Promise<CommandResult>}
 */
export function runCommand(file, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines = keepSomeLines(options.onLine);
    child.stdout.setEncoding('utf8').on('data', lines.add);
    child.stderr.setEncoding('utf8').on('data', lines.add);
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output: lines.text() }));
  });
}

/**
 * Runs a program whose output the person should see as it comes.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env] added to this process's own
 * @param {AbortSignal} [options.signal]
 * @param {number | undefined} [options.priority] how far behind others it stands at the processor, its children too
 * @param {boolean} [options.isShared] another program writes to the terminal at the same time: no drawing over lines
 * @returns {Promise<number>} exit code
 */
export function runVisibly(file, args, { cwd, env, signal, priority, isShared = false } = {}) {
  return new Promise((resolve) => {
    const output = isShared ? 'pipe' : 'inherit';
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', output, output],
      ...(signal === undefined ? {} : { signal }),
    });
    child.stdout?.pipe(process.stdout, { end: false });
    child.stderr?.pipe(process.stderr, { end: false });
    if (priority !== undefined && child.pid !== undefined) setPriority(child.pid, priority);
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** @param {((line: string) => void) | undefined} onLine */
function keepSomeLines(onLine) {
  /** @type {string[]} */
  const first = [];
  /** @type {string[]} */
  const last = [];
  return {
    /** @param {string} chunk */
    add(chunk) {
      for (const line of chunk.split(/[\r\n]+/)) {
        if (line.trim() === '') continue;
        (first.length < keptFirstLines ? first : last).push(line);
        if (last.length > keptLastLines) last.shift();
        onLine?.(line);
      }
    },
    text: () => [...first, ...last].join('\n'),
  };
}
