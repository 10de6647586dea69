// One running take: the encoder's tags go into one ffmpeg, its fragments into one packager a rung.
// It ends in one of two ways: finish() keeps the last part whole, cut() throws away what is not yet a part.
import { once } from 'node:events';
import type { RunningFfmpeg } from '../ffmpeg/run.ts';
import type { Watchers } from '../guardian/guardian.ts';
import { flvHeader, writeFlvTag, type FlvTag } from '../ingest/flv-tag.ts';
import { SourceCutPlan, timedCutPlan, type CutPlan } from '../packager/cut-plan.ts';
import type { RungSink } from '../packager/part.ts';
import { RungPackager } from '../packager/rung-packager.ts';
import { TakeClock } from '../packager/take-clock.ts';
import type { Ladder, LadderRung } from '../recipes/ladder.ts';
import { outputOffsetSeconds } from '../recipes/live-arguments.ts';
import { LagWatch } from './lag-watch.ts';
import { SilentSound } from './silent-sound.ts';

/** What says the encoder's formats; pictures older than H.264 have none, without one of the sound the take gets silence. */
export interface FeedHeaders {
  readonly video: FlvTag | null;
  readonly audio: FlvTag | null;
}

export interface TakeRunOptions {
  readonly ladder: Ladder;
  readonly headers: FeedHeaders;
  /** The keyframe with which the take begins; its presentation time is the take's zero. */
  readonly first: FlvTag;
  /** Starts the one ffmpeg of this take. */
  readonly start: () => RunningFfmpeg;
  /** The consumers of a rung, all equal. */
  readonly sinksOf: (rungName: string) => readonly RungSink[];
  /** Gets the raw picture, and the raw sound unless it is silence of our own. */
  readonly watchers: Watchers;
  /** ffmpeg ended, or wrote what cannot be read, without being asked. */
  readonly onFailure: (reason: string) => void;
  /** Told once when the machine has not kept real time for ten seconds. */
  readonly onBehind: () => void;
  readonly monotonicMs: () => number;
  /** Live players count on: of the last third of a second nothing is kept that not every rung has. */
  readonly endsTogether?: boolean;
  /** So long ffmpeg may bring out nothing after its input ended; a live session does not wait long for one that hangs. */
  readonly finishStillMs?: number;
}

/** Input that ffmpeg has not read yet; beyond it the machine is hopelessly behind. */
const mostWaitingBytes = 64 * 1024 * 1024;
/** ffmpeg hangs when it brings out nothing for so long; as long as it does, nothing that it was given is given up. */
const finishStillMs = 8000;
/** Replayed at most after a failure: one group of pictures. */
const mostRecentBytes = 32 * 1024 * 1024;

export class TakeRun {
  readonly #options: TakeRunOptions;
  readonly #ffmpeg: RunningFfmpeg;
  readonly #packagers: readonly RungPackager[];
  readonly #clock = new TakeClock();
  readonly #sourceCuts: SourceCutPlan | null;
  readonly #silence: SilentSound | null;
  readonly #outputsEnded: Promise<unknown>;
  #recent: FlvTag[] = [];
  #recentBytes = 0;
  #isEnding = false;
  readonly #lag = new LagWatch();
  #isBehind = false;
  /** How far each rung of picture has come. */
  readonly #done = new Map<string, number>();

  constructor(options: TakeRunOptions) {
    this.#options = options;
    this.#sourceCuts = options.ladder.cut === 'source' ? new SourceCutPlan(this.#clock) : null;
    this.#silence = options.headers.audio === null ? new SilentSound() : null;
    this.#ffmpeg = options.start();
    const plan = this.#sourceCuts ?? timedCutPlan(this.#clock);
    this.#packagers = options.ladder.rungs.map((rung) => this.#packagerOf(rung, plan));
    this.#outputsEnded = Promise.all(this.#packagers.map((packager, index) => this.#connect(packager, index)));
    this.#connectWatchers();
    this.#watchExit();
    this.#writeHeaders();
  }

  /** The tags since the last keyframe, for a take that must go on where this one failed. */
  get recent(): readonly FlvTag[] {
    return this.#recent;
  }

  /** Another take would date its pictures better. */
  get isOutOfTime(): boolean {
    return this.#clock.isOutOfTime;
  }

  /** A tag of the encoder, in order of arrival; sequence headers must not come here. */
  feed(tag: FlvTag): void {
    if (this.#isEnding) return;
    this.#remember(tag);
    const timestampMs = tag.timestampMs - this.#options.first.timestampMs;
    if (timestampMs < 0 || tag.kind === 'data') return;
    if (tag.kind === 'video') this.#notePicture(tag, timestampMs);
    else if (this.#silence !== null) return;
    this.#write({ ...tag, timestampMs });
  }

  /** Settles when ffmpeg has taken what it was given, or is gone: for input that can wait. */
  async drained(): Promise<void> {
    const { stdin, exited } = this.#ffmpeg;
    if (!stdin.writableNeedDrain || this.#isEnding) return;
    const enough = new AbortController();
    await Promise.race([once(stdin, 'drain', { signal: enough.signal }), exited]).finally(() => enough.abort());
  }

  /** No more tags: ffmpeg writes out what it has, the last part stays whole. */
  async finish(): Promise<void> {
    this.#isEnding = true;
    const exit = this.#ffmpeg.finish(this.#options.finishStillMs ?? finishStillMs);
    await Promise.all([exit, this.#outputsEnded]);
    const most = this.#options.endsTogether === true ? this.#mostSegments() : undefined;
    for (const packager of this.#packagers) packager.finish(most);
  }

  /** Players are about to see something else: they get all that was received of what they saw, the same in every rung. */
  handOut(): void {
    const most = this.#mostSegments();
    for (const packager of this.#packagers) packager.handOut(most);
  }

  /** Every rung that has anything has so many segments, the open one among them. */
  #mostSegments(): number {
    return Math.min(...this.#packagers.map((packager) => packager.segmentCount).filter((count) => count > 0));
  }

  /** Doors are closed: nothing that ffmpeg still holds may come out. What follows in the pipes is not read. */
  async cut(): Promise<void> {
    this.#isEnding = true;
    this.#recent = [];
    for (const packager of this.#packagers) packager.cut();
    this.#ffmpeg.kill();
    await this.#ffmpeg.exited;
  }

  #packagerOf({ name, recipe }: LadderRung, plan: CutPlan): RungPackager {
    const zeroSeconds = outputOffsetSeconds + this.#options.first.compositionMs / 1000;
    const progress = recipe.kind === 'sound' ? [] : [this.#progressOf(name)];
    return new RungPackager({ plan, zeroSeconds, sinks: [...this.#options.sinksOf(name), ...progress] });
  }

  #progressOf(rungName: string): RungSink {
    this.#done.set(rungName, 0);
    return {
      init: () => undefined,
      part: (part) => this.#done.set(rungName, part.startSeconds + part.durationSeconds),
      segmentEnd: () => undefined,
    };
  }

  #watchLag(fedSeconds: number): void {
    const isBehind = this.#lag.note(fedSeconds, Math.min(...this.#done.values()), this.#options.monotonicMs());
    if (!isBehind || this.#isBehind) return;
    this.#isBehind = true;
    this.#options.onBehind();
  }

  /** Settles when the rung's pipe has ended. */
  #connect(packager: RungPackager, index: number): Promise<void> {
    const output = this.#ffmpeg.outputs[index];
    if (output === undefined) throw new Error(`ffmpeg has no output for rung ${index}`);
    output.on('data', (chunk: Buffer) => {
      try {
        packager.push(chunk);
      } catch (error) {
        packager.cut();
        this.#fail(`rung ${index} cannot be read: ${String(error)}`);
      }
    });
    return new Promise((resolve) => {
      output.once('close', resolve);
      output.once('error', (error) => this.#fail(`rung ${index}: ${error.message}`));
    });
  }

  /** Read to the end in any case: ffmpeg stands still when nobody takes what it writes. */
  #connectWatchers(): void {
    const { ladder, headers, watchers } = this.#options;
    const [picture, sound] = this.#ffmpeg.outputs.slice(ladder.rungs.length);
    picture?.on('data', (chunk: Buffer) => watchers.picture(chunk));
    sound?.on('data', (chunk: Buffer) => {
      if (headers.audio !== null) watchers.sound(chunk);
    });
  }

  #watchExit(): void {
    void this.#ffmpeg.exited.then((exit) => {
      this.#fail(`ffmpeg ended by itself (${exit.signal ?? exit.code}): ${exit.stderrTail.slice(-500)}`);
    });
  }

  #fail(reason: string): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#ffmpeg.kill();
    this.#options.onFailure(reason);
  }

  #writeHeaders(): void {
    const { first, headers } = this.#options;
    this.#ffmpeg.stdin.write(flvHeader({ video: true, audio: true }));
    if (headers.video !== null) this.#write({ ...headers.video, timestampMs: 0 });
    const sound = headers.audio ?? this.#silence?.configurationTag(first.arrivedAtMs);
    if (sound !== undefined) this.#write({ ...sound, timestampMs: 0 });
  }

  #notePicture(tag: FlvTag, timestampMs: number): void {
    const seconds = (timestampMs + tag.compositionMs - this.#options.first.compositionMs) / 1000;
    this.#clock.note(seconds, tag.arrivedAtMs);
    this.#watchLag(seconds);
    this.#sourceCuts?.notePicture(seconds, tag.isKeyframe);
    for (const silent of this.#silence?.until(timestampMs, tag.arrivedAtMs) ?? []) this.#write(silent);
  }

  #remember(tag: FlvTag): void {
    if (tag.isKeyframe || this.#recentBytes > mostRecentBytes) {
      this.#recent = [];
      this.#recentBytes = 0;
    }
    if (this.#recent.length === 0 && !tag.isKeyframe) return;
    this.#recent.push(tag);
    this.#recentBytes += tag.payload.length;
  }

  #write(tag: FlvTag): void {
    this.#ffmpeg.stdin.write(writeFlvTag(tag));
    if (this.#ffmpeg.stdin.writableLength > mostWaitingBytes) this.#fail('the machine cannot keep up with the encoder');
  }
}
