// Tags of one encoder, from a keyframe on, that are in no take yet, with what was known of the feed when they came.
// Must not know what becomes of them.
import type { FeedFacts } from '../ingest/feed-hub.ts';
import type { FlvTag } from '../ingest/flv-tag.ts';
import type { FeedHeaders } from './take-run.ts';

/** What a take needs to know of the feed that its tags came from. */
export interface CollectedFeed {
  readonly headers: FeedHeaders;
  readonly facts: FeedFacts;
}

/** `first` is the keyframe with which `tags` begin. */
export interface Collected extends CollectedFeed {
  readonly first: FlvTag;
  readonly tags: readonly FlvTag[];
}

const mostCollectedBytes = 64 * 1024 * 1024;
/** Less is no take: by then nobody has seen or heard anything that could be missed. */
const leastLateMs = 1000;

export class CollectedTags {
  #tags: FlvTag[] = [];
  #bytes = 0;
  #feed: CollectedFeed | null = null;

  get first(): FlvTag | null {
    return this.#tags[0] ?? null;
  }

  get tags(): readonly FlvTag[] {
    return this.#tags;
  }

  /** How much of the encoder's time they span. */
  get lengthMs(): number {
    const [first, newest] = [this.#tags[0], this.#tags.at(-1)];
    return first === undefined || newest === undefined ? 0 : newest.timestampMs - first.timestampMs;
  }

  /** Beyond 64 MB all of it is given up: nothing has taken it for far too long. */
  add(tag: FlvTag, feed: CollectedFeed): void {
    if (this.#bytes > mostCollectedBytes) this.forget();
    if (this.#tags.length === 0 && !tag.isKeyframe) return;
    this.#tags.push(tag);
    this.#bytes += tag.payload.length;
    this.#feed = feed;
  }

  /** In place of what is there: `tags` begin with a keyframe, or there are none. */
  replace(tags: readonly FlvTag[], feed: CollectedFeed): void {
    this.forget();
    for (const tag of tags) this.add(tag, feed);
  }

  forget(): void {
    [this.#tags, this.#bytes, this.#feed] = [[], 0, null];
  }

  /** Gives away what is there, where it is enough for a take of its own; nothing stays. */
  handOver(): Collected | null {
    const [first, feed] = [this.#tags[0], this.#feed];
    const isEnough = this.lengthMs >= leastLateMs;
    const tags = this.#tags;
    this.forget();
    return first === undefined || feed === null || !isEnough ? null : { ...feed, first, tags };
  }
}
