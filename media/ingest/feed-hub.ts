// The feed of one session, whichever encoder sends it: takes over, watches the silence, reports. Knows no key and no
// session state, and keeps nothing of what passes but the headers.
//
// comes in    while there is …                   happens
// any         nobody, or a silent encoder        it is the feed
// main        a living main                      it takes over, the old one is closed
// main        a living backup                    it takes over, the backup stands by
// backup      a living main                      it stands by: measured, not handed on
// backup      a living backup                    it takes over, the old one is closed
// The backup goes on when the main ends or is silent for 3 s.
import { createFeedReception } from './feed-reception.ts';
import type { FeedHeaders, FeedReception } from './feed-reception.ts';
import type { FeedProblem } from './feed-problems.ts';
import { reportedOf } from './feed-report.ts';
import type { FeedFacts, FeedReport, FeedStatus, FeedWhereabouts } from './feed-report.ts';
import type { FeedEvent } from './feed-status.ts';
import { feedSilence, nextFeedStatus } from './feed-status.ts';
import type { FlvTag } from './flv-tag.ts';
import type { IngestLog } from './ingest-log.ts';
import type { Publication } from './publication.ts';
import type { Schedule } from './schedule.ts';
import { scheduleByTimer } from './schedule.ts';
import { createTakeovers } from './takeovers.ts';

/** Why the tags stopped: the encoder left or was sent away, another one took over, or nothing came for 10 s. */
export type FeedGone = 'ended' | 'replaced' | 'lost';

export type { FeedFacts } from './feed-report.ts';
export type { FeedHeaders } from './feed-reception.ts';

export interface FeedHub {
  /** Takes the publication in by the table above. Closes it when stopped. */
  attach(publication: Publication): void;
  /** Disconnects the encoder and waits for another one. */
  detach(reason: string): void;
  /** Every readable tag of the current publication, in order, sequence headers and metadata included. */
  onTag(listener: (tag: FlvTag) => void): void;
  /** The current publication is over; no tag of it follows. */
  onGone(listener: (reason: FeedGone) => void): void;
  /** Status, problems, codecs, size or address changed. */
  onChange(listener: () => void): void;
  /** The newest headers of the current publication. */
  headers(): FeedHeaders;
  facts(): FeedFacts;
  report(): Omit<FeedReport, 'recording' | 'audioLevel'>;
  /** Detaches and lets go of all listeners and timers. Idempotent. */
  stop(): void;
}

export interface FeedHubOptions {
  /** Ms since the epoch. */
  readonly now: () => number;
  /** Ms of a clock that is never set. */
  readonly monotonicMs: () => number;
  readonly log: IngestLog;
  readonly schedule?: Schedule | undefined;
}

/** Why a publication was closed: another one is the feed now. */
export const takenOver = 'another encoder took over';

const noHeaders: FeedHeaders = { video: null, audio: null, metadata: null };
/** Problems grow slowly; looking at them for every tag would cost more than the tag. */
const judgeEveryMs = 250;

interface Current {
  readonly publication: Publication;
  readonly reception: FeedReception;
  receivingSinceMs: number | null;
  /** Monotonic ms of its last media, or of its coming in. */
  lastSignMs: number;
  /** The connection is gone, the facts stay until the feed counts as lost. */
  isOver: boolean;
}

export function createFeedHub(options: FeedHubOptions): FeedHub {
  const { now, monotonicMs, log } = options;
  const schedule = options.schedule ?? scheduleByTimer;
  const tagListeners: ((tag: FlvTag) => void)[] = [];
  const goneListeners: ((reason: FeedGone) => void)[] = [];
  const changeListeners: (() => void)[] = [];
  let status: FeedStatus = 'waiting';
  let problems: readonly FeedProblem[] = [];
  let current: Current | null = null;
  let standby: Current | null = null;
  let judgedMs = 0;
  let announced = '';
  const takeovers = createTakeovers();
  let isStopped = false;
  let cancelCheck = (): void => undefined;

  function whereabouts(): FeedWhereabouts {
    const publication = current?.publication ?? null;
    return {
      status,
      kind: publication?.kind ?? null,
      isBackup: publication?.isBackup ?? false,
      hasStandby: standby !== null,
      remoteAddress: publication?.remoteAddress ?? null,
      roundTripMs: publication?.roundTripMs() ?? null,
      receivingSinceMs: current?.receivingSinceMs ?? null,
    };
  }

  function facts(): FeedFacts {
    const reception = current?.reception ?? createFeedReception(0);
    return { ...reception.facts(monotonicMs()), ...whereabouts() };
  }

  function problemsAt(nowMs: number): FeedProblem[] {
    return [...takeovers.problems(nowMs), ...(current?.reception.problems(nowMs) ?? [])];
  }

  function judge(): void {
    judgedMs = monotonicMs();
    problems = problemsAt(judgedMs);
    const { videoCodec, audioCodec, width, height, remoteAddress, kind, hasStandby } = facts();
    const picture = [videoCodec, audioCodec, width, height];
    const seen = JSON.stringify([status, problems, picture, remoteAddress, kind, hasStandby]);
    if (seen === announced) return;
    announced = seen;
    for (const listener of changeListeners) listener();
  }

  function step(event: FeedEvent): void {
    const next = nextFeedStatus(status, event);
    if (next === status) return;
    log.info({ sessionId: current?.publication.sessionId ?? null, from: status, to: next }, 'feed status');
    status = next;
    judge();
  }

  function checkIn(delayMs: number): void {
    cancelCheck();
    cancelCheck = schedule(delayMs, checkSilence);
  }

  function silenceOf(one: Current | null): number {
    return monotonicMs() - (one?.lastSignMs ?? 0);
  }

  function checkSilence(): void {
    const silentMs = silenceOf(current);
    if (silentMs >= feedSilence.deadMs) return lose();
    if (silentMs < feedSilence.quietMs) return checkIn(feedSilence.quietMs - silentMs);
    if (silenceOf(standby) < feedSilence.quietMs) return goOnWithStandby('silent while a backup is there');
    checkIn(feedSilence.deadMs - silentMs);
    step('quiet');
  }

  function lose(): void {
    const lost = current;
    current = null;
    if (lost && !lost.isOver) dismiss(lost, 'no media for too long', 'lost');
    if (current === null) step('dead');
  }

  /** The last that is heard of a publication. */
  function dismiss(old: Current, closeReason: string, gone: FeedGone): void {
    old.isOver = true;
    old.publication.close(closeReason);
    tellGone(old, gone);
  }

  function tellGone({ publication }: Current, gone: FeedGone): void {
    log.info({ sessionId: publication.sessionId, address: publication.remoteAddress, gone }, 'feed gone');
    for (const listener of goneListeners) listener(gone);
  }

  function takeTag(from: Current, tag: FlvTag): void {
    if (from.isOver) return;
    const atMs = monotonicMs();
    const isReadable = from.reception.accept(tag, atMs);
    const isMedia = tag.kind !== 'data' && !tag.isSequenceHeader;
    if (isMedia) noteMedia(from, atMs);
    if (from !== current) return;
    if (!isMedia || atMs - judgedMs >= judgeEveryMs) judge();
    if (isReadable) handOn(from, tag);
  }

  function handOn(from: Current, tag: FlvTag): void {
    for (const listener of tagListeners) if (!from.isOver) listener(tag);
  }

  function noteMedia(from: Current, atMs: number): void {
    from.receivingSinceMs ??= now();
    from.lastSignMs = atMs;
    if (from === standby && silenceOf(current) >= feedSilence.quietMs)
      goOnWithStandby('silent while a backup is there');
    if (from !== current || status === 'receiving') return;
    checkIn(feedSilence.quietMs);
    step('media');
  }

  /** The backup becomes the feed; whoever listens hears its headers first. */
  function goOnWithStandby(reason: string): void {
    const [old, next] = [current, standby];
    if (next === null) return;
    standby = null;
    makeCurrent(next);
    if (old && !old.isOver) dismiss(old, reason, 'replaced');
    const { metadata, video, audio } = next.reception.headers();
    for (const header of [metadata, video, audio]) if (header !== null) handOn(next, header);
    judge();
  }

  function makeCurrent(next: Current): void {
    current = next;
    checkIn(feedSilence.quietMs);
  }

  function attach(publication: Publication): void {
    if (isStopped) return publication.close('session does not take feeds');
    const next: Current = {
      publication,
      reception: createFeedReception(monotonicMs()),
      receivingSinceMs: null,
      lastSignMs: monotonicMs(),
      isOver: false,
    };
    place(next);
    publication.onTag((tag) => takeTag(next, tag));
    publication.onEnd((reason) => end(next, reason));
    judge();
  }

  /** Feed or standby, by the table at the top. */
  function place(next: Current): void {
    const old = current;
    const isLiving = old !== null && !old.isOver && silenceOf(old) < feedSilence.quietMs;
    const { isBackup } = next.publication;
    if (isLiving && isBackup && !old.publication.isBackup) return standBy(next);
    makeCurrent(next);
    if (old === null || old.isOver) return;
    if (isLiving && isBackup === old.publication.isBackup)
      takeovers.note(old.publication, next.publication, monotonicMs());
    if (!isLiving || isBackup || !old.publication.isBackup) return dismiss(old, takenOver, 'replaced');
    tellGone(old, 'replaced');
    standBy(old);
  }

  function standBy(next: Current): void {
    if (standby) dismissStandby('another backup took over');
    standby = next;
  }

  function dismissStandby(reason: string): void {
    const old = standby;
    standby = null;
    if (!old || old.isOver) return;
    old.isOver = true;
    old.publication.close(reason);
  }

  function end(one: Current, reason: string): void {
    if (one.isOver) return;
    if (one === standby) {
      dismissStandby(reason);
      return judge();
    }
    dismiss(one, reason, 'ended');
    goOnWithStandby(reason);
  }

  function detach(reason: string): void {
    const old = current;
    current = null;
    cancelCheck();
    dismissStandby(reason);
    if (old && !old.isOver) dismiss(old, reason, 'ended');
    step('released');
    judge();
  }

  return {
    attach,
    detach,
    onTag: (listener) => void tagListeners.push(listener),
    onGone: (listener) => void goneListeners.push(listener),
    onChange: (listener) => void changeListeners.push(listener),
    headers: () => (current && !current.isOver ? current.reception.headers() : noHeaders),
    facts,
    report: () => ({ ...reportedOf(facts()), problems: problemsAt(monotonicMs()) }),
    stop() {
      if (isStopped) return;
      isStopped = true;
      detach('session does not take feeds any more');
      for (const listeners of [tagListeners, goneListeners, changeListeners]) listeners.length = 0;
    },
  };
}
