// Long-running programs that live and die together with a script. Must not know what they do.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const killAfterMs = 15_000;

/** A group of programs: all are ended together, politely at first. */
export function createChildren() {
  /** @type {Set<import('node:child_process').ChildProcess>} */
  const running = new Set();
  /**
   * Starts a program; its standard input is closed.
   * @param {string} file
   * @param {readonly string[]} args
   * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
   */
  const start = (file, args, { cwd, env } = {}) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      // A group of its own: Ctrl-C reaches the script alone, which then ends everything in order.
      detached: true,
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    // A program that cannot be started ends like one that failed.
    child.once('error', () => running.delete(child));
    return child;
  };
  return {
    start,
    /**
     * Starts a program that can be ended alone.
     * @param {string} file
     * @param {readonly string[]} args
     * @param {{ env?: NodeJS.ProcessEnv }} [options]
     */
    startStoppable(file, args, options = {}) {
      const child = start(file, args, options);
      return { stop: () => stop(child) };
    },
    /** Asks every program to end, and waits until they have; those that do not are killed. */
    async stopAll() {
      await Promise.all([...running].map(stop));
    },
  };
}

/** @param {import('node:child_process').ChildProcess} child */
async function stop(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  await ended;
  clearTimeout(timer);
}

/**
 * Settles with the name of the signal when the person (Ctrl-C) or the system asks to end.
 * @returns {Promise<NodeJS.Signals>}
 */
export function untilAskedToEnd() {
  return new Promise((resolve) => {
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.once(signal, resolve);
  });
}
