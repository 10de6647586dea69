// Why a camera cannot be used, as a code that the desk has a sentence for. Pure.

export const cameraProblems = [
  'insecure',
  'not-supported',
  'not-permitted',
  'not-found',
  'in-use',
  'device-gone',
  'failed',
  'taken-over',
  'stopped',
  'taken',
  'not-signed-in',
  'not-allowed',
  'session-over',
] as const;
export type CameraProblem = (typeof cameraProblems)[number];

/** What the browser lacks before anything is asked; null when nothing. */
export function lackOf(browser: {
  isSecure: boolean;
  hasDevices: boolean;
  hasRecorder: boolean;
}): CameraProblem | null {
  if (!browser.isSecure) return 'insecure';
  return browser.hasDevices && browser.hasRecorder ? null : 'not-supported';
}

const deviceErrors: Readonly<Record<string, CameraProblem>> = {
  NotAllowedError: 'not-permitted',
  SecurityError: 'not-permitted',
  NotFoundError: 'not-found',
  OverconstrainedError: 'not-found',
  NotReadableError: 'in-use',
  AbortError: 'in-use',
};

/** What a refusal of `getUserMedia` means (Media Capture and Streams, 10.3.1). */
export function problemOfDevice(error: unknown): CameraProblem {
  return (error instanceof Error ? deviceErrors[error.name] : undefined) ?? 'failed';
}

const refusals: Readonly<Record<string, CameraProblem>> = {
  'camera-taken': 'taken',
  'not-signed-in': 'not-signed-in',
  'foreign-origin': 'not-allowed',
  'not-allowed': 'not-allowed',
  'session-not-found': 'session-over',
  'command-not-allowed': 'session-over',
};

/** What a refusal of the server means; null for one that is worth another try. */
export function problemOfRefusal(code: string): CameraProblem | null {
  return refusals[code] ?? null;
}
