// A set-up that cannot go on, told in one sentence. Must not know the steps.
import { writeToTerminal } from './progress.mjs';

/** What stops the set-up: the sentence is for the person at the terminal, `detail` is a program's last output. */
export class SetupError extends Error {
  /**
   * @param {string} sentence
   * @param {string} [detail]
   */
  constructor(sentence, detail = '') {
    super(sentence);
    this.name = 'SetupError';
    this.detail = detail;
  }
}

/**
 * Runs a script; a {@link SetupError} becomes its sentence and exit code 1, everything else is a bug and is thrown on.
 * @param {() => Promise<void>} script
 */
export async function runScript(script) {
  try {
    await script();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    if (error.detail !== '') writeToTerminal(`${error.detail}\n\n`);
    writeToTerminal(`${error.message}\n`);
    process.exitCode = 1;
  }
}
