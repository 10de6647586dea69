// Gives a session an SRT port of its own and has live media wait there. The passphrase is derived like the stream key.
import { changeFeedSources, findFeedSources, listFeedSources } from '../../db/feed-sources.ts';
import { inTransaction } from '../../db/open.ts';
import { listSessionsInStates } from '../../db/sessions.ts';
import type { StoredSession } from '../../db/sessions.ts';
import { acceptsFeed, feedStates } from '../domain/session-machine.ts';
import type { House } from './house.ts';
import { makeStreamKey } from './stream-key.ts';

/** Where its encoder connects, passphrase included; null when SRT is off, no port is free or the session is over. */
export async function openSrtDoor(
  house: House,
  session: Pick<StoredSession, 'id' | 'state' | 'keyVersion'>,
): Promise<{ url: string } | null> {
  if (!acceptsFeed(session.state)) return null;
  const { first, count } = house.settings.srt;
  const before = (await findFeedSources(house.db, session.id)).srtPort;
  const holds = before !== null && before >= first && before < first + count;
  const port = holds ? before : await reservePort(house, session.id);
  if (port === null) return null;
  const passphrase = makeStreamKey(house.secrets.streamKeySecret, session.id, session.keyVersion, 'srt');
  house.live.sources.listenSrt(session.id, { port, passphrase });
  return { url: `srt://${house.settings.srt.host}:${port}?passphrase=${passphrase}` };
}

/** The lowest port that no session with a feed has. A session that is over gives its port back. */
async function reservePort(house: House, sessionId: string): Promise<number | null> {
  const { first, count } = house.settings.srt;
  return inTransaction(house.db, async (db) => {
    const open = new Set((await listSessionsInStates(db, feedStates)).map(({ id }) => id));
    const holders = (await listFeedSources(db)).filter(({ srtPort }) => srtPort !== null);
    const taken = new Set(holders.filter((holder) => open.has(holder.sessionId)).map(({ srtPort }) => srtPort));
    const port = Array.from({ length: count }, (_, at) => first + at).find((candidate) => !taken.has(candidate));
    if (port === undefined) return null;
    const modifiedAtMs = house.now();
    const before = holders.find((holder) => holder.srtPort === port);
    if (before !== undefined) await changeFeedSources(db, before.sessionId, { srtPort: null, modifiedAtMs });
    await changeFeedSources(db, sessionId, { srtPort: port, modifiedAtMs });
    return port;
  });
}
