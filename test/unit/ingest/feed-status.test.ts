// The whole table of the feed's machine.
import { describe, expect, it } from '@jest/globals';
import type { FeedStatus } from '../../../media/ingest/feed-report.ts';
import type { FeedEvent } from '../../../media/ingest/feed-status.ts';
import { feedTransitions, nextFeedStatus } from '../../../media/ingest/feed-status.ts';

const statuses: FeedStatus[] = ['waiting', 'receiving', 'stalled', 'lost'];
const events: FeedEvent[] = ['media', 'quiet', 'dead', 'released'];
const expected: Record<FeedEvent, (from: FeedStatus) => FeedStatus> = {
  media: () => 'receiving',
  quiet: (from) => (from === 'lost' ? 'lost' : 'stalled'),
  dead: () => 'lost',
  released: () => 'waiting',
};

describe('feed status', () => {
  it.each(statuses.flatMap((from) => events.map((event) => [from, event] as const)))('%s on %s', (from, event) => {
    expect(nextFeedStatus(from, event)).toBe(expected[event](from));
  });

  it('knows every status and nothing else', () => {
    expect(Object.keys(feedTransitions).sort()).toEqual([...statuses].sort());
  });
});
