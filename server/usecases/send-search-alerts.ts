// Tells by mail what is new in saved searches, when each is due. Filters and publication are those of this moment: what was
// withheld meanwhile is in no mail.
import { createHash } from 'node:crypto';
import {
  deleteAlert,
  findNextAlertAt,
  keepAlertTold,
  listDueAlerts,
  type StoredAlert,
} from '../../db/search-alerts.ts';
import type { AlertCadence, AlertQuery } from '../contract/search-alerts.ts';
import { searchQuerySchema, type SearchHit } from '../contract/search.ts';
import type { House } from './house.ts';
import { newsMail } from './search-alert-mail.ts';
import { mailKeys, oneClickHeaders } from './mail-keys.ts';
import { search } from './search.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Subscriptions looked at in one round; the next round follows at once. */
const mostAtOnce = 50;
/** What is told once is remembered for this many hits. */
const mostTold = 400;
/** The newest hits that are looked at. */
const looked = 50;

/** When to look again. At once: every ten minutes, but after a mail not for an hour. */
export function nextLookMs(cadence: AlertCadence, nowMs: number, { hasWritten }: { hasWritten: boolean }): number {
  switch (cadence) {
    case 'at-once':
      return nowMs + (hasWritten ? hourMs : 10 * minuteMs);
    case 'daily':
      return nowMs + 24 * hourMs;
    case 'weekly':
      return nowMs + 7 * 24 * hourMs;
  }
}

/** Looks at every subscription that is due; answers when the next one is (ms), null when there is none. */
export async function sendDueAlerts(house: House): Promise<number | null> {
  for (const alert of await listDueAlerts(house.db, house.now(), mostAtOnce)) {
    // Nobody confirmed it in time: the address is not ours to keep.
    if (alert.confirmedAtMs === null) await deleteAlert(house.db, alert.id);
    else await tell(house, alert);
  }
  return findNextAlertAt(house.db);
}

async function tell(house: House, alert: StoredAlert): Promise<void> {
  const { hits, told } = await findAlertHits(house, alert);
  const hasWritten = hits.length > 0 && (await write(house, alert, hits));
  // What could not be sent is tried again, as new, the next time.
  const kept = hits.length > 0 && !hasWritten ? alert.told : told;
  await keepAlertTold(house.db, alert.id, {
    told: kept,
    nextAtMs: nextLookMs(alert.cadence, house.now(), { hasWritten }),
  });
}

/** The public hits of a saved search that were not told yet, and everything that counts as told with them. */
export async function findAlertHits(
  house: House,
  alert: StoredAlert,
): Promise<{ hits: SearchHit[]; told: readonly string[] }> {
  const query = searchQuerySchema.parse({ ...alert.query, sort: 'newest', limit: looked });
  const answer = await search(house, { kind: 'public' }, query);
  if (!answer.ok) throw new Error(`A saved search was refused: ${answer.refusal.detail}`);
  const told = new Set(alert.told);
  const hits = answer.value.items.filter((hit) => {
    const isNew = !told.has(nameOf(hit));
    told.add(nameOf(hit));
    return isNew;
  });
  return { hits, told: [...told].slice(-mostTold) };
}

/** A stretch of a transcript has no name that outlives the next version: of each speaker and sitting it is told once. */
function nameOf(hit: SearchHit): string {
  const what = hit.kind === 'transcript' ? [hit.speaker] : [hit.title, hit.speaker, hit.agendaItemId, hit.url];
  const name = JSON.stringify([hit.kind, hit.sessionId, ...what]);
  return createHash('sha256').update(name).digest('base64url').slice(0, 11);
}

async function write(house: House, alert: StoredAlert, hits: readonly SearchHit[]): Promise<boolean> {
  const { mail, settings } = house;
  if (mail === null || settings.publicOrigin === null) return false;
  const site = settings.publicOrigin;
  const { leave } = mailKeys(house, 'search-alert', alert.id);
  const searchLink = `${site}/search?${addressOf(alert.query)}`;
  const leaveLink = `${site}/search/alerts#leave=${leave}`;
  const words = newsMail(alert.lang, { asked: describeAlert(alert.query), hits, site, searchLink, leaveLink });
  try {
    await mail.send({
      to: alert.email,
      ...words,
      headers: oneClickHeaders(`${site}/api/search/alerts/leave/${leave}`),
    });
    return true;
  } catch (error) {
    house.log.warn({ err: error, alertId: alert.id }, 'a saved search could not be mailed');
    return false;
  }
}

/** The search in words: what was typed, else whose speeches. */
export function describeAlert(query: AlertQuery): string {
  return [query.q, query.speaker, query.group].filter((words) => words !== undefined && words !== '').join(', ');
}

/** The search as it stands in the address of the page. */
function addressOf(query: AlertQuery): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return new URLSearchParams(given).toString();
}
