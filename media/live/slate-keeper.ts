// Keeps the live playlist of one session going while nothing is recorded: begins a slate, changes it, takes it away.
// Told what is on screen; decides only when a slate begins.
//
// | on screen         | slate                                                                            |
// |-------------------|----------------------------------------------------------------------------------|
// | pictures          | none                                                                             |
// | waiting for some  | after a moment the one that says so; another one that is there may stay a while  |
// | off (recess, closed doors) | the one that says why, at once                                          |
import type { Schedule } from '../ingest/schedule.ts';
import type { MediaLog } from '../media-log.ts';
import type { HlsOrigin } from '../origin/hls-origin.ts';
import type { SlateText } from '../recipes/slate-arguments.ts';
import type { BegunSlate, SlateBook } from '../slate/slate-book.ts';
import { SlateShow } from '../slate/slate-show.ts';

export interface SlateKeeperOptions {
  readonly sessionId: string;
  readonly book: SlateBook;
  readonly origin: Pick<HlsOrigin, 'beginTake' | 'finishTake' | 'isLive' | 'lastRecording'>;
  /** What is said while pictures are awaited. */
  readonly waitingText: () => SlateText;
  /** What is on its way to players is handed on: a slate stands behind it. */
  readonly handOut: () => void;
  /** Has anything of the session been recorded? */
  readonly hasRecording: () => boolean;
  readonly schedule: Schedule;
  readonly now: () => number;
  readonly monotonicMs: () => number;
  readonly log: MediaLog;
}

/** A player has a second in hand; a transcoder that is started anew needs half of it. */
const waitingGraceMs = 600;
/** Before the first picture nobody plays yet: players ask again, and then read the qualities of the pictures themselves. */
const firstGraceMs = 2500;
/** Pictures come with the next keyframe; until then a slate that says something else is not changed. */
const changingGraceMs = 5000;
/** Going dark waits for its slate no longer than this. */
const drawingGraceMs = 3000;

interface Showing extends BegunSlate {
  readonly text: SlateText;
  readonly show: SlateShow;
}

export class SlateKeeper {
  readonly #options: SlateKeeperOptions;
  #wanted: SlateText | null = null;
  #showing: Showing | null = null;
  #cancel: (() => void) | null = null;
  #work: Promise<void> = Promise.resolve();

  constructor(options: SlateKeeperOptions) {
    this.#options = options;
  }

  /** Pictures are there, or arrive and will be in a moment: a slate that went on would overtake them. */
  pictures(): void {
    this.#want(null);
    this.#take(null);
  }

  /** `settled`: the take before has handed on its last part. */
  waiting(settled: Promise<void>): void {
    const text = this.#options.waitingText();
    if (this.#wanted === text) return;
    this.#want(text);
    this.#cancel = this.#options.schedule(this.#graceMs(), () => {
      this.#cancel = null;
      void settled.then(() => this.#begin(text));
    });
  }

  /** Settles when players see the slate, or when it could not be drawn in time: then the playlist stands still. */
  async off(text: SlateText): Promise<void> {
    this.#want(text);
    const begun = this.#begin(text);
    await new Promise<void>((resolve) => {
      const callOff = this.#options.schedule(drawingGraceMs, resolve);
      void begun.then(() => {
        callOff();
        resolve();
      });
    });
  }

  /** The session is over. Idempotent. */
  stop(): void {
    this.pictures();
  }

  #graceMs(): number {
    if (this.#showing !== null) return changingGraceMs;
    return this.#options.hasRecording() ? waitingGraceMs : firstGraceMs;
  }

  #want(text: SlateText | null): void {
    this.#wanted = text;
    this.#cancel?.();
    this.#cancel = null;
  }

  /** One after the other; never rejects: without a slate it is dark all the same. */
  #begin(text: SlateText): Promise<void> {
    this.#work = this.#work
      .then(() => this.#beginNow(text))
      .catch((error: unknown) => {
        this.#options.log.error(
          { sessionId: this.#options.sessionId, error: String(error) },
          'no slate could be shown',
        );
      });
    return this.#work;
  }

  async #beginNow(text: SlateText): Promise<void> {
    const { sessionId, book, origin } = this.#options;
    if (isSame(this.#showing?.text ?? null, text)) return;
    const begun = await book.begin(sessionId, text);
    if (this.#wanted !== text || !origin.isLive(sessionId)) return;
    this.#options.handOut();
    this.#take({ ...begun, text, show: this.#show(begun) });
  }

  #show({ slateId, loop, journal }: BegunSlate): SlateShow {
    const { sessionId, origin, schedule, now, monotonicMs } = this.#options;
    const rungs = loop.rungs.map(({ name, variant, init }) => ({ name, variant, kind: init.kind }));
    this.#take(null);
    const sinks = origin.beginTake(sessionId, { takeId: slateId, startedAtMs: now(), rungs, isSlate: true });
    const overtook = origin.lastRecording(sessionId);
    if (overtook !== null) journal.overtakes(slateId, overtook);
    const onSegment = (atMs: number): void => journal.segment(slateId, atMs);
    return new SlateShow({ loop, sinks, schedule, now, monotonicMs, onSegment });
  }

  #take(next: Showing | null): void {
    const before = this.#showing;
    this.#showing = next;
    if (before === null) return;
    const { sessionId, origin } = this.#options;
    before.show.stop();
    origin.finishTake(sessionId, before.slateId);
    before.journal.end(before.slateId, before.show.lastParts);
  }
}

function isSame(one: SlateText | null, other: SlateText): boolean {
  return one !== null && JSON.stringify(one) === JSON.stringify(other);
}
