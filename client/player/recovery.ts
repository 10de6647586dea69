// What is done after a failure that the playing library cannot mend by itself, and when. Must not know which library.
import { archiveRetries, retryDelayMs } from './retry-delay.ts';

export interface RecoveryOptions {
  readonly isLive: () => boolean;
  /** Mend the buffer in place. */
  readonly repair: () => void;
  /** Ask again; `anew`: with everything thrown away. */
  readonly again: (anew: boolean) => void;
  /** The archive was asked often enough. */
  readonly giveUp: () => void;
}

/** Two media errors within this time mean that repairing the buffer does not help. */
const mediaRepairMs = 20_000;

export class Recovery {
  readonly #options: RecoveryOptions;
  #attempt = 0;
  #lastRepairMs = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(options: RecoveryOptions) {
    this.#options = options;
  }

  /** Is another try due? */
  get isWaiting(): boolean {
    return this.#timer !== null;
  }

  fatal(kind: 'network' | 'media' | 'other', nowMs: number): void {
    if (kind === 'media' && nowMs - this.#lastRepairMs > mediaRepairMs) {
      this.#lastRepairMs = nowMs;
      this.#options.repair();
      return;
    }
    const isLive = this.#options.isLive();
    if (!isLive && this.#attempt >= archiveRetries) return this.#options.giveUp();
    this.clear();
    const delayMs = retryDelayMs(this.#attempt, isLive);
    this.#attempt += 1;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#options.again(kind !== 'network');
    }, delayMs);
  }

  /** A playlist came. */
  succeeded(): void {
    this.#attempt = 0;
  }

  clear(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
