// How long the disk will last, and what must be given up for it. Pure: bytes in, a verdict out.
//
// | free space                      | verdict  | recording                                                   |
// |---------------------------------|----------|-------------------------------------------------------------|
// | two sessions' worth or more     | roomy    | every rung                                                  |
// | less                            | filling  | every rung, the desk is warned                              |
// | less than twenty minutes        | scarce   | the best rung and the sound only                            |
// | none                            | full     | the best rung and the sound, from the reserve, while it lasts |

export type DiskVerdict = 'roomy' | 'filling' | 'scarce' | 'full';

/** A long session of a council in seconds. */
const sessionSeconds = 4 * 3600;
const scarceSeconds = 20 * 60;
/** Assumed while nothing is received: the encoder, two rungs and the sound. */
const usualBytesPerSecond = 8_000_000 / 8;
/** So much is left for the database and the log when everything else is gone. */
const fullBytes = 64 * 1024 * 1024;

/** `bytesPerSecond` is what a session takes with all its rungs; null when unknown. */
export function judgeDisk(freeBytes: number, bytesPerSecond: number | null): DiskVerdict {
  const session = sessionSeconds * (bytesPerSecond ?? usualBytesPerSecond);
  if (freeBytes < fullBytes) return 'full';
  if (freeBytes < (session * scarceSeconds) / sessionSeconds) return 'scarce';
  return freeBytes < 2 * session ? 'filling' : 'roomy';
}

/** Hours of recording that still fit, to one decimal. */
export function hoursLeft(freeBytes: number, bytesPerSecond: number | null): string {
  return (freeBytes / (bytesPerSecond ?? usualBytesPerSecond) / 3600).toFixed(1);
}
