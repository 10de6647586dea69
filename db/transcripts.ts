// Transcripts: cues with seconds on the session's playable timeline. A replaced transcript stays, out of view.
import { sql } from 'kysely';
import type { TranscriptCue } from '../server/domain/vtt.ts';
import { cuesWithTombstones, tombstoneWords } from '../server/domain/withheld-rules.ts';
import { inTransaction, type Db } from './open.ts';
import { leavePending } from './search/pending-sessions.ts';
import { listHoldingRanges } from './withheld-ranges.ts';

const cuesPerStatement = 1000;

/** A transcript that takes the place of the one before. */
export interface NewTranscript {
  readonly id: string;
  readonly sessionId: string;
  readonly lang: string | null;
  /** Where it comes from: `uploaded`, `automatic`, `official`. */
  readonly source: string;
  readonly createdAtMs: number;
  readonly cues: readonly TranscriptCue[];
}

/** Puts a transcript in the place of the one before. Search follows in steps (`finishIndexing`). */
export async function replaceTranscript(db: Db, transcript: NewTranscript): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await transaction
      .updateTable('transcripts')
      .set({ replaced_at: transcript.createdAtMs })
      .where('session_id', '=', transcript.sessionId)
      .where('replaced_at', 'is', null)
      .execute();
    await transaction
      .insertInto('transcripts')
      .values({
        id: transcript.id,
        session_id: transcript.sessionId,
        lang: transcript.lang,
        source: transcript.source,
        created_at: transcript.createdAtMs,
        replaced_at: null,
      })
      .execute();
    await insertCues(transaction, transcript);
    await leavePending(transaction, transcript.sessionId);
  });
}

/** Which transcript holds; null when there is none. */
export async function findTranscriptId(db: Db, sessionId: string): Promise<string | null> {
  const row = await db
    .selectFrom('transcripts')
    .select('id')
    .where('session_id', '=', sessionId)
    .where('replaced_at', 'is', null)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The cues of the transcript that holds, in order of time; in a withheld stretch one cue says so. */
export async function listCues(db: Db, sessionId: string): Promise<TranscriptCue[]> {
  const id = await findTranscriptId(db, sessionId);
  return id === null ? [] : listCuesOf(db, sessionId, id);
}

/** The same of a transcript that may have been replaced: what is withheld today is withheld in it too. */
export async function listCuesOf(db: Db, sessionId: string, transcriptId: string): Promise<TranscriptCue[]> {
  const rows = await db
    .selectFrom('cues')
    .innerJoin('transcripts', 'transcripts.id', 'cues.transcript_id')
    .select(['start_seconds', 'end_seconds', 'speaker', 'text', 'transcripts.lang'])
    .where('transcripts.session_id', '=', sessionId)
    .where('transcripts.id', '=', transcriptId)
    .orderBy('position')
    .execute();
  if (rows.length === 0) return [];
  const lang = rows[0]?.lang ?? null;
  const tombstones = (await listHoldingRanges(db, sessionId)).map((range) => ({
    fromSeconds: range.fromSeconds,
    untilSeconds: range.untilSeconds,
    text: tombstoneWords(lang, { ...range.decision, isDestroyed: range.destruction !== null }),
  }));
  const cues = rows.map((row) => ({
    startSeconds: row.start_seconds,
    endSeconds: row.end_seconds,
    speaker: row.speaker,
    text: row.text,
  }));
  return cuesWithTombstones(cues, tombstones);
}

/** As one JSON text a statement: four hours of captions with a parameter for every value hold up everything for 150 ms. */
async function insertCues(db: Db, { cues, id }: NewTranscript): Promise<void> {
  const rows = cues.map((cue, place) => [place, cue.startSeconds, cue.endSeconds, cue.speaker, cue.text]);
  for (let start = 0; start < rows.length; start += cuesPerStatement) {
    await sql`insert into cues (transcript_id, position, start_seconds, end_seconds, speaker, text)
      select ${id}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
      from json_each(${JSON.stringify(rows.slice(start, start + cuesPerStatement))})`.execute(db);
  }
}
