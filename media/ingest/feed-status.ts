// The feed's machine: is media coming? Pure; the clock is the hub's. A lost feed never ends a session.
//
// from       media       quiet      dead    released
// waiting    receiving   stalled    lost    waiting
// receiving  receiving   stalled    lost    waiting
// stalled    receiving   stalled    lost    waiting
// lost       receiving   lost       lost    waiting
import type { FeedStatus } from './feed-report.ts';

/** `quiet` and `dead`: no media for so long, see {@link feedSilence}; `released`: nobody wants this feed any more. */
export type FeedEvent = 'media' | 'quiet' | 'dead' | 'released';

/** Ms of monotonic time without media, from the last of it or from the encoder's connecting. */
export const feedSilence = { quietMs: 3_000, deadMs: 10_000 } as const;

export const feedTransitions: Readonly<Record<FeedStatus, Readonly<Record<FeedEvent, FeedStatus>>>> = {
  waiting: { media: 'receiving', quiet: 'stalled', dead: 'lost', released: 'waiting' },
  receiving: { media: 'receiving', quiet: 'stalled', dead: 'lost', released: 'waiting' },
  stalled: { media: 'receiving', quiet: 'stalled', dead: 'lost', released: 'waiting' },
  lost: { media: 'receiving', quiet: 'lost', dead: 'lost', released: 'waiting' },
};

export function nextFeedStatus(from: FeedStatus, event: FeedEvent): FeedStatus {
  return feedTransitions[from][event];
}
