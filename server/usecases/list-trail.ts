// Lists who changed what in a session, when, from which value to which.
import { listAudit } from '../../db/audit.ts';
import type { Actor } from '../contract/accounts.ts';
import type { AuditLine } from '../contract/council-log.ts';
import { toInstant } from '../contract/instants.ts';
import { accept, type Outcome } from '../contract/problems.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';

const newest = 500;

/** The newest changes first. */
export async function listTrail(
  house: House,
  actor: Actor,
  sessionId: string,
): Promise<Outcome<{ items: AuditLine[] }>> {
  const found = await findSessionFor(house, actor, 'view-audit', sessionId);
  if (!found.ok) return found;
  const trail = await listAudit(house.db, { sessionId, limit: newest });
  const items = trail.map((entry) => ({
    id: entry.id,
    at: toInstant(entry.atMs),
    who: entry.actor,
    what: entry.action,
    from: entry.before ?? null,
    to: entry.after ?? null,
    reason: entry.reason ?? null,
  }));
  return accept({ items });
}
