// Looks at a file that was sent and makes a take of it, one step at a time; each may be repeated after a crash.
import { recordAudit } from '../../db/audit.ts';
import { inTransaction } from '../../db/open.ts';
import { changeSession, findSession } from '../../db/sessions.ts';
import { insertTake, sealTake } from '../../db/takes.ts';
import { changeUpload, findUpload, listUploads, type StoredUpload } from '../../db/uploads.ts';
import { FileTakeError } from '../../media/uploads/file-take.ts';
import type { FileJudgement } from '../../media/uploads/judge-file.ts';
import type { MadeTake } from '../../media/uploads/recordings.ts';
import { toInstant } from '../contract/instants.ts';
import type { UploadProblem } from '../contract/uploads.ts';
import { mayHaveRecording, sessionWithRecording } from '../domain/upload-rules.ts';
import { announceMarks } from './announce-marks.ts';
import type { House } from './house.ts';
import { factsOf } from './send-recording.ts';

type Usable = Extract<FileJudgement, { kind: 'usable' }>;

/** What stops it, and who hears how far it is (0 to 1). */
export interface Working {
  readonly signal: AbortSignal;
  readonly onProgress: (share: number) => void;
}

/** The file whose turn it is: what was begun comes first. */
export async function nextUpload(house: House): Promise<StoredUpload | null> {
  const uploads = await listUploads(house.db);
  const inState = (state: StoredUpload['state']) => uploads.find((upload) => upload.state === state);
  return inState('working') ?? inState('waiting') ?? null;
}

/** Does all there is to do with one file. Throws the signal's reason when it fires; the file stays as it was. */
export async function workOnUpload(house: House, upload: StoredUpload, working: Working): Promise<void> {
  const { id, fileName, purpose, sessionId } = upload;
  const judgement = await house.recordings.judge({ path: house.uploads.pathOf(id), name: fileName });
  working.signal.throwIfAborted();
  if (judgement.kind === 'refused') return fail(house, upload, judgement.problem, judgement.fact);
  const format = judgement.format;
  house.log.info({ sessionId, upload: id, format }, 'a file was looked at');
  if (purpose === 'feed') {
    await changeUpload(house.db, id, { state: 'ready', format, touchedAtMs: house.now() });
    return;
  }
  const takeId = upload.takeId ?? house.newId();
  await changeUpload(house.db, id, { state: 'working', format, takeId, touchedAtMs: house.now() });
  await makeTake(house, { ...upload, takeId }, judgement, working);
}

async function makeTake(
  house: House,
  upload: StoredUpload & { takeId: string },
  { format, video, durationSeconds }: Usable,
  { signal, onProgress }: Working,
): Promise<void> {
  const { id, sessionId, takeId, heldAtMs } = upload;
  if (!(await isStillFree(house, upload))) return fail(house, upload, 'session-taken');
  try {
    const made = await house.recordings.makeTake({
      ...{ path: house.uploads.pathOf(id), format, video, sessionId, takeId, signal },
      startedAtMs: heldAtMs ?? upload.createdAtMs,
      onProgress: (seconds) => onProgress(Math.min(1, durationSeconds === null ? 0 : seconds / durationSeconds)),
    });
    await house.queue.run(sessionId, () => keep(house, upload, made));
  } catch (error) {
    if (!(error instanceof FileTakeError)) throw error;
    house.log.error({ err: error, sessionId, upload: id }, 'no take could be made of a file');
    await fail(house, upload, error.problem);
  }
}

/** The take is in the archive: the session is over, and the file is not needed any more. */
async function keep(house: House, upload: StoredUpload & { takeId: string }, made: MadeTake): Promise<void> {
  const { id, sessionId, fileName } = upload;
  const { seal } = made;
  const session = await findSession(house.db, sessionId);
  const isWanted = (await findUpload(house.db, sessionId, id)) !== null;
  if (session === null || !isWanted || !(await isStillFree(house, upload))) {
    await made.discard();
    return fail(house, upload, 'session-taken');
  }
  await made.keep();
  const atMs = house.now();
  const change = sessionWithRecording(session, seal);
  await inTransaction(house.db, async (db) => {
    await insertTake(db, seal);
    await sealTake(db, seal);
    await changeSession(db, sessionId, { ...change, modifiedAtMs: atMs });
    await changeUpload(db, id, { state: 'done', touchedAtMs: atMs });
    const after = { fileName, takeId: seal.takeId, durationSeconds: seal.durationSeconds };
    const action = 'session.recording-added';
    await recordAudit(db, { id: house.newId(), atMs, accountId: null, actor: 'system', action, sessionId, after });
  });
  house.visibility.set(sessionId, change.publication, session.withheldReason);
  await house.live.endSession(sessionId);
  house.live.rereadTakes(sessionId);
  await house.uploads.remove(id);
  const { state, publication } = change;
  const data = { sessionId, state, publication, at: toInstant(atMs) };
  house.broadcast({ name: 'session:changed', sessionId, data });
  await announceMarks(house, sessionId);
}

async function isStillFree(house: House, upload: StoredUpload): Promise<boolean> {
  const session = await findSession(house.db, upload.sessionId);
  return session !== null && mayHaveRecording(await factsOf(house, session, upload.id)).ok;
}

async function fail(
  house: House,
  upload: StoredUpload,
  code: UploadProblem,
  fact: string | null = null,
): Promise<void> {
  const { id, sessionId } = upload;
  house.log.warn({ sessionId, upload: id, problem: code, fact }, 'a file that was sent cannot be used');
  await changeUpload(house.db, id, { state: 'failed', problem: { code, fact }, touchedAtMs: house.now() });
}
