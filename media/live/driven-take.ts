// A take as the session sees it: begun with a keyframe, fed, ended. Must not know what it does with media.
import type { FeedFacts } from '../ingest/feed-hub.ts';
import type { FlvTag } from '../ingest/flv-tag.ts';
import type { MeasuredFeed, TakeEndReason } from '../takes/take-record.ts';
import type { FeedHeaders } from './take-run.ts';

/** A take as the session drives it; what it does with media is not the session's business. */
export interface DrivenTake {
  feed(tag: FlvTag): void;
  /** Something else is on screen in its place: it is recorded as before, but players will see no more of it. */
  readonly isOvertaken: boolean;
  /** The encoder's clock runs wrong, and has moved the dates of this take away from the instants of arrival. */
  readonly isOutOfTime: boolean;
  /** Tags since the last keyframe. */
  readonly recent: readonly FlvTag[];
  /** Ends it and seals what was recorded. A `cut` that comes while it ends otherwise throws away what is not yet written. */
  end(reason: TakeEndReason): Promise<void>;
}

export interface BeginTake {
  readonly headers: FeedHeaders;
  /** Of the feed, as known when its pictures came. */
  readonly facts: FeedFacts;
  readonly first: FlvTag;
  /** Now, or when the same picture came before an interruption; null when unknown. */
  readonly measured: MeasuredFeed | null;
  /** Encoded rungs to leave out from the top. */
  readonly reduceBy: number;
  readonly onFailure: (reason: string) => void;
  /** The machine does not keep up. */
  readonly onBehind: () => void;
}
