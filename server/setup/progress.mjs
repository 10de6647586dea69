// Says on the terminal what is being done and that it still goes on. Must not know what the steps are.

const stillEveryMs = 5_000;

/**
 * @typedef {object} ProgressOptions
 * @property {(text: string) => void} write where lines go
 * @property {() => number} now milliseconds
 * @property {number} [everyMs] how often a long step says that it still goes on
 */

/**
 * Numbered steps: `[1/3] Installing … `, a line every few seconds while it lasts, and how long it took.
 * @param {number} total
 * @param {ProgressOptions} [options]
 */
export function createProgress(total, options = { write: writeToTerminal, now: Date.now }) {
  const { write, now, everyMs = stillEveryMs } = options;
  let number = 0;
  return {
    /**
     * Runs one step. `work` may call `note` with its latest line of output, which the next sign of life repeats.
     * @template T
     * @param {string} title
     * @param {(note: (line: string) => void) => Promise<T>} work
     * @returns {Promise<T>}
     */
    async step(title, work) {
      number += 1;
      const head = `[${number}/${total}]`;
      const startedAt = now();
      let latest = '';
      write(`${head} ${title} …\n`);
      const timer = setInterval(() => {
        write(`${head}   still working, ${formatElapsed(now() - startedAt)}${latest === '' ? '' : `: ${latest}`}\n`);
      }, everyMs);
      try {
        const result = await work((line) => {
          latest = shorten(line);
        });
        write(`${head}   done in ${formatElapsed(now() - startedAt)}\n`);
        return result;
      } finally {
        clearInterval(timer);
      }
    },
  };
}

/**
 * `0.4 s`, `12 s`, `3 min 05 s`.
 * @param {number} milliseconds
 */
export function formatElapsed(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/**
 * One printable line of at most 90 characters.
 * @param {string} line
 */
export function shorten(line) {
  const escape = String.fromCharCode(27);
  const plain = line.replaceAll(new RegExp(`${escape}\\[[0-9;?]*[A-Za-z]`, 'g'), '').trim();
  return plain.length > 90 ? `${plain.slice(0, 89)}…` : plain;
}

/** @param {string} text */
export function writeToTerminal(text) {
  process.stderr.write(text);
}
