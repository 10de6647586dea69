// Adds up what jest and the checks before it found, and words the last line of `npm test`.

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** @type {Counts} */
export const nothingCounted = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function addCounts(all) {
  return all.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    nothingCounted,
  );
}

/**
 * Counts of one jest run from its `--json` report. A test file that could not even be loaded is one failure; so is a run
 * that ended badly without naming any.
 * @param {string | null} report JSON text, null when jest left none
 * @param {number} exitCode of jest
 * @returns {Counts}
 */
export function countsOfReport(report, exitCode) {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const read = JSON.parse(report);
  const failed = Number(read.numFailedTests) + Number(read.numRuntimeErrorTestSuites);
  return {
    passed: Number(read.numPassedTests),
    failed: exitCode !== 0 && failed === 0 ? 1 : failed,
    skipped: Number(read.numPendingTests) + Number(read.numTodoTests),
  };
}

/**
 * @param {Counts} counts
 */
export function summaryLine({ passed, failed, skipped }) {
  return `Tests: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
