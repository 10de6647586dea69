// Where the mail of a body's members goes: for staff of the body only. The trail says whose address changed, never to what.
import { findBody } from '../../db/bodies.ts';
import { listContacts, writeContact } from '../../db/member-contacts.ts';
import { inTransaction } from '../../db/open.ts';
import type { Actor } from '../contract/accounts.ts';
import type { Contacts } from '../contract/convocations.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import { requirePermission } from '../domain/permissions.ts';
import type { House } from './house.ts';
import { writeAudit } from './write-audit.ts';

/** The members of now with their addresses. */
export async function showContacts(house: House, actor: Actor, bodyId: string): Promise<Outcome<Contacts>> {
  const permission = requirePermission(actor, 'edit-body', bodyId);
  if (!permission.ok) return permission;
  if ((await findBody(house.db, bodyId)) === null) return refuse('body-not-found', 'There is no such body.');
  return accept({ contacts: await listContacts(house.db, bodyId) });
}

/** Writes the addresses that are named; whoever is not a member now is left alone. */
export async function writeContacts(
  house: House,
  actor: Actor,
  bodyId: string,
  input: Contacts,
): Promise<Outcome<Contacts>> {
  const shown = await showContacts(house, actor, bodyId);
  if (!shown.ok) return shown;
  const changed = input.contacts.filter(({ personId, email }) =>
    shown.value.contacts.some((known) => known.personId === personId && known.email !== email),
  );
  const atMs = house.now();
  await inTransaction(house.db, async (db) => {
    if (changed.length === 0) return;
    for (const { personId, email } of changed) await writeContact(db, personId, email);
    const after = { bodyId, people: changed.map(({ personId }) => personId) };
    await writeAudit(house, db, actor, { action: 'body.contacts-changed', sessionId: null, atMs, after });
  });
  return showContacts(house, actor, bodyId);
}
