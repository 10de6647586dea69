// Tells webhooks when the feed of a session on air is lost and when it is back: nobody in the hall may notice by themselves.
import { inTransaction } from '../../db/open.ts';
import { findSession } from '../../db/sessions.ts';
import type { House } from './house.ts';
import { queueWebhooks } from './queue-webhooks.ts';

/** Hears of a feed's status after every change. */
export type FeedAlarm = (sessionId: string, status: string) => Promise<void>;

/** Makes the alarm; one loss is told once, however often its status is reported. */
export function createFeedAlarm(house: House): FeedAlarm {
  const lost = new Set<string>();
  return async (sessionId, status) => {
    const isNews = status === 'lost' ? !lost.has(sessionId) : status === 'receiving' && lost.has(sessionId);
    if (!isNews) return;
    const session = await findSession(house.db, sessionId);
    if (status === 'lost' && session?.state !== 'live') return;
    if (status === 'lost') lost.add(sessionId);
    else lost.delete(sessionId);
    const event = status === 'lost' ? 'feed.lost' : 'feed.back';
    await inTransaction(house.db, (db) => queueWebhooks(house, db, event, { sessionId, atMs: house.now() }));
  };
}
