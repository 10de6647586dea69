// Reads the trail: administrators all of it, clerks that of a session of theirs.
import { pageAudit } from '../../db/audit.ts';
import type { AuditEntry as StoredEntry } from '../../db/audit.ts';
import type { Actor } from '../contract/accounts.ts';
import type { AuditEntry, AuditPage, AuditQuery } from '../contract/audit.ts';
import { fromInstant, toInstant } from '../contract/instants.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { requirePermission } from '../domain/permissions.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';

/** One page, newest first. */
export async function readAudit(house: House, actor: Actor, query: AuditQuery): Promise<Outcome<AuditPage>> {
  const permission =
    query.session === undefined
      ? requirePermission(actor, 'view-whole-audit')
      : await findSessionFor(house, actor, 'view-audit', query.session);
  if (!permission.ok) return permission;
  const page = await pageAudit(house.db, {
    limit: query.limit,
    ...(query.session === undefined ? {} : { sessionId: query.session }),
    ...(query.actor === undefined ? {} : { actorPart: query.actor }),
    ...(query.action === undefined ? {} : { actionPrefix: query.action }),
    ...(query.from === undefined ? {} : { fromMs: fromInstant(query.from) }),
    ...(query.to === undefined ? {} : { toMs: fromInstant(query.to) }),
    ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
  });
  return page.ok ? accept({ items: page.value.items.map(toEntry), nextCursor: page.value.nextCursor }) : page;
}

function toEntry(entry: StoredEntry): AuditEntry {
  return {
    id: entry.id,
    at: toInstant(entry.atMs),
    actor: entry.actor,
    action: entry.action,
    sessionId: entry.sessionId,
    ...(entry.before === undefined ? {} : { before: entry.before }),
    ...(entry.after === undefined ? {} : { after: entry.after }),
    reason: entry.reason ?? null,
  };
}
