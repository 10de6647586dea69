// Takes in a recording that is sent as a file: first what it is to be, then its bytes, piece by piece.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { inTransaction } from '../../db/open.ts';
import { listTakes } from '../../db/takes.ts';
import { changeUpload, findUpload, insertUpload, listUploads, type StoredUpload } from '../../db/uploads.ts';
import type { StoredSession } from '../../db/sessions.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import {
  decideUpload,
  hasRoomFor,
  isUnderWay,
  reservedBytes,
  uploadKeptMs,
  type WantedUpload,
} from '../domain/upload-rules.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { writeAudit } from './write-audit.ts';

/** Where the bytes go, and until when they may come. */
export interface BegunUpload {
  readonly id: string;
  readonly goesAtMs: number;
}

/** Announces a file; none of its bytes has arrived. */
export async function beginUpload(
  house: House,
  actor: Actor,
  sessionId: string,
  wanted: WantedUpload & { readonly fileName: string },
): Promise<Outcome<BegunUpload>> {
  const found = await findSessionFor(house, actor, 'choose-source', sessionId);
  if (!found.ok) return found;
  return house.queue.run(`uploads of ${sessionId}`, async () => {
    const nowMs = house.now();
    const limits = { nowMs, limitBytes: house.settings.uploadLimitBytes };
    const decision = decideUpload(await factsOf(house, found.value), wanted, limits);
    if (!decision.ok) return decision;
    if (!(await isThereRoom(house, wanted))) return noRoom();
    const id = house.newId();
    await house.uploads.create(id, wanted.bytes);
    const { fileName, bytes, purpose } = wanted;
    const { heldAtMs } = decision.value;
    await inTransaction(house.db, async (db) => {
      await insertUpload(db, { id, sessionId, fileName, bytes, purpose, heldAtMs, createdAtMs: nowMs });
      const after = { id, fileName, bytes, purpose };
      await writeAudit(house, db, actor, { action: 'session.upload-begun', sessionId, atMs: nowMs, after });
    });
    return accept({ id, goesAtMs: nowMs + uploadKeptMs });
  });
}

/** Takes bytes of it, or tells how many there are (tus HEAD and PATCH); the answer is written when this settles. */
export async function receiveUpload(
  house: House,
  actor: Actor,
  which: { readonly sessionId: string; readonly uploadId: string },
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<Outcome<null>> {
  const found = await findUploadFor(house, actor, which);
  if (!found.ok) return found;
  const { id, state } = found.value;
  if (exchange.request.method === 'PATCH') {
    if (state !== 'uploading') return refuse('command-not-allowed', 'This file is whole already.');
    const disk = await house.uploads.space();
    if (disk.freeBytes < reservedBytes(disk)) return noRoom();
  }
  await changeUpload(house.db, id, { touchedAtMs: house.now() });
  await house.uploads.exchange(id, exchange.request, exchange.response);
  return accept(null);
}

/** All bytes of a file are there; the next look at it is the work shop's. May be told again. */
export async function finishUpload(house: House, id: string): Promise<void> {
  await house.uploads.sync(id);
  const isFirst = await changeUpload(house.db, id, { state: 'waiting', touchedAtMs: house.now() }, 'uploading');
  if (isFirst) house.workshop.ring();
}

/** After a start: files whose last byte arrived just before the end of the last run. */
export async function finishWholeUploads(house: House): Promise<void> {
  const arriving = (await listUploads(house.db)).filter(({ state }) => state === 'uploading');
  for (const { id, bytes } of arriving) {
    if ((await house.uploads.received(id)) === bytes) await finishUpload(house, id);
  }
}

/** An upload of a session, if this actor may deal with it. */
export async function findUploadFor(
  house: House,
  actor: Actor,
  { sessionId, uploadId }: { readonly sessionId: string; readonly uploadId: string },
): Promise<Outcome<StoredUpload>> {
  const found = await findSessionFor(house, actor, 'choose-source', sessionId);
  if (!found.ok) return found;
  const upload = await findUpload(house.db, sessionId, uploadId);
  return upload === null
    ? refuse('upload-not-found', 'There is no such file; it may have been removed.')
    : accept(upload);
}

/** What the rules of uploads ask of a session. */
export async function factsOf(house: House, session: StoredSession, exceptId?: string) {
  const takes = await listTakes(house.db, session.id);
  const uploads = await listUploads(house.db, session.id);
  const others = uploads.filter(({ id, purpose, state }) => id !== exceptId && purpose === 'take' && isUnderWay(state));
  const own = uploads.find(({ id }) => id === exceptId)?.takeId ?? null;
  const isRecorded = others.length > 0 || takes.some(({ takeId }) => takeId !== own);
  return { state: session.state, scheduledAtMs: session.scheduledAtMs, isRecorded };
}

async function isThereRoom(house: House, wanted: WantedUpload): Promise<boolean> {
  const coming = (await listUploads(house.db)).filter(({ state }) => isUnderWay(state));
  const missing = await Promise.all(
    coming.map(async (upload) => ({
      ...upload,
      missingBytes: upload.bytes - ((await house.uploads.received(upload.id)) ?? 0),
    })),
  );
  return hasRoomFor([...missing, { ...wanted, missingBytes: wanted.bytes }], await house.uploads.space());
}

function noRoom(): Outcome<never> {
  return refuse('disk-full', 'The disk of the server has no room for this file; free some space and send it again.');
}
