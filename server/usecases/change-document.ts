// Changes what is said about a document, or takes it out of the session. Its files stay in the store, its trail too.
import { describeDocument, findDocument, removeDocument as storeRemoval } from '../../db/documents.ts';
import type { DocumentFacts, StoredDocument } from '../../db/documents.ts';
import { inTransaction } from '../../db/open.ts';
import { indexSession } from '../../db/search/index-session.ts';
import type { Actor } from '../contract/accounts.ts';
import type { ChangeDocument, SessionDocument } from '../contract/documents.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { requireSeenFields } from '../domain/seen-rules.ts';
import { noteCorrection, requireNote } from './correct-published.ts';
import { toSessionDocument } from './document-view.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { keepVersion } from './keep-version.ts';
import { requireItem } from './receive-document.ts';
import { documentNotFound, type DocumentTarget } from './show-documents.ts';
import { writeAudit } from './write-audit.ts';

/** Fields left out stay as they are. `note`: see correct-published. */
export async function changeDocument(
  house: House,
  actor: Actor,
  target: DocumentTarget,
  input: ChangeDocument,
): Promise<Outcome<SessionDocument>> {
  return house.queue.run(target.sessionId, async () => {
    const { sessionId, documentId } = target;
    const found = await findSessionFor(house, actor, 'edit-agenda', sessionId);
    if (!found.ok) return found;
    const before = await findDocument(house.db, sessionId, documentId);
    if (before === null) return documentNotFound();
    const item = await requireItem(house, sessionId, input.agendaItemId ?? null);
    if (!item.ok) return item;
    const noted = await requireNote(house.db, found.value, input.note);
    if (!noted.ok) return noted;
    const seen = requireSeenFields(input.seen, { ...before });
    if (!seen.ok) return seen;
    const after: DocumentFacts = {
      title: input.title ?? before.title,
      number: input.number === undefined ? before.number : input.number,
      date: input.date === undefined ? before.date : input.date,
      agendaItemId: input.agendaItemId === undefined ? before.agendaItemId : input.agendaItemId,
      audience: input.audience ?? before.audience,
      kind: input.kind ?? before.kind,
    };
    const atMs = house.now();
    await inTransaction(house.db, async (db) => {
      await keepVersion(house, db, found.value, atMs);
      await describeDocument(db, documentId, after);
      await indexSession(db, sessionId);
      await noteCorrection(db, found.value, { actor, atMs, note: input.note });
      const act = { action: 'document.changed', sessionId, atMs, before: factsOf(before), reason: input.note };
      await writeAudit(house, db, actor, { ...act, after: { documentId, ...after } });
    });
    house.broadcast({ name: 'agenda:changed', sessionId, data: { sessionId } });
    return accept(toSessionDocument({ ...before, ...after }));
  });
}

/** Takes it out; one that is out already changes nothing. `note`: see correct-published. */
export async function removeDocument(
  house: House,
  actor: Actor,
  target: DocumentTarget,
  note: string | undefined,
): Promise<Outcome<null>> {
  return house.queue.run(target.sessionId, async () => {
    const { sessionId, documentId } = target;
    const found = await findSessionFor(house, actor, 'edit-agenda', sessionId);
    if (!found.ok) return found;
    const before = await findDocument(house.db, sessionId, documentId);
    if (before === null) return accept(null);
    const noted = await requireNote(house.db, found.value, note);
    if (!noted.ok) return noted;
    const atMs = house.now();
    await inTransaction(house.db, async (db) => {
      await keepVersion(house, db, found.value, atMs);
      await storeRemoval(db, documentId, atMs);
      await indexSession(db, sessionId);
      await noteCorrection(db, found.value, { actor, atMs, note });
      const act = { action: 'document.removed', sessionId, atMs, reason: note };
      await writeAudit(house, db, actor, {
        ...act,
        before: { ...factsOf(before), sha256: before.file?.sha256 ?? null },
      });
    });
    house.broadcast({ name: 'agenda:changed', sessionId, data: { sessionId } });
    return accept(null);
  });
}

function factsOf({ id, title, number, date, agendaItemId, audience, kind }: StoredDocument) {
  return { documentId: id, title, number, date, agendaItemId, audience, kind };
}
