// Beginnings and endings of takes, one after the other, so that one take is sealed before the next begins.
// Must not know when a take begins or ends.
import type { FlvTag } from '../ingest/flv-tag.ts';
import type { TakeEndReason } from '../takes/take-record.ts';
import type { DrivenTake } from './driven-take.ts';

export interface TakeWorkOptions {
  /** Something failed; what waits goes on. */
  readonly onError: (error: unknown) => void;
  /** Nothing waits any more. */
  readonly onIdle: () => void;
}

export class TakeWork {
  readonly #options: TakeWorkOptions;
  #last: Promise<void> = Promise.resolve();
  #isBusy = false;
  /** Writes out what it was given. */
  #ending: DrivenTake | null = null;
  #cuts = 0;

  constructor(options: TakeWorkOptions) {
    this.#options = options;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Settles when all that waits now is done; never rejects. */
  get settled(): Promise<void> {
    return this.#last;
  }

  add(task: () => Promise<void>): void {
    this.#isBusy = true;
    const mine = this.#last.then(task).catch((error: unknown) => this.#options.onError(error));
    this.#last = mine;
    void mine.then(() => {
      if (this.#last !== mine) return;
      this.#isBusy = false;
      this.#options.onIdle();
    });
  }

  end(take: DrivenTake, reason: TakeEndReason): void {
    this.add(() => this.#endWell(take, reason));
  }

  /** A take from its beginning to its end in one piece of work; nothing of it is left where doors are closed meanwhile. */
  whole(begin: () => Promise<DrivenTake>, tags: readonly FlvTag[], reason: TakeEndReason): void {
    const cuts = this.#cuts;
    const isCut = (): boolean => cuts !== this.#cuts;
    this.add(async () => {
      if (isCut()) return;
      const take = await begin();
      for (const tag of isCut() ? [] : tags) take.feed(tag);
      await this.#endWell(take, isCut() ? 'cut' : reason);
    });
  }

  /** Doors are closed: what is still being written out is not waited for, what waits to be written is not begun. */
  cut(): void {
    this.#cuts += 1;
    void this.#ending?.end('cut').catch((error: unknown) => this.#options.onError(error));
  }

  async #endWell(take: DrivenTake, reason: TakeEndReason): Promise<void> {
    this.#ending = take;
    try {
      await take.end(reason);
    } finally {
      this.#ending = null;
    }
  }
}
