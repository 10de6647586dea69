// Shows the versions of a published session: which there were and why, and each replaced one as it was.
import { z } from 'zod';
import { listCorrections } from '../../db/corrections.ts';
import { findPublishedFile, listPublicIds } from '../../db/documents.ts';
import { findVersion, listVersions } from '../../db/session-versions.ts';
import { listCuesOf } from '../../db/transcripts.ts';
import type { Actor } from '../contract/accounts.ts';
import { documentTypes } from '../contract/documents.ts';
import type { StoredFileAnswer } from '../contract/files.ts';
import { toInstant } from '../contract/instants.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import { sessionVersionSchema, type SessionVersion, type VersionList } from '../contract/publishing.ts';
import { writeVtt } from '../domain/vtt.ts';
import { findVisibleSession } from './find-visible-session.ts';
import type { House } from './house.ts';
import { documentNotFound } from './show-documents.ts';

/** The list, oldest first; a session that was never corrected has its first version alone. */
export async function showVersions(house: House, actor: Actor, sessionId: string): Promise<Outcome<VersionList>> {
  const found = await findVisibleSession(house, actor, sessionId);
  if (!found.ok) return found;
  const [corrections, kept] = await Promise.all([
    listCorrections(house.db, sessionId),
    listVersions(house.db, sessionId),
  ]);
  const first = { version: 1, at: null, note: null };
  const later = corrections.map(({ version, atMs, note }) => ({ version, at: toInstant(atMs), note }));
  const last = corrections.at(-1)?.version ?? 1;
  return accept({
    items: [first, ...later].map((one) => ({
      ...one,
      isReadable: one.version < last && kept.includes(one.version),
    })),
  });
}

/** A replaced version of a session. */
export interface VersionTarget {
  readonly sessionId: string;
  readonly version: number;
}

/** What is kept of a version; the first ones of this product kept neither documents nor which transcript it was. */
const keptSchema = sessionVersionSchema.pick({ session: true, log: true }).extend({
  documents: sessionVersionSchema.shape.documents.default([]),
  transcriptId: z.string().nullable().default(null),
});

/** One that was replaced. Documents that the public may not read any more are left out. */
export async function showVersion(house: House, actor: Actor, target: VersionTarget): Promise<Outcome<SessionVersion>> {
  const found = await findReplaced(house, actor, target);
  if (!found.ok) return found;
  const { replacedAtMs, session, log, documents, transcriptId } = found.value;
  const readable = new Set(await listPublicIds(house.db, target.sessionId));
  const address = `/api/sessions/${encodeURIComponent(target.sessionId)}/versions/${target.version}`;
  return accept({
    version: target.version,
    replacedAt: toInstant(replacedAtMs),
    session,
    log,
    documents: documents
      .filter((document) => readable.has(document.id))
      .map((document) => ({
        ...document,
        file: document.file && {
          ...document.file,
          url: `${address}/documents/${encodeURIComponent(document.id)}/file`,
        },
      })),
    transcript: transcriptId === null ? null : `${address}/transcript`,
  });
}

/** The transcript of a replaced version; what is withheld today is withheld in it. */
export async function showVersionTranscript(
  house: House,
  actor: Actor,
  target: VersionTarget,
): Promise<Outcome<string>> {
  const found = await findReplaced(house, actor, target);
  if (!found.ok) return found;
  const { transcriptId } = found.value;
  return accept(writeVtt(transcriptId === null ? [] : await listCuesOf(house.db, target.sessionId, transcriptId)));
}

/** The file that a document had in a replaced version, unless the document is not public any more. */
export async function fetchVersionFile(
  house: House,
  actor: Actor,
  { documentId, ...target }: VersionTarget & { documentId: string },
): Promise<Outcome<StoredFileAnswer>> {
  const found = await findReplaced(house, actor, target);
  if (!found.ok) return found;
  const version = found.value.documents.find((document) => document.id === documentId)?.file?.version;
  if (version === undefined) return documentNotFound();
  const file = await findPublishedFile(house.db, { sessionId: target.sessionId, documentId, version });
  if (file === null) return documentNotFound();
  return accept({ type: documentTypes[file.format], name: file.name, path: house.files.pathOf(file.sha256) });
}

async function findReplaced(house: House, actor: Actor, { sessionId, version }: VersionTarget) {
  const found = await findVisibleSession(house, actor, sessionId);
  if (!found.ok) return found;
  const corrections = await listCorrections(house.db, sessionId);
  const isReplaced = corrections.some((correction) => correction.version > version);
  const stored = isReplaced ? await findVersion(house.db, sessionId, version) : null;
  if (stored === null) return refuse('not-found', 'This version was not replaced, or there is no such version.');
  return accept({ replacedAtMs: stored.replacedAtMs, ...keptSchema.parse(stored.document) });
}
