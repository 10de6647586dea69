// The feed of one session, whichever encoder sends it: takes over, watches the silence, reports. Knows no key and no
// session state, and keeps nothing of what passes but the headers.
import { createFeedReception } from './feed-reception.ts';
import type { FeedHeaders, FeedReception } from './feed-reception.ts';
import type { FeedProblem } from './feed-problems.ts';
import type { FeedFacts, FeedReport, FeedStatus } from './feed-report.ts';
import type { FeedEvent } from './feed-status.ts';
import { feedSilence, nextFeedStatus } from './feed-status.ts';
import type { FlvTag } from './flv-tag.ts';
import type { IngestLog } from './ingest-log.ts';
import type { Publication } from './rtmp/publication.ts';
import type { Schedule } from './schedule.ts';
import { scheduleByTimer } from './schedule.ts';

/** Why the tags stopped: the encoder left or was sent away, another one took over, or nothing came for 10 s. */
export type FeedGone = 'ended' | 'replaced' | 'lost';

export type { FeedFacts } from './feed-report.ts';
export type { FeedHeaders } from './feed-reception.ts';

export interface FeedHub {
  /** Takes the publication in at once, also from a living encoder: the old one is closed. Closes it when stopped. */
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
  report(): Omit<FeedReport, 'recording'>;
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

const noHeaders: FeedHeaders = { video: null, audio: null, metadata: null };
/** Problems grow slowly; looking at them for every tag would cost more than the tag. */
const judgeEveryMs = 250;

interface Current {
  readonly publication: Publication;
  readonly reception: FeedReception;
  receivingSinceMs: number | null;
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
  let lastSignMs = 0;
  let judgedMs = 0;
  let announced = '';
  let isStopped = false;
  let cancelCheck = (): void => undefined;

  function facts(): FeedFacts {
    const reception = current?.reception ?? createFeedReception(0);
    return {
      ...reception.facts(monotonicMs()),
      status,
      remoteAddress: current?.publication.remoteAddress ?? null,
      receivingSinceMs: current?.receivingSinceMs ?? null,
    };
  }

  function judge(): void {
    judgedMs = monotonicMs();
    problems = current?.reception.problems(judgedMs) ?? [];
    const { videoCodec, audioCodec, width, height, remoteAddress } = facts();
    const seen = JSON.stringify([status, problems, videoCodec, audioCodec, width, height, remoteAddress]);
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

  function checkSilence(): void {
    const silentMs = monotonicMs() - lastSignMs;
    if (silentMs >= feedSilence.deadMs) return lose();
    if (silentMs < feedSilence.quietMs) return checkIn(feedSilence.quietMs - silentMs);
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
    log.info({ sessionId: old.publication.sessionId, address: old.publication.remoteAddress, gone }, 'feed gone');
    for (const listener of goneListeners) listener(gone);
  }

  function takeTag(from: Current, tag: FlvTag): void {
    if (from.isOver) return;
    const atMs = monotonicMs();
    const isReadable = from.reception.accept(tag, atMs);
    const isMedia = tag.kind !== 'data' && !tag.isSequenceHeader;
    if (isMedia) noteMedia(from, atMs);
    if (!isMedia || atMs - judgedMs >= judgeEveryMs) judge();
    if (!isReadable) return;
    for (const listener of tagListeners) if (!from.isOver) listener(tag);
  }

  function noteMedia(from: Current, atMs: number): void {
    from.receivingSinceMs ??= now();
    lastSignMs = atMs;
    if (status === 'receiving') return;
    checkIn(feedSilence.quietMs);
    step('media');
  }

  function attach(publication: Publication): void {
    if (isStopped) return publication.close('session does not take feeds');
    const old = current;
    const next: Current = {
      publication,
      reception: createFeedReception(monotonicMs()),
      receivingSinceMs: null,
      isOver: false,
    };
    current = next;
    if (old && !old.isOver) dismiss(old, 'another encoder took over', 'replaced');
    lastSignMs = monotonicMs();
    checkIn(feedSilence.quietMs);
    publication.onTag((tag) => takeTag(next, tag));
    publication.onEnd((reason) => {
      if (!next.isOver) dismiss(next, reason, 'ended');
    });
    judge();
  }

  function detach(reason: string): void {
    const old = current;
    current = null;
    cancelCheck();
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
    report() {
      const known = facts();
      return {
        status,
        videoCodec: known.videoCodec,
        audioCodec: known.audioCodec,
        width: known.width,
        height: known.height,
        framesPerSecond: known.framesPerSecond,
        kilobitsPerSecond: known.kilobitsPerSecond,
        keyframeIntervalSeconds: known.keyframeIntervalSeconds,
        receivingSinceMs: known.receivingSinceMs,
        remoteAddress: known.remoteAddress,
        problems: current?.reception.problems(monotonicMs()) ?? [],
      };
    },
    stop() {
      if (isStopped) return;
      isStopped = true;
      detach('session does not take feeds any more');
      for (const listeners of [tagListeners, goneListeners, changeListeners]) listeners.length = 0;
    },
  };
}
