// Reads the trail: administrators all of it, clerks that of a session of theirs.
import { pageAudit } from '../../db/audit.ts';
import { namesOfIds } from '../../db/names-of-ids.ts';
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
  if (!page.ok) return page;
  const { items, nextCursor } = page.value;
  return accept({ items: items.map(toEntry), names: await namesOfIds(house.db, idsIn(items)), nextCursor });
}

/** What stands in fields for ids; other texts are somebody's words, whatever they look like. */
function idsIn(entries: readonly StoredEntry[]): string[] {
  const found = new Set<string>();
  const collect = (value: unknown, name: string): void => {
    if (typeof value === 'string' && /(?:^id|Ids?)$/u.test(name)) found.add(value);
    else if (Array.isArray(value)) for (const one of value as unknown[]) collect(one, name);
    else if (typeof value === 'object' && value !== null) {
      if (name === 'bodies') for (const bodyId of Object.keys(value)) found.add(bodyId);
      for (const [key, part] of Object.entries(value)) collect(part, key);
    }
  };
  for (const { sessionId, before, after } of entries) collect({ sessionId, before, after }, '');
  return [...found];
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
