// A live session with a hub that the test plays by hand, a clock that stands still, and takes that only remember.
import type { FeedHub } from '../../media/ingest/feed-hub.ts';
import type { FlvTag } from '../../media/ingest/flv-tag.ts';
import type { BeginTake, DrivenTake } from '../../media/live/driven-take.ts';
import { LiveSession, type Screen } from '../../media/live/live-session.ts';
import type { TakeEndReason } from '../../media/takes/take-record.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

const noHeaders = { video: null, audio: null, metadata: null };

export function tag(more: Partial<FlvTag>): FlvTag {
  const timestampMs = more.timestampMs ?? 0;
  return {
    kind: 'video',
    payload: Buffer.from([0x17, 0x01]),
    arrivedAtMs: 1000 + timestampMs,
    isSequenceHeader: false,
    isKeyframe: false,
    compositionMs: 0,
    ...more,
    timestampMs,
  };
}

/** A take that only remembers what it was given. */
class NotedTake implements DrivenTake {
  readonly fed: FlvTag[] = [];
  ended: TakeEndReason | null = null;
  isOvertaken = false;
  isOutOfTime = false;
  readonly begin: BeginTake;
  finishWriting = (): void => undefined;
  #written = Promise.resolve();
  constructor(begin: BeginTake) {
    this.begin = begin;
  }
  get recent(): readonly FlvTag[] {
    return this.fed.slice(this.fed.map((one) => one.isKeyframe).lastIndexOf(true));
  }
  feed(one: FlvTag): void {
    this.fed.push(one);
  }
  end(reason: TakeEndReason): Promise<void> {
    this.ended = reason;
    return this.#written;
  }
  /** From now on its end takes until {@link finishWriting}. */
  writeSlowly(): void {
    this.#written = new Promise((resolve) => (this.finishWriting = resolve));
  }
}

/** A session on a hub that the test plays by hand. */
export function stage(facts: { keyframeIntervalSeconds: number | null } = { keyframeIntervalSeconds: 2 }) {
  const takes: NotedTake[] = [];
  const paused: (() => void)[] = [];
  const screens: Screen[] = [];
  let onTag: (one: FlvTag) => void = () => undefined;
  let onGone: () => void = () => undefined;
  let onChange: () => void = () => undefined;
  let status = 'receiving';
  let isThere = true;
  let audio: FlvTag | null = tag({ kind: 'audio', isSequenceHeader: true });
  const hub = {
    onTag: (listener: typeof onTag) => (onTag = listener),
    onGone: (listener: typeof onGone) => (onGone = listener),
    headers: () => (isThere ? { video: tag({ isSequenceHeader: true }), audio, metadata: null } : noHeaders),
    onChange: (listener: typeof onChange) => (onChange = listener),
    facts: () => ({ videoCodec: 'h264', width: 640, height: 360, ...facts, status }),
  } as unknown as FeedHub;
  const session = new LiveSession({
    sessionId: 's',
    hub,
    monotonicMs: () => 0,
    log: quiet,
    keepsLateMedia: true,
    onScreen: (screen) => void screens.push(screen),
    schedule: (_delayMs, run) => {
      paused.push(run);
      return () => undefined;
    },
    begin: (begin) => {
      takes.push(new NotedTake(begin));
      return Promise.resolve(takes.at(-1) ?? new NotedTake(begin));
    },
  });
  return {
    session,
    takes,
    paused,
    screens,
    send(...tags: FlvTag[]) {
      isThere = true;
      tags.forEach((one) => onTag(one));
    },
    /** As the hub does it: of an encoder that is gone there are no headers. */
    hangUp() {
      isThere = false;
      onGone();
    },
    fallSilent() {
      status = 'stalled';
      onChange();
      status = 'receiving';
    },
    mute: () => (audio = null),
  };
}

export const settled = () => new Promise((resolve) => setImmediate(resolve));
export const sound = (timestampMs: number) => tag({ kind: 'audio', timestampMs });
export const keyframe = (timestampMs: number) => tag({ isKeyframe: true, timestampMs });
