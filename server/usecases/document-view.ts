// Turns a stored document into what the outside sees. Pure; it must not decide who may see it.
import type { StoredDocument, StoredFile } from '../../db/documents.ts';
import type { SessionDocument } from '../contract/documents.ts';
import { toInstant } from '../contract/instants.ts';

/** The document; `earlier` are the files it had before, for staff. */
export function toSessionDocument(document: StoredDocument, earlier?: readonly StoredFile[]): SessionDocument {
  const { id, externalId, agendaItemId, number, date, title, audience, kind, file } = document;
  return {
    id,
    ...(externalId === null ? {} : { externalId }),
    agendaItemId,
    number,
    date,
    title,
    audience,
    kind,
    file: file === null ? null : toFile(document, file),
    textState: file === null ? 'read' : file.textState,
    pages: file?.pages ?? null,
    ...(earlier === undefined ? {} : { versions: earlier.map((one) => toFile(document, one)) }),
  };
}

function toFile({ id, sessionId, file: newest }: StoredDocument, file: StoredFile) {
  const { version, name, format, bytes, sha256, addedAtMs } = file;
  const address = `/api/sessions/${encodeURIComponent(sessionId)}/documents/${encodeURIComponent(id)}/file`;
  const url = version === newest?.version ? address : `${address}?version=${version}`;
  return { version, name, format, bytes, sha256, addedAt: toInstant(addedAtMs), url };
}
