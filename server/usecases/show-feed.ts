// Shows staff where the encoder connects and how it is doing. The only place that shows the stream keys.
import type { Actor } from '../contract/accounts.ts';
import type { Feed } from '../contract/feeds.ts';
import { toInstant } from '../contract/instants.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { keysOf } from './admit-feed.ts';
import { listSources } from './choose-source.ts';
import { openSrtDoor } from './open-srt-door.ts';
import { describeFeedProblem } from './feed-words.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';

/** The feed of a session, for staff. The first look at it opens its SRT port. */
export async function showFeed(house: House, actor: Actor, sessionId: string): Promise<Outcome<Feed>> {
  const found = await findSessionFor(house, actor, 'view-feed', sessionId);
  if (!found.ok) return found;
  const keys = keysOf(house, found.value);
  const { rtmpsUrl, rtmpUrl } = house.settings;
  const { status, recording, receivingSinceMs, problems, ...facts } = house.live.feedReport(sessionId);
  return accept({
    rtmp: { url: rtmpUrl, streamKey: keys.main, backupKey: keys.backup },
    rtmps: rtmpsUrl === null ? null : { url: rtmpsUrl },
    srt: await openSrtDoor(house, found.value),
    sources: listSources(house, sessionId),
    status,
    recording,
    health: {
      ...facts,
      receivingSince: receivingSinceMs === null ? null : toInstant(receivingSinceMs),
      problems: problems.map(describeFeedProblem),
    },
  });
}
