// A session that is over and published is corrected in the open: each change needs a note and makes a new version.
import { addCorrection } from '../../db/corrections.ts';
import type { Db } from '../../db/open.ts';
import type { StoredSession } from '../../db/sessions.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';

/** The public note of marks placed or taken back afterwards, which need no note of their own. */
export const marksCorrected = 'Indice dei punti corretto.';

/** Does a change of this session need a public note? */
export function isCorrection(session: StoredSession): boolean {
  return session.state === 'ended' && session.publication === 'published';
}

/** Refuses a correction without a note (`reason-required`). */
export function requireNote(session: StoredSession, note: string | undefined): Outcome<null> {
  if (!isCorrection(session) || (note ?? '').trim() !== '') return accept(null);
  return refuse('reason-required', 'This session is published: write a note that says what is corrected and why.');
}

/** Writes the new version, when this is a correction; call it in the transaction of the change. */
export async function noteCorrection(
  db: Db,
  session: StoredSession,
  correction: { actor: Actor; atMs: number; note: string | undefined },
): Promise<void> {
  if (!isCorrection(session)) return;
  const { actor, atMs } = correction;
  const accountId = actor.kind === 'staff' ? actor.accountId : null;
  await addCorrection(db, session.id, { atMs, note: correction.note?.trim() ?? '', accountId });
}
