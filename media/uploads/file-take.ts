// Makes a sealed take of a file: its tags go into the same ladder, packagers and writer as an encoder's, only as fast as
// the ladder takes them. Knows no session's state; the take lies where the caller says and is nobody's yet.
import { constants, setPriority } from 'node:os';
import type { RunningFfmpeg } from '../ffmpeg/run.ts';
import { startFfmpeg } from '../ffmpeg/run.ts';
import { whenStill } from '../ffmpeg/when-still.ts';
import { createFeedReception, type FeedReception } from '../ingest/feed-reception.ts';
import { createFlvReader } from '../ingest/flv-reader.ts';
import type { FlvTag } from '../ingest/flv-tag.ts';
import { createMediaReader } from '../ingest/rtmp/media-messages.ts';
import { TakeRun } from '../live/take-run.ts';
import type { MediaLog } from '../media-log.ts';
import type { Part } from '../packager/part.ts';
import { chooseLadder, type Ladder } from '../recipes/ladder.ts';
import { liveArguments, watchOutputs } from '../recipes/live-arguments.ts';
import { relayPlan, type RelayVideo } from '../recipes/relay-arguments.ts';
import type { VideoEncoder } from '../recipes/video-encoder.ts';
import type { TakeSeal } from '../takes/take-record.ts';
import { openTakeWriter, type TakeWriter } from '../takes/take-writer.ts';
import type { FileFormat } from './file-kind.ts';
import { createGentlePace, type GentlePace } from './gentle-pace.ts';

/** What all takes of files have in common. */
export interface FileTakeTools {
  readonly ffmpeg: string;
  readonly pidFolder: string;
  readonly ladder: { readonly heights: readonly number[] | null; readonly encoder: VideoEncoder };
  readonly monotonicMs: () => number;
  /** A session is on air: the work goes no faster than the film lasts. */
  readonly isOnAir: () => boolean;
  /** Nothing moved for so long: an ffmpeg hangs; ten minutes unless told. */
  readonly stillMs?: number;
  readonly log: MediaLog;
}

export interface FileTakeRequest {
  readonly path: string;
  readonly format: FileFormat;
  readonly video: RelayVideo;
  /** The take is written below this folder: `<root>/<sessionId>/<takeId>`. */
  readonly root: string;
  readonly sessionId: string;
  readonly takeId: string;
  /** The instant (ms) of the first picture. */
  readonly startedAtMs: number;
  readonly signal: AbortSignal;
  /** Seconds of the file that the ladder has taken. */
  readonly onProgress: (seconds: number) => void;
}

/** `take-stuck`: an ffmpeg hung on it, as it would again. */
export type FileTakeProblem = 'take-failed' | 'take-stuck';

/** The file cannot be made a take; the message is for the log. */
export class FileTakeError extends Error {
  readonly problem: FileTakeProblem;

  constructor(message: string, options: ErrorOptions & { readonly problem?: FileTakeProblem } = {}) {
    super(message, options);
    this.problem = options.problem ?? 'take-failed';
  }
}

/** Long enough for two keyframes of whatever cameras and editors write. */
const lookAheadMs = 15_000;
const mostLookedAtBytes = 48 * 1024 * 1024;
/** Generous: at the lowest priority beside sessions on air one picture of a large film can take a minute. */
const usualStillMs = 600_000;
/** The watch over the whole work comes first: an ffmpeg that hangs at the end must not leave a take that lacks it. */
const finishStillTimes = 3;

/** Settles with the seal. Throws FileTakeError when the file fails, the signal's reason when it fires. */
export async function makeFileTake(request: FileTakeRequest, tools: FileTakeTools): Promise<TakeSeal> {
  request.signal.throwIfAborted();
  const take = new FileTake(request, tools);
  const giveUp = (): void => take.stop(request.signal.reason);
  request.signal.addEventListener('abort', giveUp);
  try {
    return await take.make();
  } catch (error) {
    await take.discard();
    throw take.stopReason ?? error;
  } finally {
    request.signal.removeEventListener('abort', giveUp);
  }
}

class FileTake {
  readonly #request: FileTakeRequest;
  readonly #tools: FileTakeTools;
  readonly #reception: FeedReception = createFeedReception(0);
  readonly #source: RunningFfmpeg;
  readonly #pace: GentlePace;
  /** Why it was stopped; null while it goes on. */
  stopReason: unknown = null;
  #arrived: FlvTag[] = [];
  #lookedAt: FlvTag[] = [];
  #lookedAtBytes = 0;
  #first: FlvTag | null = null;
  #run: TakeRun | null = null;
  #ladder: RunningFfmpeg | null = null;
  #writer: TakeWriter | null = null;
  #endedAtMs: number;
  readonly #stillMs: number;
  /** Another number whenever an ffmpeg has brought out something. */
  #movements = 0;
  #isHeldBack = false;

  constructor(request: FileTakeRequest, tools: FileTakeTools) {
    this.#request = request;
    this.#tools = tools;
    this.#endedAtMs = request.startedAtMs;
    this.#stillMs = tools.stillMs ?? usualStillMs;
    this.#pace = createGentlePace({ isBusy: tools.isOnAir, monotonicMs: tools.monotonicMs });
    const { path, format, video } = request;
    this.#source = this.#start(relayPlan({ kind: 'file', path, format, pace: 'fast' }, video).args, 1, 'file of');
    this.#source.stdin.end();
  }

  async make(): Promise<TakeSeal> {
    const stopWatching = this.#watchMovement();
    try {
      const writer = await this.#writeAll();
      return await writer.finish('finished', this.#endedAtMs);
    } finally {
      stopWatching();
    }
  }

  /** No process stays; what waits for one fails. The first reason counts. */
  stop(reason: unknown): void {
    this.stopReason ??= reason;
    this.#source.kill();
    this.#ladder?.kill();
  }

  /** After a failure: no process and no open file stays. */
  async discard(): Promise<void> {
    this.stop(null);
    await Promise.all([this.#source.exited, this.#ladder?.exited]);
    await this.#writer?.finish('cut', this.#endedAtMs);
  }

  /** The writer has everything when it settles. */
  async #writeAll(): Promise<TakeWriter> {
    await this.#readFile();
    if (this.#run === null) await this.#begin();
    const [run, writer] = [this.#run, this.#writer];
    if (run === null || writer === null) throw new FileTakeError('the file has no pictures');
    await run.finish();
    this.#throwIfOver();
    return writer;
  }

  /** Ends the work when an ffmpeg hangs. While the pace holds it back, nothing has to move. */
  #watchMovement(): () => void {
    const hang = (): void => {
      const words = [this.#source, this.#ladder].map((ffmpeg) => ffmpeg?.stderrTail().slice(-300)).join(' | ');
      this.stop(new FileTakeError(`ffmpeg hangs on the file: ${words}`, { problem: 'take-stuck' }));
    };
    const movement = (): number => (this.#isHeldBack ? performance.now() : this.#movements);
    return whenStill(movement, [{ afterMs: this.#stillMs, run: hang }]);
  }

  async #readFile(): Promise<void> {
    const media = createMediaReader((tag) => this.#arrived.push(tag));
    const reader = createFlvReader((message) => media.read(message, this.#request.startedAtMs));
    const [output] = this.#source.outputs;
    if (output === undefined) throw new Error('ffmpeg has no output');
    for await (const chunk of output as AsyncIterable<Buffer>) {
      this.#movements += 1;
      reader.read(chunk);
      await this.#take();
    }
    const exit = await this.#source.exited;
    this.#throwIfOver();
    if (exit.meaning === 'failed') throw new FileTakeError(`the file cannot be read: ${exit.stderrTail.slice(-500)}`);
  }

  /** Hands on what has arrived, and waits while the ladder is busy. */
  async #take(): Promise<void> {
    const tags = this.#arrived;
    this.#arrived = [];
    for (const tag of tags) {
      this.#reception.accept(tag, tag.timestampMs);
      if (!tag.isSequenceHeader && tag.kind !== 'data') this.#place(tag);
    }
    if (this.#run === null && this.#hasSeenEnough()) await this.#begin();
    await this.#run?.drained();
    this.#throwIfOver();
    const newest = tags.at(-1);
    if (newest === undefined || this.#first === null) return;
    const seconds = (newest.timestampMs - this.#first.timestampMs) / 1000;
    this.#request.onProgress(seconds);
    if (this.#run === null) return;
    this.#isHeldBack = true;
    await this.#pace.keep(seconds, this.#request.signal);
    this.#isHeldBack = false;
    this.#throwIfOver();
  }

  /** A take begins with a keyframe; each picture's instant is its place in the file. */
  #place(tag: FlvTag): void {
    if (this.#first === null && !tag.isKeyframe) return;
    const firstMs = this.#first?.timestampMs ?? tag.timestampMs;
    const placed = { ...tag, arrivedAtMs: this.#request.startedAtMs + Math.max(0, tag.timestampMs - firstMs) };
    this.#first ??= placed;
    if (this.#run !== null) return this.#run.feed(placed);
    this.#lookedAt.push(placed);
    this.#lookedAtBytes += placed.payload.length;
  }

  #hasSeenEnough(): boolean {
    const [first, last] = [this.#lookedAt[0], this.#lookedAt.at(-1)];
    if (first === undefined || last === undefined) return false;
    return last.timestampMs - first.timestampMs >= lookAheadMs || this.#lookedAtBytes >= mostLookedAtBytes;
  }

  async #begin(): Promise<void> {
    const first = this.#first;
    if (first === null) return;
    const { video, audio } = this.#reception.headers();
    const facts = this.#reception.facts(this.#lookedAt.at(-1)?.timestampMs ?? 0);
    const { heights, encoder } = this.#tools.ladder;
    const ladder = chooseLadder(facts, { heights, reduceBy: 0 });
    const writer = await this.#openWriter(ladder);
    this.#writer = writer;
    this.#run = new TakeRun({
      ladder,
      first,
      headers: { video, audio },
      start: () => this.#startLadder(ladder, first.compositionMs, encoder),
      sinksOf: (name) => [writer.sink(name), this.#observer()],
      watchers: { picture: () => undefined, sound: () => undefined },
      onFailure: (reason) => this.stop(new FileTakeError(reason)),
      onBehind: () => undefined,
      finishStillMs: finishStillTimes * this.#stillMs,
      monotonicMs: this.#tools.monotonicMs,
    });
    for (const tag of this.#lookedAt) this.#run.feed(tag);
    this.#lookedAt = [];
  }

  #openWriter(ladder: Ladder): Promise<TakeWriter> {
    const { root, sessionId, takeId, startedAtMs } = this.#request;
    const rungs = ladder.rungs.map(({ name, variant, recipe }) => ({
      ...{ name, variant },
      kind: recipe.kind === 'sound' ? ('audio' as const) : ('video' as const),
    }));
    return openTakeWriter({
      root,
      header: { format: 1, takeId, sessionId, startedAtMs, rungs },
      log: this.#tools.log,
      onError: (rung, error) => this.stop(new FileTakeError(`the rung ${rung} cannot be written`, { cause: error })),
    });
  }

  #observer() {
    return {
      init: () => undefined,
      segmentEnd: () => undefined,
      part: (part: Part) => {
        this.#movements += 1;
        const endMs = part.atMs + Math.round(part.durationSeconds * 1000);
        this.#endedAtMs = Math.max(this.#endedAtMs, endMs);
      },
    };
  }

  #startLadder(ladder: Ladder, firstPictureMs: number, encoder: VideoEncoder): RunningFfmpeg {
    const outputs = ladder.rungs.length + watchOutputs;
    this.#ladder = this.#start(liveArguments({ ladder, firstPictureMs, encoder }), outputs, 'take of the file of');
    return this.#ladder;
  }

  /** At a low priority: a session on air on the same machine comes first. */
  #start(args: readonly string[], outputs: number, what: string): RunningFfmpeg {
    const { ffmpeg: binary, pidFolder, log } = this.#tools;
    const started = startFfmpeg({ binary, args, outputs, name: `${what} ${this.#request.sessionId}`, pidFolder, log });
    if (started.pid !== null) setPriority(started.pid, constants.priority.PRIORITY_LOW);
    return started;
  }

  #throwIfOver(): void {
    if (this.stopReason !== null) throw this.stopReason;
  }
}
