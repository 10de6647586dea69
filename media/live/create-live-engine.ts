// Builds live media: the RTMP door, one LiveSession a session, the origin, and the takes on disk behind them.
import { join } from 'node:path';
import { sweepOrphans } from '../ffmpeg/pid-file.ts';
import { silentReport, type FeedReport } from '../ingest/feed-report.ts';
import type { Publication } from '../ingest/publication.ts';
import type { FeedSources } from '../ingest/relay/feed-sources.ts';
import { scheduleByTimer } from '../ingest/schedule.ts';
import { createHlsOrigin } from '../origin/hls-origin.ts';
import type { PlayedTake } from '../origin/origin-session.ts';
import type { Ladder } from '../recipes/ladder.ts';
import type { SlateText } from '../recipes/slate-arguments.ts';
import { SlateBook } from '../slate/slate-book.ts';
import { recoverTakes } from '../takes/recover-take.ts';
import { createTakeReader, listTakes, readSessionTakes } from '../takes/take-reader.ts';
import type { MeasuredFeed, TakeSeal } from '../takes/take-record.ts';
import { createFeedDoors, type FeedDoors } from './feed-doors.ts';
import type { LiveEngine, PreviewExtent } from './live-engine.ts';
import type { LiveEngineOptions } from './live-engine-options.ts';
import { LiveRoom } from './live-room.ts';
import type { BeginTake } from './driven-take.ts';
import { MachineWatch } from './machine-watch.ts';
import { previewIdOf } from './preview-address.ts';
import { beginRecordedTake, type RecordedTake } from './recorded-take.ts';

/** The engine, and where its RTMP door listens once started. */
export type RunningLiveEngine = LiveEngine & {
  readonly rtmpPort: number;
  problemCounts(): ReadonlyMap<string, number>;
  /** Null while there is no encrypted door. */
  readonly rtmpsPort: number | null;
};

export function createLiveEngine(options: LiveEngineOptions): RunningLiveEngine {
  return new Engine(options);
}

class Engine implements RunningLiveEngine {
  readonly #options: LiveEngineOptions;
  readonly #rooms = new Map<string, LiveRoom>();
  readonly #takes: ReturnType<typeof createTakeReader>;
  readonly #origin: ReturnType<typeof createHlsOrigin>;
  readonly #doors: FeedDoors;
  readonly #slates: SlateBook;
  readonly #machine: MachineWatch;

  constructor(options: LiveEngineOptions) {
    this.#options = options;
    this.#takes = createTakeReader(options.takesRoot);
    const { runFolder, ffmpeg, newId, log } = options;
    const pidFolder = join(runFolder, 'pids');
    const crest = options.slates.crest ?? (() => Promise.resolve(null));
    this.#slates = new SlateBook({ folder: join(runFolder, 'slates'), crest, pidFolder, ffmpeg, newId, log });
    this.#origin = createHlsOrigin({
      monotonicMs: options.monotonicMs,
      readRange: (file, offset, length) =>
        (this.#slates.holds(file.takeId) ? this.#slates : this.#takes).readRange(file, offset, length),
      loadSession: (sessionId) => this.#load(sessionId),
      authorize: options.authorize,
      ...(options.withheld === undefined ? {} : { withheld: options.withheld }),
      log: options.log,
    });
    this.#machine = new MachineWatch({
      ...options,
      kilobits: () => [...this.#rooms.values()].map((room) => room.hub.facts().kilobitsPerSecond ?? 0),
      onChange: () => this.#followMachine(),
      schedule: scheduleByTimer,
    });
    this.#doors = createFeedDoors(options, {
      onPublish: (publication) => this.#receive(publication),
      onSourceChange: (sessionId) => void this.#tell('feedChanged', () => options.events.feedChanged(sessionId)),
    });
  }

  get rtmpPort(): number {
    return this.#doors.rtmpPort;
  }

  get rtmpsPort(): number | null {
    return this.#doors.rtmpsPort;
  }

  get sources(): FeedSources {
    return this.#doors.sources;
  }

  async start(): Promise<void> {
    await this.#machine.start();
    await this.#doors.start();
  }

  async recover(): Promise<void> {
    const { takesRoot, runFolder, log, events } = this.#options;
    const swept = sweepOrphans(join(runFolder, 'pids'));
    if (swept.length > 0) log.warn({ swept }, 'children of the last run were ended');
    const seals = await recoverTakes(takesRoot, { log });
    for (const seal of seals) await this.#tell('takeSealed', () => events.takeSealed(seal));
  }

  async openSession(sessionId: string): Promise<void> {
    this.#roomOf(sessionId);
    if (!this.#origin.isLive(sessionId)) await this.#origin.openSession(sessionId);
  }

  async goOnAir(sessionId: string, notBeforeMs = this.#options.now()): Promise<void> {
    const before = await this.#measuredBefore(sessionId);
    await this.openSession(sessionId);
    this.sources.cameras.letIn(sessionId);
    this.#rooms.get(sessionId)?.goOnAir(notBeforeMs, before);
    const { notYet, lost, others } = this.#options.slates;
    void this.#tell('slates', () => this.#slates.prepare([notYet, lost, ...others]));
  }

  async goOffAir(sessionId: string, slate: SlateText): Promise<void> {
    this.sources.cameras.letIn(sessionId);
    await this.#rooms.get(sessionId)?.goOffAir(slate);
  }

  shutGate(sessionId: string): void {
    this.#rooms.get(sessionId)?.session.shut();
  }

  async cutOffAir(sessionId: string, slate: SlateText): Promise<void> {
    await Promise.all([this.sources.cameras.shut(sessionId), this.#rooms.get(sessionId)?.cutOffAir(slate)]);
  }

  async keepPreview(sessionId: string, extent: PreviewExtent): Promise<string | null> {
    const isKept = (await this.#rooms.get(sessionId)?.keepPreview(extent)) ?? false;
    return isKept ? previewIdOf(sessionId) : null;
  }

  cutEncoders(sessionId: string, { isBackup }: { isBackup: boolean }): void {
    this.#rooms.get(sessionId)?.cutEncoders(isBackup);
  }

  async endSession(sessionId: string): Promise<void> {
    await this.sources.stopAll(sessionId);
    await this.#rooms.get(sessionId)?.end();
    this.#rooms.delete(sessionId);
    this.#origin.endSession(sessionId);
    this.#slates.forget(sessionId);
  }

  isOnAir(sessionId: string): boolean {
    return this.#rooms.get(sessionId)?.session.isOnAir ?? false;
  }

  onAirCount(): number {
    return [...this.#rooms.values()].filter((room) => room.session.isOnAir).length;
  }

  problemCounts(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const sessionId of this.#rooms.keys())
      for (const { code } of this.feedReport(sessionId).problems) counts.set(code, (counts.get(code) ?? 0) + 1);
    return counts;
  }

  feedReport(sessionId: string): FeedReport {
    const room = this.#rooms.get(sessionId);
    if (room === undefined) return silentReport;
    const report = room.report();
    return { ...report, problems: [...report.problems, ...this.#machine.problems()] };
  }

  openTake(sessionId: string): ReturnType<LiveEngine['openTake']> {
    return this.#rooms.get(sessionId)?.take?.describe() ?? null;
  }

  withhold(...change: Parameters<LiveEngine['withhold']>): void {
    this.#origin.withhold(...change);
  }

  rereadTakes(sessionId: string): void {
    this.#origin.forgetSession(sessionId);
  }

  handle(...exchange: Parameters<LiveEngine['handle']>): boolean {
    return this.#origin.handle(...exchange);
  }

  async stop(reason: string): Promise<void> {
    await this.#machine.stop();
    await this.#doors.stop(reason);
    await Promise.all([...this.#rooms.values()].map((room) => room.end()));
    this.#rooms.clear();
    this.#origin.stop();
    await this.#takes.close();
  }

  #followMachine(): void {
    for (const [sessionId, room] of this.#rooms) {
      room.take?.setSparing(this.#machine.isSparing);
      void this.#tell('feedChanged', () => this.#options.events.feedChanged(sessionId));
    }
  }

  #receive(publication: Publication): void {
    this.#roomOf(publication.sessionId).admit(publication);
  }

  #roomOf(sessionId: string): LiveRoom {
    const room = this.#rooms.get(sessionId) ?? this.#makeRoom(sessionId);
    this.#rooms.set(sessionId, room);
    return room;
  }

  #makeRoom(sessionId: string): LiveRoom {
    return new LiveRoom({
      sessionId,
      engine: this.#options,
      origin: this.#origin,
      book: this.#slates,
      begin: (begin, ladder) => this.#beginTake(sessionId, begin, ladder),
      onFeedChange: () => void this.#tell('feedChanged', () => this.#options.events.feedChanged(sessionId)),
    });
  }

  /** What the session's last take measured of its encoder; a header that cannot be read is no reason to stay dark. */
  async #measuredBefore(sessionId: string): Promise<MeasuredFeed | null> {
    try {
      return (await listTakes(this.#options.takesRoot, sessionId)).at(-1)?.measured ?? null;
    } catch (error) {
      this.#options.log.warn({ sessionId, error: String(error) }, 'the last take tells nothing of its encoder');
      return null;
    }
  }

  /** Takes of a session in order, with the slates that stood between them while it is live. */
  async #load(sessionId: string): Promise<readonly PlayedTake[] | null> {
    const recorded = await readSessionTakes(this.#options.takesRoot, sessionId);
    const takes = await this.#slates.load(sessionId, recorded);
    return takes.length === 0 ? null : takes;
  }

  async #beginTake(sessionId: string, begin: BeginTake, ladder: Ladder): Promise<RecordedTake> {
    const { takesRoot, runFolder, ffmpeg, events, newId, log } = this.#options;
    const room = this.#rooms.get(sessionId);
    if (room === undefined) throw new Error('the session is not open');
    const takeId = newId();
    const startedAtMs = begin.first.arrivedAtMs;
    const take: RecordedTake = await beginRecordedTake({
      root: takesRoot,
      pidFolder: join(runFolder, 'pids'),
      ffmpeg,
      sessionId,
      takeId,
      ladder,
      encoder: this.#options.ladder.encoder,
      monotonicMs: this.#options.monotonicMs,
      begin,
      origin: this.#origin,
      watchers: room.guardian.watch(),
      log,
      onStarted: () => void this.#tell('takeStarted', () => events.takeStarted({ sessionId, takeId, startedAtMs })),
      onSealed: async (seal: TakeSeal) => {
        await this.#tell('takeSealed', () => events.takeSealed(seal));
        if (room.take !== take) return;
        room.take = null;
        room.guardian.forget();
      },
    });
    take.setSparing(this.#machine.isSparing);
    room.take = take;
    return take;
  }

  async #tell(event: string, handler: () => void | Promise<void>): Promise<void> {
    try {
      await handler();
    } catch (error) {
      this.#options.log.error({ event, error: String(error) }, 'an event of live media was not taken');
    }
  }
}
