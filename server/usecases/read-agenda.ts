// Reads an agenda out of a file for the desk; nothing is kept.
import type { Actor } from '../contract/accounts.ts';
import { maxAgendaBytes, type AgendaLines } from '../contract/files.ts';
import { refuse, type Outcome } from '../contract/problems.ts';
import { requirePermission } from '../domain/permissions.ts';
import type { House } from './house.ts';

/** The lines of the agenda, and what was left out. */
export async function readAgenda(house: House, actor: Actor, file: Uint8Array): Promise<Outcome<AgendaLines>> {
  const permission = requirePermission(actor, 'edit-agenda');
  if (!permission.ok) return permission;
  if (file.byteLength > maxAgendaBytes) return refuse('too-large', 'An agenda has at most 20 MB.');
  return house.texts.readAgenda(file);
}
