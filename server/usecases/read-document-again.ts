// Has the text of a document read once more: after a reader that gave up, or when this version reads more than the last.
import { findDocument } from '../../db/documents.ts';
import { putTextAgain } from '../../db/document-texts.ts';
import { inTransaction } from '../../db/open.ts';
import type { Actor } from '../contract/accounts.ts';
import type { SessionDocument } from '../contract/documents.ts';
import { accept, type Outcome } from '../contract/problems.ts';
import { toSessionDocument } from './document-view.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { documentNotFound, type DocumentTarget } from './show-documents.ts';
import { writeAudit } from './write-audit.ts';

/** The text that there is stays until another one is read. A document that waits already, or has no file, is left alone. */
export async function readDocumentAgain(
  house: House,
  actor: Actor,
  { sessionId, documentId }: DocumentTarget,
): Promise<Outcome<SessionDocument>> {
  const found = await findSessionFor(house, actor, 'edit-agenda', sessionId);
  if (!found.ok) return found;
  const document = await findDocument(house.db, sessionId, documentId);
  if (document === null) return documentNotFound();
  const atMs = house.now();
  await inTransaction(house.db, async (db) => {
    if (!(await putTextAgain(db, documentId))) return;
    await writeAudit(house, db, actor, { action: 'document.read-again', sessionId, atMs, after: { documentId } });
  });
  house.unread.ring();
  const after = await findDocument(house.db, sessionId, documentId);
  return after === null ? documentNotFound() : accept(toSessionDocument(after));
}
