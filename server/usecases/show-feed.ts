// Shows staff where the encoder connects and how it is doing. The only place that shows the stream key.
import type { Actor } from '../contract/accounts.ts';
import type { Feed } from '../contract/feeds.ts';
import { toInstant } from '../contract/instants.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { describeFeedProblem } from './feed-words.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { makeStreamKey } from './stream-key.ts';

/** The feed of a session, for staff. */
export async function showFeed(house: House, actor: Actor, sessionId: string): Promise<Outcome<Feed>> {
  const found = await findSessionFor(house, actor, 'view-feed', sessionId);
  if (!found.ok) return found;
  const streamKey = makeStreamKey(house.secrets.streamKeySecret, sessionId, found.value.keyVersion);
  const { srtUrl, rtmpUrl } = house.settings;
  const { status, recording, receivingSinceMs, problems, ...facts } = house.live.feedReport(sessionId);
  return accept({
    rtmp: { url: rtmpUrl, streamKey },
    srt: srtUrl === null ? null : { url: srtUrl },
    status,
    recording,
    health: {
      ...facts,
      receivingSince: receivingSinceMs === null ? null : toInstant(receivingSinceMs),
      problems: problems.map(describeFeedProblem),
    },
  });
}
