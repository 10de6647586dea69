// Does the transcoder keep up with the encoder? Pure: how far it was fed, how far it has come, and when.

/** A part, a keyframe that was waited for and a busy second stay below this. */
const tooFarBehindSeconds = 2;
/** For so long without once being nearer. */
const tooLongMs = 10_000;

export class LagWatch {
  #behindSinceMs: number | null = null;

  /** Seconds on the take's timeline; `atMs` is monotonic. True when the machine cannot keep real time. */
  note(fedSeconds: number, doneSeconds: number, atMs: number): boolean {
    if (fedSeconds - doneSeconds < tooFarBehindSeconds) {
      this.#behindSinceMs = null;
      return false;
    }
    this.#behindSinceMs ??= atMs;
    return atMs - this.#behindSinceMs >= tooLongMs;
  }
}
