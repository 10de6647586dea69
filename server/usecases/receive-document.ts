// Takes in the file of a document: a new one, or the next version of one that is there. The file is what its content is.
import { open } from 'node:fs/promises';
import { listAgendaItems } from '../../db/agenda.ts';
import { findDocument, insertDocument, putFile } from '../../db/documents.ts';
import type { StoredDocument } from '../../db/documents.ts';
import { inTransaction, type Db } from '../../db/open.ts';
import { indexSession } from '../../db/search/index-session.ts';
import type { Actor } from '../contract/accounts.ts';
import type { DocumentFormat, NewDocument, NewVersion, SessionDocument } from '../contract/documents.ts';
import type { IncomingFile } from '../contract/files.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { findDocumentFormat } from '../documents/document-type.ts';
import { requireSeenFields } from '../domain/seen-rules.ts';
import { documentAdded, noteCorrection, requireNote } from './correct-published.ts';
import { toSessionDocument } from './document-view.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { keepVersion } from './keep-version.ts';
import { documentNotFound, type DocumentTarget } from './show-documents.ts';
import { writeAudit } from './write-audit.ts';

/** Adds a document to a session or one of its items. Documents may be added at any time, also to an old session. */
export async function addDocument(
  house: House,
  actor: Actor,
  sessionId: string,
  { input, file }: { input: NewDocument; file: IncomingFile },
): Promise<Outcome<SessionDocument>> {
  const found = await findSessionFor(house, actor, 'edit-agenda', sessionId);
  if (!found.ok) return found;
  const name = toFileName(input.name);
  const format = await readFormat(file, name);
  if (!format.ok) return format;
  const item = await requireItem(house, sessionId, input.agendaItemId ?? null);
  if (!item.ok) return item;
  const document = {
    id: house.newId(),
    sessionId,
    agendaItemId: item.value,
    number: input.number ?? null,
    date: input.date ?? null,
    title: input.title ?? titleOf(name),
    audience: input.audience,
    kind: input.kind,
  };
  const atMs = house.now();
  await house.files.keep(file);
  await inTransaction(house.db, async (db) => {
    if (document.audience === 'public') await keepVersion(house, db, found.value, atMs);
    await insertDocument(db, document);
    const kept = { id: document.id, version: 1, name: withEnding(name, format.value), format: format.value };
    await writeFile(db, kept, { actor, atMs, file });
    await indexSession(db, sessionId);
    if (document.audience === 'public') {
      await noteCorrection(db, found.value, { actor, atMs, note: documentAdded(document.title) });
    }
    const after = { title: document.title, agendaItemId: item.value, ...factsOf(file, name) };
    await writeAudit(house, db, actor, { action: 'document.added', sessionId, atMs, after });
  });
  return finish(house, { sessionId, documentId: document.id });
}

/** Gives a document another file; the one before stays readable for staff. `note`: see correct-published. */
export async function replaceDocumentFile(
  house: House,
  actor: Actor,
  target: DocumentTarget,
  { input, file }: { input: NewVersion; file: IncomingFile },
): Promise<Outcome<SessionDocument>> {
  return house.queue.run(target.sessionId, async () => {
    const { sessionId, documentId } = target;
    const found = await findSessionFor(house, actor, 'edit-agenda', sessionId);
    if (!found.ok) return found;
    const before = await findDocument(house.db, sessionId, documentId);
    if (before === null) return documentNotFound();
    if (before.file?.sha256 === file.sha256) return accept(toSessionDocument(before));
    const noted = await requireNote(house.db, found.value, input.note);
    if (!noted.ok) return noted;
    const seen = requireSeenFields(input.seen === undefined ? undefined : { version: input.seen }, {
      version: before.file?.version ?? 0,
    });
    if (!seen.ok) return seen;
    const name = toFileName(input.name);
    const format = await readFormat(file, name);
    if (!format.ok) return format;
    const atMs = house.now();
    await house.files.keep(file);
    await inTransaction(house.db, async (db) => {
      await keepVersion(house, db, found.value, atMs);
      const version = ((await findDocument(db, sessionId, documentId))?.file?.version ?? 0) + 1;
      const kept = { id: documentId, version, name: withEnding(name, format.value), format: format.value };
      await writeFile(db, kept, { actor, atMs, file });
      await indexSession(db, sessionId);
      await noteCorrection(db, found.value, { actor, atMs, note: input.note });
      const act = { action: 'document.replaced', sessionId, atMs, reason: input.note };
      const after = { documentId, title: before.title, ...factsOf(file, name) };
      await writeAudit(house, db, actor, { ...act, before: fileFacts(before), after });
    });
    return finish(house, target);
  });
}

async function writeFile(
  db: Db,
  kept: { id: string; version: number; name: string; format: DocumentFormat },
  { actor, atMs, file }: { actor: Actor; atMs: number; file: IncomingFile },
): Promise<void> {
  const { id, ...facts } = kept;
  const addedBy = actor.kind === 'staff' ? actor.accountId : null;
  await putFile(db, id, { ...facts, sha256: file.sha256, bytes: file.bytes, addedAtMs: atMs, addedBy });
}

async function finish(house: House, { sessionId, documentId }: DocumentTarget): Promise<Outcome<SessionDocument>> {
  house.unread.ring();
  house.broadcast({ name: 'agenda:changed', sessionId, data: { sessionId } });
  const document = await findDocument(house.db, sessionId, documentId);
  return document === null ? documentNotFound() : accept(toSessionDocument(document));
}

/** The item, if it stands on the agenda of this session. */
export async function requireItem(
  house: House,
  sessionId: string,
  agendaItemId: string | null,
): Promise<Outcome<string | null>> {
  if (agendaItemId === null) return accept(null);
  const items = await listAgendaItems(house.db, sessionId);
  if (items.some((item) => item.id === agendaItemId)) return accept(agendaItemId);
  return refuse('agenda-item-not-found', 'There is no such item on this agenda.');
}

async function readFormat(file: IncomingFile, name: string): Promise<Outcome<DocumentFormat>> {
  const handle = await open(file.path, 'r');
  try {
    const read = async (offset: number, length: number): Promise<Uint8Array> => {
      const wanted = new Uint8Array(length);
      const { bytesRead } = await handle.read(wanted, 0, length, offset);
      return wanted.subarray(0, bytesRead);
    };
    return await findDocumentFormat({ bytes: file.bytes, read }, name);
  } finally {
    await handle.close();
  }
}

/** No folders, no control characters: it goes into a header and onto other people's disks. */
function toFileName(said: string): string {
  const name = said.replaceAll(/[\u0000-\u001F\u007F\u202A-\u202E\u2066-\u2069]/gu, '').replace(/^.*[\\/]/u, '');
  return name.trim() === '' ? 'document' : name.trim();
}

function withEnding(name: string, format: DocumentFormat): string {
  return name.toLowerCase().endsWith(`.${format}`) ? name : `${name}.${format}`;
}

function titleOf(name: string): string {
  return name.replace(/\.[a-z0-9]{1,8}$/iu, '').replaceAll('_', ' ');
}

function factsOf({ sha256, bytes }: IncomingFile, name: string) {
  return { name, bytes, sha256 };
}

function fileFacts({ file }: StoredDocument) {
  return file === null ? null : { name: file.name, bytes: file.bytes, sha256: file.sha256 };
}
