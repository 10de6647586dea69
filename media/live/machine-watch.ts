// What all sessions share: the disk and the machine's clock. Says what is wrong with them and when recording must spare.
import { createClockWatch, type ClockWatch } from '../guardian/clock-watch.ts';
import { DiskGuard, type GuardedDisk } from '../guardian/disk-guard.ts';
import type { DiskVerdict } from '../guardian/disk-watch.ts';
import { realDisk } from '../guardian/real-disk.ts';
import type { FeedProblem } from '../ingest/feed-problems.ts';
import type { Schedule } from '../ingest/schedule.ts';
import type { MediaLog } from '../media-log.ts';

export interface MachineWatchOptions {
  readonly takesRoot: string;
  /** The machine's own unless told. */
  readonly disk?: GuardedDisk | undefined;
  /** The machine's clock, which may be set; Date.now unless told. */
  readonly wallMs?: (() => number) | undefined;
  /** The clock that only goes forward. */
  readonly now: () => number;
  /** Rates of the feeds that arrive, in kilobits a second. */
  readonly kilobits: () => readonly number[];
  readonly onChange: () => void;
  readonly schedule: Schedule;
  readonly log: MediaLog;
}

/** Five minutes of a good picture and its sound. */
const reserveBytes = 256 * 1024 * 1024;

export class MachineWatch {
  readonly #disk: DiskGuard;
  readonly #clock: ClockWatch;

  constructor(options: MachineWatchOptions) {
    const { takesRoot, disk, wallMs, now, kilobits, onChange, schedule, log } = options;
    this.#clock = createClockWatch(wallMs ?? Date.now, now);
    this.#disk = new DiskGuard({
      folder: takesRoot,
      disk: disk ?? realDisk(takesRoot),
      reserveBytes,
      bytesPerSecond: () => recordingRate(kilobits()),
      onVerdict: onChange,
      schedule,
      log,
    });
  }

  /** Only the best picture and the sound are to be recorded. */
  get isSparing(): boolean {
    const sparing: readonly DiskVerdict[] = ['scarce', 'full'];
    return sparing.includes(this.#disk.verdict);
  }

  problems(): FeedProblem[] {
    const disk = this.#disk.problem();
    const skew = this.#clock.skewSeconds();
    return [
      ...(disk === null ? [] : [disk]),
      ...(skew === null ? [] : [{ code: 'clock-set' as const, fact: `${skew}` }]),
    ];
  }

  async start(): Promise<void> {
    await this.#disk.look();
  }

  async stop(): Promise<void> {
    await this.#disk.stop();
  }
}

/** About what all recording takes: the encoders' own pictures, and as much again for everything made of them. */
function recordingRate(kilobits: readonly number[]): number | null {
  const sum = kilobits.reduce((total, rate) => total + rate, 0);
  return sum === 0 ? null : (sum * 2 * 1000) / 8;
}
