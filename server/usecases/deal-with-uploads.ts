// What staff do with files that were sent: look, play as live, try again, remove.
import { deleteUpload, changeUpload, listUploads, type StoredUpload } from '../../db/uploads.ts';
import type { Actor } from '../contract/accounts.ts';
import { toInstant } from '../contract/instants.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import type { Upload, UploadList } from '../contract/uploads.ts';
import { acceptsFeed } from '../domain/session-machine.ts';
import { uploadKeptMs } from '../domain/upload-rules.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { findUploadFor } from './send-recording.ts';
import { describeUploadProblem } from './upload-words.ts';
import { writeAudit } from './write-audit.ts';

interface Which {
  readonly sessionId: string;
  readonly uploadId: string;
}

/** The files of a session. */
export async function showUploads(house: House, actor: Actor, sessionId: string): Promise<Outcome<UploadList>> {
  const found = await findSessionFor(house, actor, 'choose-source', sessionId);
  if (!found.ok) return found;
  const uploads = await listUploads(house.db, sessionId);
  const items = await Promise.all(uploads.map((upload) => viewOf(house, upload)));
  return accept({ items, limitBytes: house.settings.uploadLimitBytes });
}

/** Plays a file as if an encoder sent it; one that plays already goes on. */
export async function playUpload(house: House, actor: Actor, which: Which): Promise<Outcome<null>> {
  const found = await findUploadFor(house, actor, which);
  if (!found.ok) return found;
  const session = await findSessionFor(house, actor, 'choose-source', which.sessionId);
  if (!session.ok) return session;
  const { id, state, format, fileName } = found.value;
  if (state !== 'ready' || format === null) return refuse('command-not-allowed', 'This file cannot be played now.');
  if (!acceptsFeed(session.value.state)) return refuse('command-not-allowed', 'This session takes no feed any more.');
  const { sessionId } = which;
  house.live.sources.playFile(sessionId, { path: house.uploads.pathOf(id), format, name: fileName });
  const atMs = house.now();
  await changeUpload(house.db, id, { touchedAtMs: atMs });
  const after = { kind: 'file', from: fileName };
  await writeAudit(house, house.db, actor, { action: 'session.source-started', sessionId, atMs, after });
  return accept(null);
}

/** Looks at a file again that failed. */
export async function retryUpload(house: House, actor: Actor, which: Which): Promise<Outcome<null>> {
  const found = await findUploadFor(house, actor, which);
  if (!found.ok) return found;
  const change = { state: 'waiting' as const, problem: null, takeId: null, touchedAtMs: house.now() };
  const hasChanged = await changeUpload(house.db, which.uploadId, change, 'failed');
  if (!hasChanged) return refuse('command-not-allowed', 'Only a file that failed can be tried again.');
  house.workshop.ring();
  return accept(null);
}

/** Removes a file, whatever is being done with it. A take that is in the archive stays there. */
export async function removeUpload(house: House, actor: Actor, which: Which): Promise<Outcome<null>> {
  const found = await findUploadFor(house, actor, which);
  if (!found.ok) return found;
  const { id, fileName, purpose, state } = found.value;
  const { sessionId } = which;
  await deleteUpload(house.db, id); // first: whoever works on it does not begin it again
  await house.workshop.giveUp(id);
  if (purpose === 'feed') await house.live.sources.stop(sessionId, 'file');
  await house.uploads.remove(id);
  const before = { id, fileName, purpose, state };
  await writeAudit(house, house.db, actor, { action: 'session.upload-removed', sessionId, atMs: house.now(), before });
  return accept(null);
}

/** Removes files that nobody has touched for long, and bytes that belong to none. */
export async function removeOldUploads(house: House): Promise<void> {
  const uploads = await listUploads(house.db);
  const oldestMs = house.now() - uploadKeptMs;
  const old = uploads.filter(({ touchedAtMs, state }) => touchedAtMs < oldestMs && state !== 'working');
  for (const { id, sessionId, fileName } of old) {
    await deleteUpload(house.db, id);
    house.log.info({ sessionId, upload: id, fileName }, 'a file that nobody used was removed');
  }
  const gone = new Set(old.map(({ id }) => id));
  const kept = uploads.filter(({ id, state }) => !gone.has(id) && state !== 'done');
  await house.uploads.removeAllBut(new Set(kept.map(({ id }) => id)));
}

async function viewOf(house: House, upload: StoredUpload): Promise<Upload> {
  const { id, fileName, bytes, purpose, heldAtMs, state, problem, touchedAtMs } = upload;
  const isGone = state === 'done';
  return {
    ...{ id, fileName, bytes, purpose, state },
    receivedBytes: isGone ? bytes : ((await house.uploads.received(id)) ?? 0),
    heldAt: heldAtMs === null ? null : toInstant(heldAtMs),
    progress: state === 'working' ? house.workshop.progressOf(id) : null,
    isGentle: state === 'working' && house.live.onAirCount() > 0,
    problem: problem === null ? null : { ...problem, detail: describeUploadProblem(problem) },
    goesAt: isGone ? null : toInstant(touchedAtMs + uploadKeptMs),
  };
}
