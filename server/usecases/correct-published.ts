// A session that is over and published is corrected in the open: each change needs a note and makes a new version. While a
// correction is open, its edits need no note of their own: closing it gives one note and makes one version.
import { addCorrection } from '../../db/corrections.ts';
import { findOpenCorrection, noteChange } from '../../db/open-corrections.ts';
import type { Db } from '../../db/open.ts';
import type { StoredSession } from '../../db/sessions.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';

/** The public note of marks placed or taken back afterwards, which need no note of their own. */
export const marksCorrected = 'Indice dei punti corretto.';
/** The public notes of what is added, and of a transcript that an integration replaces without a word. */
export const transcriptAdded = 'Trascrizione aggiunta.';
export const transcriptReplaced = 'Trascrizione sostituita.';
export const documentAdded = (title: string): string => `Documento aggiunto: ${title}`;

/** Does a change of this session need a public note? */
export function isCorrection(session: StoredSession): boolean {
  return session.state === 'ended' && session.publication === 'published';
}

/** Refuses a correction without a note (`reason-required`), unless it belongs to one that is open. */
export async function requireNote(db: Db, session: StoredSession, note: string | undefined): Promise<Outcome<null>> {
  if (!isCorrection(session) || (note ?? '').trim() !== '') return accept(null);
  if ((await findOpenCorrection(db, session.id)) !== null) return accept(null);
  return refuse(
    'reason-required',
    'This session is published: write a note that says what is corrected and why, or open a correction first.',
  );
}

interface Correction {
  readonly actor: Actor;
  readonly atMs: number;
  readonly note: string | undefined;
}

/** Writes the new version, when this is a correction of its own; call it in the transaction of the change. */
export async function noteCorrection(db: Db, session: StoredSession, correction: Correction): Promise<void> {
  if (!isCorrection(session)) return;
  if ((await findOpenCorrection(db, session.id)) !== null) return noteChange(db, session.id);
  await addVersion(db, session, correction);
}

/** The same for what was decided outside the desk (withholding): it has its own version and note, whatever is open. */
export async function noteDecision(db: Db, session: StoredSession, correction: Correction): Promise<void> {
  if (isCorrection(session)) await addVersion(db, session, correction);
}

/** The next version with its public note. */
export async function addVersion(db: Db, session: StoredSession, { actor, atMs, note }: Correction): Promise<void> {
  const accountId = actor.kind === 'staff' ? actor.accountId : null;
  await addCorrection(db, session.id, { atMs, note: note?.trim() ?? '', accountId });
}
