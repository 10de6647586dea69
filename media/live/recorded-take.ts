// One take from ladder to seal: starts ffmpeg, hands every part to the recorder and to the origin as equals,
// and keeps the few facts that the application asks for while it runs.
import { startFfmpeg } from '../ffmpeg/run.ts';
import type { Watchers } from '../guardian/guardian.ts';
import type { FlvTag } from '../ingest/flv-tag.ts';
import type { MediaLog } from '../media-log.ts';
import type { HlsOrigin } from '../origin/hls-origin.ts';
import type { Part, RungSink, SegmentEnd } from '../packager/part.ts';
import { canBeReduced, takeRungs, type Ladder } from '../recipes/ladder.ts';
import { liveArguments, watchOutputs } from '../recipes/live-arguments.ts';
import type { VideoEncoder } from '../recipes/video-encoder.ts';
import { AnchorLine } from '../takes/anchors.ts';
import type { TakeEndReason, TakeHeader, TakeSeal } from '../takes/take-record.ts';
import { openTakeWriter, type TakeWriter } from '../takes/take-writer.ts';
import type { BeginTake, DrivenTake } from './driven-take.ts';
import type { OpenTake } from './live-engine.ts';
import { TakeRun } from './take-run.ts';

export interface RecordedTakeOptions {
  readonly root: string;
  readonly ffmpeg: string;
  readonly pidFolder: string;
  readonly sessionId: string;
  readonly takeId: string;
  readonly ladder: Ladder;
  readonly begin: BeginTake;
  readonly origin: HlsOrigin;
  readonly watchers: Watchers;
  readonly encoder: VideoEncoder;
  readonly monotonicMs: () => number;
  readonly log: MediaLog;
  /** The first part exists. */
  readonly onStarted: () => void;
  readonly onSealed: (seal: TakeSeal) => Promise<void>;
}

/** Opens the take's folder, announces it to the origin and starts ffmpeg. */
export async function beginRecordedTake(options: RecordedTakeOptions): Promise<RecordedTake> {
  const { sessionId, takeId, ladder, begin, root, origin, log } = options;
  const rungs = takeRungs(ladder);
  const startedAtMs = begin.first.arrivedAtMs;
  const measured = begin.measured === null ? {} : { measured: begin.measured };
  const header: TakeHeader = { format: 1, takeId, sessionId, startedAtMs, rungs, ...measured };
  const onError = (rung: string, error: unknown): void =>
    log.error({ sessionId, takeId, rung, error: String(error) }, 'a rung could not be written');
  const writer = await openTakeWriter({
    ...{ root, header, log, onError },
    onOutcome: (rung, number, place) => origin.noteRecorded({ sessionId, takeId, rung }, number, place),
  });
  return new RecordedTake(options, header, writer);
}

export class RecordedTake implements DrivenTake {
  readonly #options: RecordedTakeOptions;
  readonly #header: TakeHeader;
  readonly #writer: TakeWriter;
  readonly #run: TakeRun;
  /** Places marks by the segments of the leading rung while the take runs. */
  readonly #line = new AnchorLine();
  #durationSeconds = 0;
  #endedAtMs: number;
  #hasParts = false;
  #ended: Promise<void> | null = null;

  constructor(options: RecordedTakeOptions, header: TakeHeader, writer: TakeWriter) {
    this.#options = options;
    this.#header = header;
    this.#writer = writer;
    this.#endedAtMs = header.startedAtMs;
    const served = options.origin.beginTake(options.sessionId, { ...header, isRecorded: true });
    const leading = options.ladder.rungs.find((rung) => rung.variant === 0)?.name;
    this.#run = new TakeRun({
      ladder: options.ladder,
      headers: options.begin.headers,
      first: options.begin.first,
      onFailure: options.begin.onFailure,
      onBehind: () => {
        if (canBeReduced(options.ladder)) options.begin.onBehind();
      },
      monotonicMs: options.monotonicMs,
      endsTogether: true,
      watchers: options.watchers,
      start: () => this.#startFfmpeg(),
      sinksOf: (name) => {
        const sinks = [writer.sink(name), served.get(name)].filter((sink) => sink !== undefined);
        return name === leading ? [...sinks, this.#observer()] : sinks;
      },
    });
  }

  /** Rungs that were left out because the machine could not keep up. */
  get leftOut(): readonly string[] {
    return this.#options.ladder.leftOut;
  }

  /** A slate is about to follow what players have of it. */
  handOut(): void {
    this.#run.handOut();
  }

  get isOvertaken(): boolean {
    return this.#options.origin.isTakeOver(this.#options.sessionId, this.#header.takeId);
  }

  get isOutOfTime(): boolean {
    return this.#run.isOutOfTime;
  }

  get recent(): readonly FlvTag[] {
    return this.#run.recent;
  }

  feed(tag: FlvTag): void {
    this.#run.feed(tag);
  }

  /** What can be said of it before it is sealed; null while nothing was recorded. */
  describe(): OpenTake | null {
    if (!this.#hasParts) return null;
    return {
      takeId: this.#header.takeId,
      startedAtMs: this.#header.startedAtMs,
      durationSeconds: this.#durationSeconds,
      anchors: this.#line.chosenUntil({ atMs: this.#endedAtMs, seconds: this.#durationSeconds }),
    };
  }

  /** The disk is nearly full: only the best picture and the sound are recorded. */
  setSparing(isSparing: boolean): void {
    this.#writer.setSparing(isSparing);
  }

  async end(reason: TakeEndReason): Promise<void> {
    if (this.#ended !== null && reason === 'cut') await this.#run.cut();
    this.#ended ??= this.#end(reason);
    await this.#ended;
  }

  async #end(reason: TakeEndReason): Promise<void> {
    const { origin, sessionId, takeId } = this.#options;
    try {
      await (reason === 'cut' ? this.#run.cut() : this.#run.finish());
    } finally {
      origin.finishTake(sessionId, takeId);
    }
    const seal = await this.#writer.finish(reason, this.#endedAtMs);
    origin.noteSealed(sessionId, takeId);
    if (this.#hasParts) await this.#options.onSealed(seal);
  }

  #startFfmpeg(): ReturnType<typeof startFfmpeg> {
    const { ffmpeg, pidFolder, ladder, begin, log, takeId } = this.#options;
    return startFfmpeg({
      binary: ffmpeg,
      args: liveArguments({ ladder, firstPictureMs: begin.first.compositionMs, encoder: this.#options.encoder }),
      outputs: ladder.rungs.length + watchOutputs,
      name: `take ${takeId}`,
      pidFolder,
      log,
    });
  }

  #observer(): RungSink {
    return {
      init: () => undefined,
      part: (part: Part) => {
        if (part.index === 0) this.#line.add({ atMs: part.atMs, seconds: part.startSeconds });
        this.#durationSeconds = part.startSeconds + part.durationSeconds;
        this.#endedAtMs = part.atMs + Math.round(part.durationSeconds * 1000);
        if (this.#hasParts) return;
        this.#hasParts = true;
        this.#options.onStarted();
      },
      segmentEnd: (segment: SegmentEnd) => {
        this.#durationSeconds = segment.startSeconds + segment.durationSeconds;
      },
    };
  }
}
