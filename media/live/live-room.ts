// Everything that one session has while it may receive: its feed, gate, slates, guardian and preview. Goes on and off air.
// Must not know how takes are made, nor other sessions.
import { join } from 'node:path';
import { Guardian } from '../guardian/guardian.ts';
import { createFeedHub, type FeedHub } from '../ingest/feed-hub.ts';
import type { FeedReport } from '../ingest/feed-report.ts';
import type { Publication } from '../ingest/publication.ts';
import { scheduleByTimer } from '../ingest/schedule.ts';
import type { HlsOrigin } from '../origin/hls-origin.ts';
import { chooseLadder, type Ladder } from '../recipes/ladder.ts';
import type { SlateText } from '../recipes/slate-arguments.ts';
import type { SlateBook } from '../slate/slate-book.ts';
import type { MeasuredFeed } from '../takes/take-record.ts';
import type { PreviewExtent } from './live-engine.ts';
import type { LiveEngineOptions } from './live-engine-options.ts';
import type { BeginTake } from './driven-take.ts';
import { LiveSession } from './live-session.ts';
import { Preview } from './preview.ts';
import type { RecordedTake } from './recorded-take.ts';
import { SlateKeeper } from './slate-keeper.ts';

export interface LiveRoomOptions {
  readonly sessionId: string;
  readonly engine: LiveEngineOptions;
  readonly origin: HlsOrigin;
  readonly book: SlateBook;
  /** With the ladder that fits the feed, the operator's wishes and the machine. */
  readonly begin: (begin: BeginTake, ladder: Ladder) => Promise<RecordedTake>;
  /** Status, problems or facts of the feed are others now. */
  readonly onFeedChange: () => void;
}

export class LiveRoom {
  readonly #options: LiveRoomOptions;
  readonly hub: FeedHub;
  readonly session: LiveSession;
  readonly guardian: Guardian;
  readonly preview: Preview;
  readonly #slates: SlateKeeper;
  readonly #encoders = new Set<Publication>();
  take: RecordedTake | null = null;

  constructor(options: LiveRoomOptions) {
    const { sessionId, engine, origin, book, begin, onFeedChange } = options;
    const { now, monotonicMs, log, ffmpeg, newId } = engine;
    const common = { sessionId, now, monotonicMs, schedule: scheduleByTimer, log, origin };
    this.#options = options;
    const hub = createFeedHub(common);
    hub.onChange(onFeedChange);
    const guardian = new Guardian({ monotonicMs, onChange: onFeedChange });
    hub.onTag((tag) => guardian.tag(tag));
    hub.onGone(() => guardian.gone());
    const hasRecording = (): boolean => origin.hasRecording(sessionId);
    const slates = new SlateKeeper({
      ...common,
      book,
      waitingText: () => (hasRecording() ? engine.slates.lost : engine.slates.notYet),
      hasRecording,
      handOut: () => this.take?.handOut(),
    });
    this.session = new LiveSession({
      ...common,
      hub,
      keepsLateMedia: true,
      begin: (one) => begin(one, this.#chooseLadder(one)),
      onScreen: (screen, settled) => (screen === 'pictures' ? slates.pictures() : slates.waiting(settled)),
    });
    this.preview = new Preview({
      ...common,
      hub,
      ffmpeg,
      newId,
      pidFolder: join(engine.runFolder, 'pids'),
      encoder: engine.ladder.encoder,
      chooseLadder: (one) => this.#chooseLadder(one),
      watch: () => guardian.watch(),
      onOver: () => {
        if (this.take === null) guardian.forget();
      },
    });
    [this.hub, this.guardian, this.#slates] = [hub, guardian, slates];
  }

  /** Of the feed and of what is made of it; what is wrong with the machine is not in it. */
  report(): FeedReport {
    const report = this.hub.report();
    const isFailing = this.session.isFailing || this.preview.isFailing;
    const failing = isFailing ? [{ code: 'transcoder-failed', fact: null } as const] : [];
    const reduced = (this.take ?? this.preview).leftOut.map(
      (rung) => ({ code: 'ladder-reduced', fact: rung }) as const,
    );
    const problems = [...report.problems, ...failing, ...reduced, ...this.guardian.problems()];
    return { ...report, audioLevel: this.guardian.audioLevel, problems, recording: this.take?.describe() != null };
  }

  admit(publication: Publication): void {
    this.#encoders.add(publication);
    publication.onEnd(() => void this.#encoders.delete(publication));
    this.hub.attach(publication);
  }

  /** Those that came with the key that was changed; sources of the server itself have keys of their own. */
  cutEncoders(isBackup: boolean): void {
    for (const encoder of this.#encoders) {
      const byKey = encoder.kind === 'rtmp' || encoder.kind === 'rtmps';
      if (byKey && encoder.isBackup === isBackup) encoder.close('its stream key was changed');
    }
  }

  /** Staff see what arrives, unless it is on air or nobody may. */
  async keepPreview(extent: PreviewExtent): Promise<boolean> {
    if (this.session.isOnAir) return false;
    return extent === 'whole' ? this.preview.keepWhole() : this.preview.keep();
  }

  /** The preview ends beside it: the first picture does not wait for that. `before`: what the last take measured. */
  goOnAir(notBeforeMs: number, before: MeasuredFeed | null): void {
    this.preview.permit();
    void this.preview.stop();
    if (before !== null) this.session.known.remember(before);
    this.session.open(notBeforeMs);
  }

  async goOffAir(slate: SlateText): Promise<void> {
    this.preview.permit();
    await this.session.close('finished');
    await this.#slates.off(slate);
  }

  /** Closed doors; rejects unless it is confirmed that nothing but the slate is served. */
  async cutOffAir(slate: SlateText): Promise<void> {
    const [unseen] = await Promise.allSettled([this.preview.forbid(), this.session.close('cut')]);
    await this.#slates.off(slate);
    if (unseen.status === 'rejected') throw unseen.reason;
    if (!this.#options.origin.isDark(this.#options.sessionId))
      throw new Error('a take still goes on behind closed doors');
  }

  /** The session is over, or the server stops. */
  async end(): Promise<void> {
    await Promise.all([this.preview.stop(), this.session.close('finished')]);
    this.hub.stop();
    this.#slates.stop();
  }

  #chooseLadder({ facts, measured, reduceBy }: BeginTake): Ladder {
    const { heights } = this.#options.engine.ladder;
    const keyframeIntervalSeconds = measured?.keyframeIntervalSeconds ?? null;
    return chooseLadder({ ...facts, keyframeIntervalSeconds }, { heights, reduceBy });
  }
}
