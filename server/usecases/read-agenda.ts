// Reads an agenda out of a file for the desk; nothing is kept.
import type { Actor } from '../contract/accounts.ts';
import { maxAgendaBytes, type AgendaLines } from '../contract/files.ts';
import { refuse, type Outcome } from '../contract/problems.ts';
import { readAgendaFile } from '../documents/agenda-file.ts';
import { requirePermission } from '../domain/permissions.ts';

/** The lines of the agenda, and what was left out. */
export async function readAgenda(actor: Actor, file: Uint8Array): Promise<Outcome<AgendaLines>> {
  const permission = requirePermission(actor, 'edit-agenda');
  if (!permission.ok) return permission;
  if (file.byteLength > maxAgendaBytes) return refuse('too-large', 'An agenda has at most 20 MB.');
  return readAgendaFile(file);
}
