// Recordings sent as files: what is known of each. It must not know where the bytes lie.
import type { UploadProblem, UploadPurpose, UploadState } from '../server/contract/uploads.ts';
import { uploadProblemSchema, uploadPurposeSchema, uploadStateSchema } from '../server/contract/uploads.ts';
import type { Db } from './open.ts';
import type { UploadsTable } from './schema-uploads.ts';

/** A stored upload. Instants are ms since the epoch. */
export interface StoredUpload {
  readonly id: string;
  readonly sessionId: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly purpose: UploadPurpose;
  /** When the recording began; of a take only. */
  readonly heldAtMs: number | null;
  readonly state: UploadState;
  /** How ffmpeg opens it; null until it was looked at. */
  readonly format: string | null;
  /** The take that is being made of it. */
  readonly takeId: string | null;
  readonly problem: { readonly code: UploadProblem; readonly fact: string | null } | null;
  readonly createdAtMs: number;
  /** When something last happened to it. */
  readonly touchedAtMs: number;
}

/** Notes an upload of which nothing has arrived. */
export async function insertUpload(
  db: Db,
  upload: Pick<StoredUpload, 'id' | 'sessionId' | 'fileName' | 'bytes' | 'purpose' | 'heldAtMs' | 'createdAtMs'>,
): Promise<void> {
  await db
    .insertInto('uploads')
    .values({
      id: upload.id,
      session_id: upload.sessionId,
      file_name: upload.fileName,
      bytes: upload.bytes,
      purpose: upload.purpose,
      held_at: upload.heldAtMs,
      state: 'uploading',
      format: null,
      take_id: null,
      problem: null,
      problem_fact: null,
      created_at: upload.createdAtMs,
      touched_at: upload.createdAtMs,
    })
    .execute();
}

/** What may change of an upload; what is left out stays. */
export interface UploadChange {
  readonly state?: UploadState;
  readonly format?: string;
  readonly takeId?: string | null;
  readonly problem?: StoredUpload['problem'];
  readonly touchedAtMs: number;
}

/** Changes it; only while it is in the state `from`, where that is said. Answers whether it was. */
export async function changeUpload(db: Db, id: string, change: UploadChange, from?: UploadState): Promise<boolean> {
  const { state, format, takeId, problem, touchedAtMs } = change;
  let query = db
    .updateTable('uploads')
    .set({
      ...(state === undefined ? {} : { state }),
      ...(format === undefined ? {} : { format }),
      ...(takeId === undefined ? {} : { take_id: takeId }),
      ...(problem === undefined ? {} : { problem: problem?.code ?? null, problem_fact: problem?.fact ?? null }),
      touched_at: touchedAtMs,
    })
    .where('id', '=', id);
  if (from !== undefined) query = query.where('state', '=', from);
  const { numUpdatedRows } = await query.executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The upload of a session with this id; null when there is none. */
export async function findUpload(db: Db, sessionId: string, id: string): Promise<StoredUpload | null> {
  const row = await db
    .selectFrom('uploads')
    .selectAll()
    .where('id', '=', id)
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  return row === undefined ? null : readUpload(row);
}

/** All uploads, or those of one session, oldest first. */
export async function listUploads(db: Db, sessionId?: string): Promise<StoredUpload[]> {
  let query = db.selectFrom('uploads').selectAll();
  if (sessionId !== undefined) query = query.where('session_id', '=', sessionId);
  return (await query.orderBy('created_at').orderBy('id').execute()).map(readUpload);
}

/** Forgets it; the trail keeps that it was there. */
export async function deleteUpload(db: Db, id: string): Promise<void> {
  await db.deleteFrom('uploads').where('id', '=', id).execute();
}

function readUpload(row: UploadsTable): StoredUpload {
  return {
    id: row.id,
    sessionId: row.session_id,
    fileName: row.file_name,
    bytes: row.bytes,
    purpose: uploadPurposeSchema.parse(row.purpose),
    heldAtMs: row.held_at,
    state: uploadStateSchema.parse(row.state),
    format: row.format,
    takeId: row.take_id,
    problem: row.problem === null ? null : { code: uploadProblemSchema.parse(row.problem), fact: row.problem_fact },
    createdAtMs: row.created_at,
    touchedAtMs: row.touched_at,
  };
}
