// Keeps the end of a text that may grow without end (what a process says on its error output). Pure.

/** Holds the last characters of what was added. */
export interface BoundedTail {
  add(text: string): void;
  /** Without the secrets it was told of. */
  text(): string;
}

/** A tail of at most `limit` characters; the default is enough for ffmpeg's last words. */
export function createBoundedTail(
  options: { limit?: number; secrets?: readonly string[] | undefined } = {},
): BoundedTail {
  const { limit = 16 * 1024, secrets = [] } = options;
  let kept = '';
  return {
    add(text) {
      kept = (kept + text).slice(-limit);
    },
    text: () => secrets.reduce((shown, secret) => shown.replaceAll(secret, '[hidden]'), kept),
  };
}
