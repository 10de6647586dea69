// Says what is understood of a roster in CSV; nothing is kept.
import type { Actor } from '../contract/accounts.ts';
import { accept, type Outcome } from '../contract/problems.ts';
import type { RosterPreview } from '../contract/roster.ts';
import { requirePermission } from '../domain/permissions.ts';
import { readRosterCsv } from '../domain/roster-csv.ts';

/** Members and lines that could not be used. */
export function previewRoster(actor: Actor, csv: string): Outcome<RosterPreview> {
  const permission = requirePermission(actor, 'edit-body');
  return permission.ok ? accept(readRosterCsv(csv)) : permission;
}
