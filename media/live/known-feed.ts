// What is known of a session's encoder from before: one that comes back with the same picture need not be measured again,
// so that its pictures are recorded from the first one on. Must not know takes or the gate.
import type { FeedFacts } from '../ingest/feed-hub.ts';
import type { MeasuredFeed } from '../takes/take-record.ts';

export class KnownFeed {
  #measured: MeasuredFeed | null = null;

  /** Of a run of the server before this one; what was measured in this one is newer. */
  remember(measured: MeasuredFeed): void {
    this.#measured ??= measured;
  }

  /** As measured, now or before; null while this picture never was. */
  measured({ videoCodec, width, height, keyframeIntervalSeconds }: FeedFacts): MeasuredFeed | null {
    const picture = `${videoCodec} ${width}x${height}`;
    if (keyframeIntervalSeconds !== null) this.#measured = { picture, keyframeIntervalSeconds };
    return this.#measured?.picture === picture ? this.#measured : null;
  }
}
