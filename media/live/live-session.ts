// The live side of one session: what is wanted (on air or dark) against what runs (a take or none).
// The only layer that starts a take again after a failure.
//
// | gate   | feed          | take      | happens                                                             |
// |--------|---------------|-----------|---------------------------------------------------------------------|
// | closed | any           | none      | tags are dropped                                                    |
// | open   | gone          | none      | waiting for an encoder                                              |
// | open   | picture comes | none      | collect from the first keyframe, begin a take when the feed is known |
// | open   | picture comes | running   | feed it                                                             |
// | open   | gone          | running   | finish the take (`feed-lost`)                                       |
// | open   | gone          | none      | what was collected becomes a take of its own, from a second on      |
// | open   | silent for 3 s| running   | say that pictures are awaited; the take goes on                     |
// | open   | picture comes | overtaken | feed it up to the next keyframe, which begins another take          |
// | open   | picture comes | failed    | replay from the last keyframe into a new take                       |
// | open   | picture comes | misdated  | end it whole at a keyframe, the next has the instants of arrival again |
// | open   | picture comes | behind    | end it whole at a keyframe, the next has a rung less                |
// | closes | any           | running   | finish it, or cut it (closed doors)                                 |
// | closes | any           | none      | what was collected becomes a take, or is dropped (closed doors)     |
// | shut   | any           | any       | tags are dropped; what is there waits to be closed, or for the gate  |
import { cappedBackoff } from '../ffmpeg/supervisor.ts';
import type { FeedHub } from '../ingest/feed-hub.ts';
import type { FlvTag } from '../ingest/flv-tag.ts';
import type { Schedule } from '../ingest/schedule.ts';
import type { MediaLog } from '../media-log.ts';
import type { TakeEndReason } from '../takes/take-record.ts';
import { CollectedTags, type CollectedFeed } from './collected-tags.ts';
import type { BeginTake, DrivenTake } from './driven-take.ts';
import { KnownFeed } from './known-feed.ts';
import { TakeWork } from './take-work.ts';

/** What players can expect while the gate is open. */
export type Screen = 'pictures' | 'waiting';

export interface LiveSessionOptions {
  readonly sessionId: string;
  readonly hub: FeedHub;
  /** Prepares a take; tags that arrive meanwhile are kept and fed to it. */
  readonly begin: (take: BeginTake) => Promise<DrivenTake>;
  /**
   * Told at each change while the gate is open: pictures are there (or arrive), or are awaited. `settled`: the take
   * before has handed on its last part.
   */
  readonly onScreen: (screen: Screen, settled: Promise<void>) => void;
  /** What was collected when its feed left is worth a take; not where nothing is recorded. */
  readonly keepsLateMedia: boolean;
  readonly schedule: Schedule;
  readonly monotonicMs: () => number;
  readonly log: MediaLog;
}

/** Two keyframes tell the interval; an encoder that sends none in this time gets the encoded ladder. */
const mostCollectingMs = 2600;
/** Sound that stays this far behind the picture is taken for missing. */
const soundMissingMs = 2000;
/** The first sound may come behind the first picture; pictures that wait for it longer than this begin without it. */
const soundAwaitedMs = 500;

export class LiveSession {
  readonly #options: LiveSessionOptions;
  readonly #backoff = cappedBackoff({ firstMs: 250, capMs: 5000, calmMs: 10_000 });
  #gateOpensAtMs: number | null = null;
  readonly #collected = new CollectedTags();
  #take: DrivenTake | null = null;
  readonly #work: TakeWork;
  #failures = 0;
  #begunAtMs = 0;
  #cancelPause: (() => void) | null = null;
  #hasSound = false;
  #newestSoundMs = Number.NEGATIVE_INFINITY;
  #screen: Screen | null = null;
  #reduceBy = 0;
  #isReducing = false;
  /** The encoder is connected and silent. */
  #isSilent = false;
  readonly known = new KnownFeed();

  constructor(options: LiveSessionOptions) {
    this.#options = options;
    const onError = (error: unknown): void => this.#complain(error);
    this.#work = new TakeWork({ onError, onIdle: () => this.#beginWhenReady() });
    options.hub.onTag((tag) => this.#onTag(tag));
    options.hub.onGone(() => this.#onGone());
    options.hub.onChange(() => this.#onFeedChange());
  }

  get isOnAir(): boolean {
    return this.#gateOpensAtMs !== null;
  }

  /** The ladder could not be run lately. */
  get isFailing(): boolean {
    return this.#failures > 1;
  }

  /** From `notBeforeMs` on, arriving pictures are taken. */
  open(notBeforeMs: number): void {
    if (this.#gateOpensAtMs === null) this.#beginAfresh();
    this.#gateOpensAtMs ??= notBeforeMs;
    this.#tellScreen();
  }

  /** From now on nothing that arrives is taken; what arrived before stays until {@link close}, which must follow. */
  shut(): void {
    this.#gateOpensAtMs = null;
  }

  /** Closes the gate and ends the take; settles when it is sealed. */
  async close(reason: 'finished' | 'cut'): Promise<void> {
    this.shut();
    this.#screen = null;
    this.#callOffPause();
    this.#endTake(reason);
    if (reason === 'finished') this.#keepCollected(reason);
    else {
      this.#collected.forget();
      this.#work.cut();
    }
    await this.#work.settled;
  }

  /** A take that stood behind a shut gate misses what came meanwhile, so that it cannot go on. */
  #beginAfresh(): void {
    [this.#reduceBy, this.#isReducing] = [0, false];
    this.#endTake('finished');
    this.#keepCollected('finished');
  }

  #onTag(tag: FlvTag): void {
    if (tag.kind === 'audio' && !tag.isSequenceHeader) this.#newestSoundMs = tag.timestampMs;
    this.#isSilent = false;
    if (this.#gateOpensAtMs === null || tag.arrivedAtMs < this.#gateOpensAtMs) return;
    if (tag.isSequenceHeader) this.#onHeader();
    else if (this.#take !== null) this.#feed(this.#take, tag);
    else this.#collect(tag);
    this.#tellScreen();
  }

  /** New headers in mid-take mean another picture or sound format: that is another take. */
  #onHeader(): void {
    this.#endTake('finished');
    this.#keepCollected('finished');
  }

  #onFeedChange(): void {
    if (this.#options.hub.facts().status !== 'stalled') return;
    this.#isSilent = true;
    this.#tellScreen();
  }

  #onGone(): void {
    this.#newestSoundMs = Number.NEGATIVE_INFINITY;
    this.#endTake('feed-lost');
    if (this.#gateOpensAtMs !== null) this.#keepCollected('feed-lost');
    this.#tellScreen();
  }

  /** Between two starts of a transcoder that fails again and again, pictures are only awaited. */
  #tellScreen(): void {
    if (this.#gateOpensAtMs === null) return;
    const isComing = this.#collected.first !== null && this.#cancelPause === null;
    const isShown = this.#take !== null && !this.#take.isOvertaken;
    const screen = !this.#isSilent && (isShown || isComing) ? 'pictures' : 'waiting';
    if (screen === this.#screen) return;
    this.#screen = screen;
    this.#options.onScreen(screen, this.#work.settled);
  }

  /** A take is made with sound or with silence, and never comes back once a slate stands in its place. */
  #feed(take: DrivenTake, tag: FlvTag): void {
    const hasSound = this.#soundIsPresent(tag);
    const isWorn = this.#isReducing || take.isOvertaken || take.isOutOfTime;
    if (tag.isKeyframe && (isWorn || hasSound !== this.#hasSound)) {
      this.#isReducing = false;
      this.#endTake('finished');
      this.#collect(tag);
      return;
    }
    take.feed(tag);
  }

  #soundIsPresent(tag: FlvTag): boolean {
    const { audio } = this.#options.hub.headers();
    return audio !== null && tag.timestampMs - this.#newestSoundMs < soundMissingMs;
  }

  #collect(tag: FlvTag): void {
    this.#collected.add(tag, this.#feedNow());
    this.#beginWhenReady();
  }

  #feedNow(): CollectedFeed {
    const { hub } = this.#options;
    return { headers: hub.headers(), facts: hub.facts() };
  }

  /** What was collected and is in no take yet becomes one of its own: nothing more will come that belongs to it. */
  #keepCollected(reason: TakeEndReason): void {
    const late = this.#collected.handOver();
    if (late === null || !this.#options.keepsLateMedia) return;
    this.#callOffPause();
    const { first, tags, facts } = late;
    const audio = tags.some((tag) => tag.kind === 'audio') ? late.headers.audio : null;
    const begin = this.#beginOf({ facts, headers: { video: late.headers.video, audio } }, first);
    const onFailure = (why: string): void => this.#complain(why);
    this.#work.whole(() => this.#options.begin({ ...begin, onFailure }), tags, reason);
  }

  #beginWhenReady(): void {
    const { first } = this.#collected;
    if (this.#gateOpensAtMs === null || this.#work.isBusy || this.#cancelPause !== null) return;
    if (first === null || !this.#isFeedKnown()) return;
    const feed = this.#feedNow();
    if (feed.headers.video === null && feed.facts.videoCodec === 'h264') return;
    this.#hasSound = this.#soundIsPresent(first);
    const headers = { video: feed.headers.video, audio: this.#hasSound ? feed.headers.audio : null };
    const begin = this.#beginOf({ ...feed, headers }, first);
    this.#work.add(() => this.#begin(begin));
  }

  #beginOf({ headers, facts }: CollectedFeed, first: FlvTag): BeginTake {
    return {
      ...{ headers, facts, first },
      measured: this.known.measured(facts),
      reduceBy: this.#reduceBy,
      onFailure: (reason) => this.#onFailure(reason),
      onBehind: () => this.#onBehind(),
    };
  }

  /** Measured before, or after the second keyframe, or when none came in time; and the sound is there or is missed. */
  #isFeedKnown(): boolean {
    const { lengthMs } = this.#collected;
    if (this.#newestSoundMs === Number.NEGATIVE_INFINITY && lengthMs < soundAwaitedMs) return false;
    return this.known.measured(this.#options.hub.facts()) !== null || lengthMs >= mostCollectingMs;
  }

  async #begin(begin: BeginTake): Promise<void> {
    const { log, sessionId, monotonicMs } = this.#options;
    if (this.#collected.first !== begin.first) return;
    try {
      const take = await this.#options.begin(begin);
      if (this.#collected.first !== begin.first) return await take.end('cut');
      this.#begunAtMs = monotonicMs();
      for (const tag of this.#collected.tags) take.feed(tag);
      this.#collected.forget();
      this.#take = take;
    } catch (error) {
      log.error({ sessionId, error: String(error) }, 'a take could not begin');
      this.#pauseAfterFailure();
    }
  }

  /** The next take, from the next keyframe on, has a rung less; this one writes out all that it was given. */
  #onBehind(): void {
    const { log, sessionId } = this.#options;
    log.warn({ sessionId }, 'the machine cannot keep up; the top encoded rung is left out');
    this.#reduceBy += 1;
    this.#isReducing = true;
  }

  #onFailure(reason: string): void {
    this.#options.log.error({ sessionId: this.#options.sessionId, reason }, 'the transcoder failed; beginning anew');
    const recent = this.#take?.recent ?? [];
    this.#endTake('finished');
    this.#collected.replace(recent, this.#feedNow());
    this.#pauseAfterFailure();
  }

  /** The first failure after a calm time is answered at once. */
  #pauseAfterFailure(): void {
    if (this.#options.monotonicMs() - this.#begunAtMs >= this.#backoff.calmMs) this.#failures = 0;
    this.#failures += 1;
    if (this.#gateOpensAtMs === null) return;
    this.#cancelPause?.();
    this.#cancelPause = this.#options.schedule(this.#backoff.pauseMs(this.#failures), () => {
      this.#cancelPause = null;
      this.#beginWhenReady();
      this.#tellScreen();
    });
    this.#tellScreen();
  }

  #callOffPause(): void {
    this.#cancelPause?.();
    this.#cancelPause = null;
  }

  #endTake(reason: TakeEndReason): void {
    const take = this.#take;
    this.#take = null;
    if (take !== null) this.#work.end(take, reason);
  }

  #complain(error: unknown): void {
    this.#options.log.error({ sessionId: this.#options.sessionId, error: String(error) }, 'a take did not end well');
  }
}
