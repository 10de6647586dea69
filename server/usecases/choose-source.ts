// Starts and stops what the server itself brings to a session: a fetched address, the test signal.
import { changeFeedSources, findFeedSources } from '../../db/feed-sources.ts';
import { readPullAddress, showPullAddress } from '../../media/ingest/pull/pull-address.ts';
import type { PullAddress } from '../../media/ingest/pull/pull-address.ts';
import type { Actor } from '../contract/accounts.ts';
import type { FeedSource, NewSource, StoppableSource } from '../contract/feeds.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { acceptsFeed } from '../domain/session-machine.ts';
import { describeSource } from './feed-words.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { openText, sealText } from './sealed-text.ts';
import { writeAudit } from './write-audit.ts';

/** Starts a source; one that runs already goes on. */
export async function startSource(
  house: House,
  actor: Actor,
  sessionId: string,
  source: NewSource,
): Promise<Outcome<{ items: FeedSource[] }>> {
  const found = await findSessionFor(house, actor, 'choose-source', sessionId);
  if (!found.ok) return found;
  if (!acceptsFeed(found.value.state)) return refuse('command-not-allowed', 'This session takes no feed any more.');
  const begun =
    source.kind === 'test' ? beginTest(house, sessionId) : await beginPull(house, sessionId, source.address);
  if (!begun.ok) return begun;
  const after = { kind: source.kind, from: begun.value };
  await writeAudit(house, house.db, actor, { action: 'session.source-started', sessionId, atMs: house.now(), after });
  return accept({ items: listSources(house, sessionId) });
}

/** Stops a source; one that does not run is no error. */
export async function stopSource(
  house: House,
  actor: Actor,
  sessionId: string,
  kind: StoppableSource,
): Promise<Outcome<null>> {
  const found = await findSessionFor(house, actor, 'choose-source', sessionId);
  if (!found.ok) return found;
  const atMs = house.now();
  if (kind === 'pull') await changeFeedSources(house.db, sessionId, { pullSealed: null, modifiedAtMs: atMs });
  await house.live.sources.stop(sessionId, kind);
  await writeAudit(house, house.db, actor, { action: 'session.source-stopped', sessionId, atMs, after: { kind } });
  return accept(null);
}

/** What the server brings to a session, and how it is doing. */
export function listSources(house: House, sessionId: string): FeedSource[] {
  return house.live.sources.reports(sessionId).map(describeSource);
}

/** Fetches again what was being fetched when the server stopped. */
export async function resumePull(house: House, sessionId: string): Promise<void> {
  const { pullSealed } = await findFeedSources(house.db, sessionId);
  if (pullSealed === null) return;
  const text = openText(house.secrets.streamKeySecret, 'feed-source', pullSealed);
  const read = text === null ? null : readPullAddress(text);
  if (read?.kind === 'address') house.live.sources.pull(sessionId, read.address);
  else
    house.log.warn({ sessionId }, 'the address of a source cannot be opened with this server’s secret; enter it again');
}

function beginTest(house: House, sessionId: string): Outcome<null> {
  house.live.sources.startTest(sessionId);
  return accept(null);
}

async function beginPull(house: House, sessionId: string, text: string): Promise<Outcome<string>> {
  const read = readPullAddress(text);
  if (read.kind === 'refused') return refuse('bad-source', read.sentence);
  if (await isForbidden(house, read.address)) {
    return refuse(
      'bad-source',
      `${read.address.host} is not a public address; an administrator can allow its network with PULL_NETWORKS.`,
    );
  }
  const pullSealed = sealText(house.secrets.streamKeySecret, 'feed-source', read.address.url.href);
  await changeFeedSources(house.db, sessionId, { pullSealed, modifiedAtMs: house.now() });
  house.live.sources.pull(sessionId, read.address);
  return accept(showPullAddress(read.address));
}

/** A name that nobody knows now may be known later: the source is tried again and again. */
async function isForbidden(house: House, { host }: PullAddress): Promise<boolean> {
  return (await house.live.sources.checkHost(host)) === 'forbidden';
}
