// The sound of the desk's alarms: two short tones out of WebAudio, again and again until it is told to stop.
// Browsers let a page be heard only after a click in it; until then it is `blocked` and says so.

export type SoundState = 'blocked' | 'on' | 'off';

const ringEveryMs = 2500;
/** Seconds, hertz: high and then low, above the noise of a hall. */
const tones = [
  [0, 880],
  [0.22, 660],
] as const;
const toneSeconds = 0.18;

export class AlarmSound {
  readonly #listeners = new Set<() => void>();
  #context: AudioContext | null = null;
  #isWanted = true;
  #timer: ReturnType<typeof setInterval> | null = null;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): SoundState => {
    if (!this.#isWanted) return 'off';
    return this.#context?.state === 'running' ? 'on' : 'blocked';
  };

  /** Asks the browser; without a click before, the sound stays blocked. */
  open(): void {
    this.#context ??= new AudioContext();
    this.#context.onstatechange = () => this.#tell();
    this.#tell();
  }

  /** Out of a click. */
  async turnOn(): Promise<void> {
    this.#isWanted = true;
    this.open();
    await this.#context?.resume();
    this.#tell();
  }

  /** Somebody has touched the page: from now on the browser lets it be heard, if it was only waiting for that. */
  wake(): void {
    if (this.getState() === 'blocked') void this.#context?.resume();
  }

  turnOff(): void {
    this.#isWanted = false;
    this.#tell();
  }

  ring(): void {
    if (this.#timer !== null) return;
    this.#sound();
    this.#timer = setInterval(() => this.#sound(), ringEveryMs);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  close(): void {
    this.stop();
    void this.#context?.close();
    this.#context = null;
  }

  #sound(): void {
    const context = this.#context;
    if (context === null || this.getState() !== 'on') return;
    for (const [startsIn, hertz] of tones) {
      const at = context.currentTime + startsIn;
      const oscillator = new OscillatorNode(context, { type: 'square', frequency: hertz });
      const volume = new GainNode(context, { gain: 0.15 });
      oscillator.connect(volume).connect(context.destination);
      oscillator.start(at);
      oscillator.stop(at + toneSeconds);
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
