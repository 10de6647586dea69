// What arrives while nothing of it is public, for staff to see and hear: in memory only, and recorded nowhere.
//
// | asked for            | runs                                                                      |
// |----------------------|---------------------------------------------------------------------------|
// | again and again      | one small picture and the sound, from the next keyframe on                |
// | as a rehearsal       | the ladder of a take instead: can the machine hold it?                    |
// | no more for 30 s     | no                                                                        |
// | on air               | no: the live picture shows what arrives                                   |
// | behind closed doors  | no, and nothing of it is left when `forbid` settles                       |
// | after closed doors   | only what arrives 3 s later: encoders send what they saw a moment before  |
import { startFfmpeg } from '../ffmpeg/run.ts';
import type { Watchers } from '../guardian/guardian.ts';
import type { FeedHub } from '../ingest/feed-hub.ts';
import type { FlvTag } from '../ingest/flv-tag.ts';
import type { Schedule } from '../ingest/schedule.ts';
import type { MediaLog } from '../media-log.ts';
import type { HlsOrigin } from '../origin/hls-origin.ts';
import { canBeReduced, takeRungs, type Ladder } from '../recipes/ladder.ts';
import { liveArguments, watchOutputs } from '../recipes/live-arguments.ts';
import type { VideoEncoder } from '../recipes/video-encoder.ts';
import type { BeginTake, DrivenTake } from './driven-take.ts';
import { LiveSession } from './live-session.ts';
import { previewIdOf } from './preview-address.ts';
import { TakeRun } from './take-run.ts';

export interface PreviewOptions {
  readonly sessionId: string;
  readonly hub: FeedHub;
  readonly origin: Pick<
    HlsOrigin,
    'openSession' | 'beginTake' | 'finishTake' | 'endSession' | 'forgetSession' | 'isLive'
  >;
  /** The guardian looks at it too. */
  readonly watch: () => Watchers;
  /** A picture that was looked at comes no more. */
  readonly onOver: () => void;
  readonly ffmpeg: string;
  readonly pidFolder: string;
  readonly encoder: VideoEncoder;
  /** What a take would be made of now, less so many rungs. */
  readonly chooseLadder: (begin: BeginTake) => Ladder;
  readonly newId: () => string;
  readonly now: () => number;
  readonly monotonicMs: () => number;
  readonly schedule: Schedule;
  readonly log: MediaLog;
}

/** A desk asks twice in this time. */
const leaseMs = 30_000;
/** A rehearsal asks every second. */
const wholeLeaseMs = 5000;
const darkAfterDoorsMs = 3000;

const smallLadder: Ladder = {
  cut: 'timed',
  framesPerSecond: 25,
  isInterlaced: true,
  rungs: [
    { name: 'picture', variant: 0, recipe: { kind: 'encode', height: 360, kilobits: 700 } },
    { name: 'audio', variant: 0, recipe: { kind: 'sound', kilobits: 96, channels: 2 } },
  ],
  leftOut: [],
};

export class Preview {
  readonly #options: PreviewOptions;
  readonly #id: string;
  readonly #session: LiveSession;
  /** Null while forbidden. */
  #notBeforeMs: number | null = 0;
  #isWanted = false;
  #cancelLease: (() => void) | null = null;
  /** Ends the whole ladder's lease; null while the small one is enough. */
  #cancelWhole: (() => void) | null = null;
  #take: PreviewTake | null = null;
  #work: Promise<void> = Promise.resolve();

  constructor(options: PreviewOptions) {
    this.#options = options;
    this.#id = previewIdOf(options.sessionId);
    this.#session = new LiveSession({
      ...options,
      keepsLateMedia: false,
      begin: (begin) => Promise.resolve(this.#begin(begin)),
      onScreen: () => undefined,
    });
  }

  /** Rungs that a rehearsal had to leave out, because the machine could not keep up. */
  get leftOut(): readonly string[] {
    return this.#take?.leftOut ?? [];
  }

  /** The transcoder could not be run lately. */
  get isFailing(): boolean {
    return this.#session.isFailing;
  }

  /** Runs it for half a minute more; false when it may not run. */
  async keep(): Promise<boolean> {
    if (this.#notBeforeMs === null) return false;
    this.#isWanted = true;
    this.#cancelLease?.();
    this.#cancelLease = this.#options.schedule(leaseMs, () => void this.stop());
    await this.#queue(() => this.#open());
    return this.#isWanted;
  }

  /** As {@link keep}, with the ladder of a take for some seconds more. */
  async keepWhole(): Promise<boolean> {
    if (this.#notBeforeMs === null) return false;
    const isSmall = this.#cancelWhole === null;
    this.#cancelWhole?.();
    this.#cancelWhole = this.#options.schedule(wholeLeaseMs, () => {
      this.#cancelWhole = null;
      void this.#beginAnew();
    });
    if (isSmall) await this.#beginAnew();
    return this.keep();
  }

  /** Settles when nothing of it is served any more. Idempotent. */
  stop(): Promise<void> {
    this.#isWanted = false;
    this.#cancelLease?.();
    this.#cancelWhole?.();
    [this.#cancelLease, this.#cancelWhole] = [null, null];
    const isClosed = this.#session.close('cut');
    return this.#queue(async () => {
      await isClosed;
      this.#options.origin.endSession(this.#id);
      this.#options.origin.forgetSession(this.#id);
    });
  }

  /** Doors are closed: as {@link stop}, and it does not begin again. Rejects when something of it is still served. */
  async forbid(): Promise<void> {
    this.#notBeforeMs = null;
    await this.stop();
    if (this.#options.origin.isLive(this.#id)) throw new Error('a preview still goes on behind closed doors');
  }

  /** Doors are no longer closed. */
  permit(): void {
    this.#notBeforeMs ??= this.#options.now() + darkAfterDoorsMs;
  }

  async #open(): Promise<void> {
    if (!this.#isWanted || this.#session.isOnAir) return;
    await this.#options.origin.openSession(this.#id);
    const notBeforeMs = this.#notBeforeMs;
    if (this.#isWanted && notBeforeMs !== null) this.#session.open(Math.max(notBeforeMs, this.#options.now()));
  }

  /** With the ladder that is wanted now; players stay connected. */
  #beginAnew(): Promise<void> {
    const isClosed = this.#session.close('cut');
    return this.#queue(async () => {
      await isClosed;
      await this.#open();
    });
  }

  #begin(begin: BeginTake): PreviewTake {
    const ladder = this.#cancelWhole === null ? smallLadder : this.#options.chooseLadder(begin);
    const take: PreviewTake = new PreviewTake({ ...this.#options, onOver: () => this.#over(take) }, begin, ladder);
    this.#take = take;
    return take;
  }

  /** Nothing holds what it had in memory. */
  #over(take: PreviewTake): void {
    if (this.#take === take) this.#take = null;
    this.#options.onOver();
  }

  #queue(task: () => Promise<void>): Promise<void> {
    const mine = this.#work.then(task);
    this.#work = mine.catch(() => undefined);
    return mine;
  }
}

/** One ffmpeg that makes the preview; nobody records it. */
class PreviewTake implements DrivenTake {
  readonly #options: PreviewOptions;
  readonly #takeId: string;
  readonly #ladder: Ladder;
  readonly #run: TakeRun;

  constructor(options: PreviewOptions, begin: BeginTake, ladder: Ladder) {
    this.#options = options;
    this.#takeId = options.newId();
    this.#ladder = ladder;
    const { first, headers, onFailure } = begin;
    const take = { takeId: this.#takeId, startedAtMs: first.arrivedAtMs, rungs: takeRungs(ladder) };
    const sinks = options.origin.beginTake(previewIdOf(options.sessionId), take);
    this.#run = new TakeRun({
      ladder,
      headers,
      first,
      onFailure,
      onBehind: () => {
        if (canBeReduced(ladder)) begin.onBehind();
      },
      monotonicMs: options.monotonicMs,
      watchers: options.watch(),
      start: () => this.#startFfmpeg(first.compositionMs),
      sinksOf: (name) => [sinks.get(name)].filter((sink) => sink !== undefined),
    });
  }

  /** No slate stands in a preview. */
  readonly isOvertaken = false;
  /** Nobody reads its dates. */
  readonly isOutOfTime = false;

  get leftOut(): readonly string[] {
    return this.#ladder.leftOut;
  }

  get recent(): readonly FlvTag[] {
    return this.#run.recent;
  }

  feed(tag: FlvTag): void {
    this.#run.feed(tag);
  }

  /** Nothing is kept, so that it need not end whole. */
  async end(): Promise<void> {
    const { origin, sessionId, onOver } = this.#options;
    try {
      await this.#run.cut();
    } finally {
      origin.finishTake(previewIdOf(sessionId), this.#takeId);
      onOver();
    }
  }

  #startFfmpeg(firstPictureMs: number): ReturnType<typeof startFfmpeg> {
    const { ffmpeg, pidFolder, encoder, log, sessionId } = this.#options;
    return startFfmpeg({
      binary: ffmpeg,
      args: liveArguments({ ladder: this.#ladder, firstPictureMs, encoder }),
      outputs: this.#ladder.rungs.length + watchOutputs,
      name: `preview ${sessionId}`,
      pidFolder,
      log,
    });
  }
}
