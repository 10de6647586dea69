// Shows the versions of a published session: which there were and why, and each replaced one as it was.
import { listCorrections } from '../../db/corrections.ts';
import { findVersion, listVersions } from '../../db/session-versions.ts';
import type { Actor } from '../contract/accounts.ts';
import { toInstant } from '../contract/instants.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import { sessionVersionSchema, type SessionVersion, type VersionList } from '../contract/publishing.ts';
import { findVisibleSession } from './find-visible-session.ts';
import type { House } from './house.ts';

/** The list, oldest first; a session that was never corrected has its first version alone. */
export async function showVersions(house: House, actor: Actor, sessionId: string): Promise<Outcome<VersionList>> {
  const found = await findVisibleSession(house, actor, sessionId);
  if (!found.ok) return found;
  const [corrections, kept] = await Promise.all([
    listCorrections(house.db, sessionId),
    listVersions(house.db, sessionId),
  ]);
  const first = { version: 1, at: null, note: null };
  const later = corrections.map(({ version, atMs, note }) => ({ version, at: toInstant(atMs), note }));
  const last = corrections.at(-1)?.version ?? 1;
  return accept({
    items: [first, ...later].map((one) => ({
      ...one,
      isReadable: one.version < last && kept.includes(one.version),
    })),
  });
}

/** One that was replaced. */
export async function showVersion(
  house: House,
  actor: Actor,
  { sessionId, version }: { sessionId: string; version: number },
): Promise<Outcome<SessionVersion>> {
  const found = await findVisibleSession(house, actor, sessionId);
  if (!found.ok) return found;
  const corrections = await listCorrections(house.db, sessionId);
  const isReplaced = corrections.some((correction) => correction.version > version);
  const stored = isReplaced ? await findVersion(house.db, sessionId, version) : null;
  if (stored === null) return refuse('not-found', 'This version was not replaced, or there is no such version.');
  const document = sessionVersionSchema.omit({ version: true, replacedAt: true }).parse(stored.document);
  return accept({ version, replacedAt: toInstant(stored.replacedAtMs), ...document });
}
