// Takes: what was recorded, and once sealed the hashes of its files. It must not know where the files lie.
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { TimelineTake } from '../server/domain/timeline.ts';
import type { Db } from './open.ts';
import type { Tables } from './schema.ts';

const anchorsSchema = z.array(z.object({ atMs: z.number(), seconds: z.number() }));
const filesSchema = z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string(), sha512: z.string() }));

/** A file of a sealed take with its length and hashes (hex). */
export type SealedTakeFile = z.infer<typeof filesSchema>[number];

/** A stored take. */
export interface StoredTake extends TimelineTake {
  readonly sessionId: string;
  readonly sealed: boolean;
  readonly endReason: string | null;
  readonly files: readonly SealedTakeFile[];
}

/** What is known for good once a take is sealed. */
export interface SealedTake {
  readonly takeId: string;
  readonly sessionId: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly durationSeconds: number;
  readonly endReason: string;
  readonly anchors: readonly { readonly atMs: number; readonly seconds: number }[];
  readonly files: readonly SealedTakeFile[];
}

/** Notes that a take has begun; noting it again changes nothing. */
export async function insertTake(
  db: Db,
  take: { takeId: string; sessionId: string; startedAtMs: number },
): Promise<void> {
  await db
    .insertInto('takes')
    .values({
      id: take.takeId,
      session_id: take.sessionId,
      started_at: take.startedAtMs,
      ended_at: null,
      duration_seconds: 0,
      sealed: 0,
      end_reason: null,
      anchors: JSON.stringify([{ atMs: take.startedAtMs, seconds: 0 }]),
      files: '[]',
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Notes the seal of a take, also of one that was never noted as begun; a seal never changes afterwards. */
export async function sealTake(db: Db, seal: SealedTake): Promise<void> {
  const values = {
    started_at: seal.startedAtMs,
    ended_at: seal.endedAtMs,
    duration_seconds: seal.durationSeconds,
    sealed: 1,
    end_reason: seal.endReason,
    anchors: JSON.stringify(seal.anchors),
    files: JSON.stringify(seal.files),
  };
  await db
    .insertInto('takes')
    .values({ id: seal.takeId, session_id: seal.sessionId, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values).where('takes.sealed', '=', 0))
    .execute();
}

/** The takes of a session in order of time. */
export async function listTakes(db: Db, sessionId: string): Promise<StoredTake[]> {
  const rows = await db
    .selectFrom('takes')
    .selectAll()
    .where('session_id', '=', sessionId)
    .orderBy('started_at')
    .execute();
  return rows.map(readTake);
}

/** Every take of every session, oldest first. */
export async function listAllTakes(db: Db): Promise<StoredTake[]> {
  const rows = await db.selectFrom('takes').selectAll().orderBy('started_at').orderBy('id').execute();
  return rows.map(readTake);
}

function readTake(row: Selectable<Tables['takes']>): StoredTake {
  return {
    takeId: row.id,
    sessionId: row.session_id,
    startedAtMs: row.started_at,
    endedAtMs: row.ended_at,
    durationSeconds: row.duration_seconds,
    sealed: row.sealed !== 0,
    endReason: row.end_reason,
    anchors: anchorsSchema.parse(JSON.parse(row.anchors)),
    files: filesSchema.parse(JSON.parse(row.files)),
  };
}
