// Shows the documents of a session: the list, the text of one, its file. What is for staff does not exist for others.
import { listDocumentPages } from '../../db/document-texts.ts';
import { findDocument, listDocuments, listEarlierFiles } from '../../db/documents.ts';
import type { StoredDocument } from '../../db/documents.ts';
import type { StoredSession } from '../../db/sessions.ts';
import type { Actor } from '../contract/accounts.ts';
import { documentTypes } from '../contract/documents.ts';
import type { DocumentText, SessionDocument } from '../contract/documents.ts';
import type { StoredFileAnswer } from '../contract/files.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { mayDo } from '../domain/permissions.ts';
import { toSessionDocument } from './document-view.ts';
import { findVisibleSession } from './find-visible-session.ts';
import type { House } from './house.ts';

/** Where a document is looked for. */
export interface DocumentTarget {
  readonly sessionId: string;
  readonly documentId: string;
}

/** The documents that this actor may see; staff also see which files they had before. */
export async function showDocuments(
  house: House,
  actor: Actor,
  sessionId: string,
): Promise<Outcome<{ items: SessionDocument[] }>> {
  const found = await findVisibleSession(house, actor, sessionId);
  if (!found.ok) return found;
  const documents = await listDocuments(house.db, sessionId);
  if (!isInsider(actor, found.value)) {
    return accept({ items: documents.filter(isPublic).map((document) => toSessionDocument(document)) });
  }
  const earlier = await listEarlierFiles(house.db, sessionId);
  const of = (id: string) => earlier.filter((file) => file.documentId === id);
  return accept({ items: documents.map((document) => toSessionDocument(document, of(document.id))) });
}

/** The text page by page, for those who do not open the file. */
export async function showDocumentText(
  house: House,
  actor: Actor,
  target: DocumentTarget,
): Promise<Outcome<DocumentText>> {
  const found = await findVisibleDocument(house, actor, target);
  if (!found.ok) return found;
  const pages = await listDocumentPages(house.db, { documentId: target.documentId });
  return accept({ pages: pages.map(({ page, text }) => ({ page, text })) });
}

/** The file, or for staff an earlier version of it; only a PDF is shown, because its viewer is no page of ours. */
export async function fetchDocumentFile(
  house: House,
  actor: Actor,
  target: DocumentTarget,
  { show, version }: { show?: '1' | undefined; version?: number | undefined },
): Promise<Outcome<StoredFileAnswer>> {
  const found = await findVisibleDocument(house, actor, target);
  if (!found.ok) return found;
  const { document, session } = found.value;
  const isNewest = version === undefined || version === document.file?.version;
  const file = isNewest
    ? document.file
    : isInsider(actor, session)
      ? await findEarlierFile(house, target, version)
      : null;
  if (file === null) return refuse('document-not-found', 'There is no such file.');
  const isShown = show === '1' && file.format === 'pdf';
  return accept({ type: documentTypes[file.format], name: file.name, path: house.files.pathOf(file.sha256), isShown });
}

async function findEarlierFile(house: House, { sessionId, documentId }: DocumentTarget, version: number) {
  const files = await listEarlierFiles(house.db, sessionId);
  return files.find((file) => file.documentId === documentId && file.version === version) ?? null;
}

async function findVisibleDocument(
  house: House,
  actor: Actor,
  { sessionId, documentId }: DocumentTarget,
): Promise<Outcome<{ session: StoredSession; document: StoredDocument }>> {
  const found = await findVisibleSession(house, actor, sessionId);
  if (!found.ok) return found;
  const document = await findDocument(house.db, sessionId, documentId);
  if (document === null || !(isPublic(document) || isInsider(actor, found.value))) return documentNotFound();
  return accept({ session: found.value, document });
}

/** The refusal for a document that is not there, or not for this actor. */
export function documentNotFound(): Outcome<never> {
  return refuse('document-not-found', 'There is no such document.');
}

/** May the public read it, once it may see the session? */
export function isPublic(document: StoredDocument): boolean {
  return document.audience === 'public';
}

function isInsider(actor: Actor, session: StoredSession): boolean {
  return mayDo(actor, 'view-unpublished', session.bodyId);
}
