// Keeps a published session as it is before a correction, as the public reads it: the old version stays readable.
// Call it in the transaction of the change, before the change.
import { listDocuments } from '../../db/documents.ts';
import { findOpenCorrection, noteKeptVersion } from '../../db/open-corrections.ts';
import type { Db } from '../../db/open.ts';
import { lastVersion, putVersion } from '../../db/session-versions.ts';
import type { StoredSession } from '../../db/sessions.ts';
import { findTranscriptId } from '../../db/transcripts.ts';
import { isCorrection } from './correct-published.ts';
import { toSessionDocument } from './document-view.ts';
import type { House } from './house.ts';
import { toCouncilLog } from './log-view.ts';
import { readCouncil } from './read-council.ts';
import { readTimeline } from './session-timeline.ts';
import { isPublic } from './show-documents.ts';
import { readSession } from './show-session.ts';

/** Does nothing unless the change is a correction. While one is open, it is kept before its first edit only. */
export async function keepVersion(house: House, db: Db, session: StoredSession, atMs: number): Promise<void> {
  if (!isCorrection(session)) return;
  const open = await findOpenCorrection(db, session.id);
  const version = await lastVersion(db, session.id);
  if (open !== null && open.keptVersion === version) return;
  await putVersion(db, session.id, {
    version,
    replacedAtMs: atMs,
    document: await readAsPublic({ ...house, db }, session, atMs),
  });
  if (open !== null) await noteKeptVersion(db, session.id, version);
}

/** Of the transcript only which one it was: what of it is withheld later must not stand here. */
async function readAsPublic(inside: House, session: StoredSession, atMs: number): Promise<object> {
  const council = await readCouncil(inside, session);
  const timeline = await readTimeline(inside, session.id);
  const documents = (await listDocuments(inside.db, session.id)).filter(isPublic);
  return {
    session: await readSession(inside, session),
    log: toCouncilLog({ council, timeline, corrections: [], isStaff: false, nowMs: atMs }),
    documents: documents.map((document) => toSessionDocument(document)),
    transcriptId: await findTranscriptId(inside.db, session.id),
  };
}
