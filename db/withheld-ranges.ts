// Stretches of a session that are withheld: what, why, by which decision, and what became of them. A lifted one stays here.
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { HiddenSpan } from '../server/domain/withheld-rules.ts';
import type { Db } from './open.ts';
import type { Tables } from './schema.ts';

const pieceSchema = z.object({
  takeId: z.string(),
  firstSegment: z.number().int(),
  lastSegment: z.number().int(),
  /** Seconds from the start of the take. */
  fromSeconds: z.number(),
  untilSeconds: z.number(),
});
/** Segments of one take, first and last included. */
export type RangePiece = z.infer<typeof pieceSchema>;

const decisionSchema = z.object({
  reason: z.string(),
  decisionNumber: z.string(),
  decidedBy: z.string(),
  atMs: z.number(),
  accountId: z.string().nullable(),
});
/** Who decided what, and who entered it here. */
export type RangeDecision = z.infer<typeof decisionSchema>;

const destroyedFileSchema = z.object({
  takeId: z.string(),
  name: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  sha512: z.string(),
});
/** A file of a take as it is since something in it was destroyed. */
export type DestroyedFile = z.infer<typeof destroyedFileSchema>;

/** A withheld stretch; instants are ms since the epoch, seconds those of the playable timeline. */
export interface StoredRange extends HiddenSpan {
  readonly id: string;
  readonly sessionId: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly pieces: readonly RangePiece[];
  readonly decision: RangeDecision;
  /** Null while it holds. */
  readonly lifting: RangeDecision | null;
  /** Null unless its bytes are to be destroyed. */
  readonly destruction: RangeDecision | null;
  /** Null until they are. */
  readonly destroyedAtMs: number | null;
  readonly destroyedFiles: readonly DestroyedFile[];
}

/** Adds one that holds from now on. */
export async function insertRange(
  db: Db,
  range: Pick<
    StoredRange,
    'id' | 'sessionId' | 'fromMs' | 'untilMs' | 'fromSeconds' | 'untilSeconds' | 'pieces' | 'decision'
  >,
): Promise<void> {
  const { decision } = range;
  await db
    .insertInto('withheld_ranges')
    .values({
      id: range.id,
      session_id: range.sessionId,
      from_at: range.fromMs,
      until_at: range.untilMs,
      from_seconds: range.fromSeconds,
      until_seconds: range.untilSeconds,
      pieces: JSON.stringify(range.pieces),
      reason: decision.reason,
      decision_number: decision.decisionNumber,
      decided_by: decision.decidedBy,
      created_at: decision.atMs,
      created_by: decision.accountId,
      lifted_at: null,
      lifting: null,
      destruction: null,
      destroyed_at: null,
      destroyed_files: null,
    })
    .execute();
}

/** Every one of a session in order of time, lifted ones too. */
export async function listRanges(db: Db, sessionId: string): Promise<StoredRange[]> {
  const rows = await db
    .selectFrom('withheld_ranges')
    .selectAll()
    .where('session_id', '=', sessionId)
    .orderBy('from_at')
    .orderBy('created_at')
    .execute();
  return rows.map(readRange);
}

/** Those that hold. */
export async function listHoldingRanges(db: Db, sessionId: string): Promise<StoredRange[]> {
  return (await listRanges(db, sessionId)).filter((range) => range.lifting === null);
}

/** Takes it back by another decision. */
export async function liftRange(db: Db, id: string, lifting: RangeDecision): Promise<void> {
  await db
    .updateTable('withheld_ranges')
    .set({ lifted_at: lifting.atMs, lifting: JSON.stringify(lifting) })
    .where('id', '=', id)
    .execute();
}

/** Its bytes are to be destroyed: from here on there is no way back. */
export async function orderDestruction(db: Db, id: string, destruction: RangeDecision): Promise<void> {
  await db
    .updateTable('withheld_ranges')
    .set({ destruction: JSON.stringify(destruction) })
    .where('id', '=', id)
    .execute();
}

/** They are destroyed; the files are these since. */
export async function noteDestroyed(db: Db, id: string, atMs: number, files: readonly DestroyedFile[]): Promise<void> {
  await db
    .updateTable('withheld_ranges')
    .set({ destroyed_at: atMs, destroyed_files: JSON.stringify(files) })
    .where('id', '=', id)
    .execute();
}

/** Destructions that were ordered and not finished (the process ended in between). */
export async function listUnfinishedDestructions(db: Db): Promise<StoredRange[]> {
  const rows = await db
    .selectFrom('withheld_ranges')
    .selectAll()
    .where('destruction', 'is not', null)
    .where('destroyed_at', 'is', null)
    .execute();
  return rows.map(readRange);
}

/** What is known of every file in which something was destroyed: the newest state of each. */
export async function listDestroyedFiles(db: Db): Promise<DestroyedFile[]> {
  const rows = await db
    .selectFrom('withheld_ranges')
    .selectAll()
    .where('destroyed_at', 'is not', null)
    .orderBy('destroyed_at')
    .execute();
  const newest = new Map<string, DestroyedFile>();
  for (const file of rows.flatMap((row) => readRange(row).destroyedFiles)) {
    newest.set(`${file.takeId}/${file.name}`, file);
  }
  return [...newest.values()];
}

function readRange(row: Selectable<Tables['withheld_ranges']>): StoredRange {
  return {
    id: row.id,
    sessionId: row.session_id,
    fromMs: row.from_at,
    untilMs: row.until_at,
    fromSeconds: row.from_seconds,
    untilSeconds: row.until_seconds,
    pieces: z.array(pieceSchema).parse(JSON.parse(row.pieces)),
    decision: {
      reason: row.reason,
      decisionNumber: row.decision_number,
      decidedBy: row.decided_by,
      atMs: row.created_at,
      accountId: row.created_by,
    },
    lifting: row.lifting === null ? null : decisionSchema.parse(JSON.parse(row.lifting)),
    destruction: row.destruction === null ? null : decisionSchema.parse(JSON.parse(row.destruction)),
    destroyedAtMs: row.destroyed_at,
    destroyedFiles: z.array(destroyedFileSchema).parse(JSON.parse(row.destroyed_files ?? '[]')),
  };
}
