// Tells webhooks when the feed of a session on air is lost, when it is back, and when an alarm of the guardian begins and ends:
// nobody in the hall may notice by themselves.
import { inTransaction } from '../../db/open.ts';
import { findSession } from '../../db/sessions.ts';
import type { FeedReport } from '../../media/ingest/feed-report.ts';
import type { WebhookEvent } from '../contract/webhooks.ts';
import { describeFeedProblem } from './feed-words.ts';
import type { House } from './house.ts';
import { queueWebhooks } from './queue-webhooks.ts';

/** Hears of a feed after every change. */
export type FeedAlarm = (sessionId: string, report: Pick<FeedReport, 'status' | 'problems'>) => Promise<void>;

/** What was told of a feed and still holds: `lost`, or a problem's code, with what was said of it. */
type Told = Map<string, string>;

interface News {
  readonly event: WebhookEvent;
  readonly reason?: string;
  readonly code?: string;
}

/** Makes the alarm; what lasts is told once, however often it is reported. Before and after a session nothing is told. */
export function createFeedAlarm(house: House): FeedAlarm {
  const toldOf = new Map<string, Told>();
  return (sessionId, report) =>
    house.queue.run(sessionId, async () => {
      const told = toldOf.get(sessionId) ?? new Map<string, string>();
      toldOf.set(sessionId, told);
      const isOnAir = (await findSession(house.db, sessionId))?.state === 'live';
      const news = [...readStatus(told, report.status, isOnAir), ...readProblems(told, report.problems, isOnAir)];
      if (news.length > 0) await tell(house, sessionId, news);
    });
}

function readStatus(told: Told, status: FeedReport['status'], isOnAir: boolean): News[] {
  if (status === 'lost' && isOnAir && !told.has('lost')) {
    told.set('lost', '');
    return [{ event: 'feed.lost' }];
  }
  return status === 'receiving' && told.delete('lost') ? [{ event: 'feed.back' }] : [];
}

function readProblems(told: Told, problems: FeedReport['problems'], isOnAir: boolean): News[] {
  const present = new Set<string>(problems.map((problem) => problem.code));
  const over = [...told].filter(([code]) => code !== 'lost' && !present.has(code));
  for (const [code] of over) told.delete(code);
  const fresh = isOnAir ? problems.filter((problem) => !told.has(problem.code)).map(describeFeedProblem) : [];
  for (const { code, detail } of fresh) told.set(code, detail);
  return [
    ...over.map(([code, reason]) => ({ event: 'guardian.clear' as const, code, reason })),
    ...fresh.map(({ code, detail }) => ({ event: 'guardian.alarm' as const, code, reason: detail })),
  ];
}

async function tell(house: House, sessionId: string, news: readonly News[]): Promise<void> {
  const atMs = house.now();
  await inTransaction(house.db, async (db) => {
    for (const { event, ...what } of news) await queueWebhooks(house, db, event, { sessionId, atMs, ...what });
  });
}
