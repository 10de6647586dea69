// Keeps the end of a text that may grow without end (what a process says on its error output). Pure.

/** Holds the last `limit` characters of what was added. */
export interface BoundedTail {
  add(text: string): void;
  text(): string;
}

/** A tail of at most `limit` characters; the default is enough for ffmpeg's last words. */
export function createBoundedTail(limit = 16 * 1024): BoundedTail {
  let kept = '';
  return {
    add(text) {
      kept = (kept + text).slice(-limit);
    },
    text: () => kept,
  };
}
