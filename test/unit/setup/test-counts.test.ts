// The summary of `npm test`: nothing that failed is lost on the way to the last line.
import { describe, expect, it } from '@jest/globals';
import { addCounts, countsOfReport, summaryLine } from '../../../server/setup/test-counts.mjs';

const report = (more: object) =>
  JSON.stringify({
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 0,
    ...more,
  });

describe('the summary', () => {
  it('is one line', () => {
    expect(summaryLine({ passed: 12, failed: 0, skipped: 0 })).toBe('Tests: 12 passed, 0 failed');
    expect(summaryLine({ passed: 12, failed: 1, skipped: 2 })).toBe('Tests: 12 passed, 1 failed, 2 skipped');
  });

  it('counts a file that could not be loaded as a failure', () => {
    expect(countsOfReport(report({ numRuntimeErrorTestSuites: 1 }), 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });

  it('counts a run without a report as a failure', () => {
    expect(countsOfReport(null, 1).failed).toBe(1);
  });

  it('counts a run that ended badly without naming a test as a failure', () => {
    expect(countsOfReport(report({}), 1).failed).toBe(1);
  });

  it('adds up', () => {
    expect(addCounts([countsOfReport(report({}), 0), countsOfReport(report({ numFailedTests: 2 }), 1)])).toEqual({
      passed: 10,
      failed: 2,
      skipped: 0,
    });
  });
});
