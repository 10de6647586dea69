// Looks at the free space every few seconds, keeps a reserve for the worst case, and says what must be given up.
// Deletes nothing but its own reserve; what is recorded is never touched.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FeedProblem } from '../ingest/feed-problems.ts';
import type { Schedule } from '../ingest/schedule.ts';
import type { MediaLog } from '../media-log.ts';
import { hoursLeft, judgeDisk, type DiskVerdict } from './disk-watch.ts';

/** The disk as the guard needs it; a double in tests. */
export interface GuardedDisk {
  /** Bytes that may still be written. */
  freeBytes(): Promise<number>;
  /** Makes a file that takes up so much; false when that is not possible here. */
  allocate(path: string, bytes: number): Promise<boolean>;
}

export interface DiskGuardOptions {
  /** Folder of all takes. */
  readonly folder: string;
  readonly disk: GuardedDisk;
  readonly reserveBytes: number;
  /** What all recording takes now; null while nothing is received. */
  readonly bytesPerSecond: () => number | null;
  readonly onVerdict: (verdict: DiskVerdict) => void;
  readonly schedule: Schedule;
  readonly log: MediaLog;
}

const lookEveryMs = 5000;
const reserveName = 'reserve.space';

export class DiskGuard {
  readonly #options: DiskGuardOptions;
  #verdict: DiskVerdict = 'roomy';
  #freeBytes = Number.POSITIVE_INFINITY;
  #hasReserve = false;
  #isReleased = false;
  #cancel: (() => void) | null = null;
  #isStopped = false;

  constructor(options: DiskGuardOptions) {
    this.#options = options;
  }

  get verdict(): DiskVerdict {
    return this.#verdict;
  }

  /** Gives the reserve back: it belongs to a server that runs. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel?.();
    if (this.#hasReserve) await rm(this.#path, { force: true });
    this.#hasReserve = false;
  }

  /** What the desk is told; null while there is room. */
  problem(): FeedProblem | null {
    if (this.#verdict === 'roomy') return null;
    return { code: `disk-${this.#verdict}`, fact: hoursLeft(this.#freeBytes, this.#options.bytesPerSecond()) };
  }

  /** Looks now, and from then on by itself. Never rejects: a disk that cannot be asked is told in the log and asked again. */
  async look(): Promise<void> {
    try {
      await this.#judge();
    } catch (error) {
      this.#options.log.error({ error: String(error) }, 'the free space could not be looked at');
    }
    this.#cancel?.();
    if (!this.#isStopped) this.#cancel = this.#options.schedule(lookEveryMs, () => void this.look());
  }

  async #judge(): Promise<void> {
    const { disk, reserveBytes, log } = this.#options;
    this.#freeBytes = await disk.freeBytes();
    // While the reserve is given away, what is free is the reserve: it must not be taken for room.
    const room = this.#isReleased ? this.#freeBytes - reserveBytes : this.#freeBytes;
    const rate = this.#options.bytesPerSecond();
    const verdict = judgeDisk(room, rate);
    if (verdict === 'full') await this.#release();
    else if (verdict !== 'scarce' && rate !== null) await this.#reserve();
    if (verdict === this.#verdict) return;
    log.warn({ from: this.#verdict, to: verdict, freeBytes: this.#freeBytes }, 'room on the disk');
    this.#verdict = verdict;
    this.#options.onVerdict(verdict);
  }

  async #reserve(): Promise<void> {
    if (this.#hasReserve) return;
    this.#hasReserve = await this.#options.disk.allocate(this.#path, this.#options.reserveBytes);
    this.#isReleased = false;
  }

  async #release(): Promise<void> {
    if (this.#isReleased) return;
    await rm(this.#path, { force: true });
    this.#isReleased = this.#hasReserve;
    this.#hasReserve = false;
  }

  get #path(): string {
    return join(this.#options.folder, reserveName);
  }
}
