// Destroys what is written of a withheld stretch: cues of every transcript, replaced ones too, and words of speeches.
import { isHidden, readableSpeech } from '../server/domain/withheld-rules.ts';
import type { Db } from './open.ts';
import { listAllSpeeches } from './speeches.ts';
import type { StoredRange } from './withheld-ranges.ts';

/** Call it in the transaction that orders the destruction, before the session is indexed. */
export async function destroyTexts(db: Db, range: StoredRange): Promise<void> {
  const { sessionId } = range;
  const transcripts = db.selectFrom('transcripts').select('id').where('session_id', '=', sessionId);
  const cues = await db
    .selectFrom('cues')
    .select(['transcript_id', 'position', 'start_seconds', 'end_seconds'])
    .where('transcript_id', 'in', transcripts)
    .execute();
  for (const cue of cues.filter((one) => isHidden([range], one.start_seconds, one.end_seconds))) {
    await db
      .deleteFrom('cues')
      .where('transcript_id', '=', cue.transcript_id)
      .where('position', '=', cue.position)
      .execute();
  }
  const speeches = await listAllSpeeches(db, sessionId);
  for (const [index, speech] of speeches.entries()) {
    const next = speeches.slice(index + 1).find((one) => one.startSeconds !== null);
    const left = readableSpeech(speech, [range], next?.startSeconds ?? null);
    if (left === speech) continue;
    await db
      .updateTable('speeches')
      .set({ text: left.text, cues: JSON.stringify(left.cues) })
      .where('id', '=', speech.id)
      .execute();
  }
}
