// What the end of an ffmpeg process means, from exit code, signal and who asked for it. Pure; knows no process.

// | asked     | code 0   | code 255 (ffmpeg's answer to SIGINT) | other code | signal |
// |-----------|----------|--------------------------------------|------------|--------|
// | nobody    | finished | failed                               | failed     | failed |
// | finish    | finished | failed                               | failed     | failed |
// | interrupt | finished | finished                             | failed     | cut    |
// | kill      | cut      | cut                                  | cut        | cut    |

/** Who asked the process to end: nobody, we closed its input, we sent SIGINT, we sent SIGKILL. */
export const whoAsked = ['nobody', 'finish', 'interrupt', 'kill'] as const;
export type WhoAsked = (typeof whoAsked)[number];

/**
 * `finished`: everything it was given is in its output. `failed`: it ended by itself and not well; start it again.
 * `cut`: we ended it hard; what was not yet whole is thrown away.
 */
export type ExitMeaning = 'finished' | 'failed' | 'cut';

const exitCodeAfterInterrupt = 255;

/** `code` is null when a signal ended the process, or when it could not be started at all (then `signal` is null too). */
export function exitMeaning(code: number | null, signal: NodeJS.Signals | null, asked: WhoAsked): ExitMeaning {
  if (asked === 'kill') return 'cut';
  if (code === 0) return 'finished';
  if (asked !== 'interrupt') return 'failed';
  if (code === exitCodeAfterInterrupt) return 'finished';
  return signal === null ? 'failed' : 'cut';
}
