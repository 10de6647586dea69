// What pages and desk ask about documents; must not know how they are shown.
import { queryOptions } from '@tanstack/react-query';
import type { ChangeDocument, DocumentText, SessionDocument } from '../../server/contract/documents.ts';
import { request, withQuery } from './request.ts';
import { upload } from './upload.ts';

const pathOf = (sessionId: string) => `/api/sessions/${encodeURIComponent(sessionId)}/documents`;
const pathTo = (sessionId: string, id: string) => `${pathOf(sessionId)}/${encodeURIComponent(id)}`;

/** The documents of a session and its items. */
export function documentsQuery(sessionId: string) {
  return queryOptions({
    queryKey: ['documents', sessionId],
    queryFn: ({ signal }) => request<{ items: SessionDocument[] }>(pathOf(sessionId), { signal }),
    select: (answer) => answer.items,
    staleTime: 60_000,
  });
}

/** The text of one document, fetched when somebody wants to read it. */
export function documentTextQuery(sessionId: string, id: string) {
  return queryOptions({
    queryKey: ['document-text', sessionId, id],
    queryFn: ({ signal }) => request<DocumentText>(`${pathTo(sessionId, id)}/text`, { signal }),
    staleTime: 60_000,
  });
}

type OnProgress = (part: number) => void;

/** Adds a file to a session, or to one of its items. */
export function addDocument(
  sessionId: string,
  { file, agendaItemId }: { file: File; agendaItemId: string | null },
  onProgress: OnProgress,
): Promise<SessionDocument> {
  const path = withQuery(pathOf(sessionId), { name: file.name, agendaItemId: agendaItemId ?? undefined });
  return upload(path, { method: 'POST', file, onProgress });
}

/** Gives a document another file; `seen` is the version that is meant to be replaced. */
export function replaceDocumentFile(
  sessionId: string,
  { id, file, seen, note }: { id: string; file: File; seen: number; note: string | undefined },
  onProgress: OnProgress,
): Promise<SessionDocument> {
  const path = withQuery(`${pathTo(sessionId, id)}/file`, { name: file.name, seen, note });
  return upload(path, { method: 'PUT', file, onProgress });
}

/** Changes what is said about a document. */
export function changeDocument(sessionId: string, id: string, change: ChangeDocument): Promise<SessionDocument> {
  return request(pathTo(sessionId, id), { method: 'PATCH', body: change });
}

/** Has the text of a document read once more. */
export function readAgain(sessionId: string, id: string): Promise<SessionDocument> {
  return request(`${pathTo(sessionId, id)}/read`, { method: 'POST' });
}

/** Takes a document out of the session. */
export function removeDocument(sessionId: string, id: string, note: string | undefined): Promise<void> {
  return request(withQuery(pathTo(sessionId, id), { note }), { method: 'DELETE' });
}
