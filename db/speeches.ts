// Speeches of imported sessions: who said what, where known with seconds from the start.
import { z } from 'zod';
import { readableSpeech } from '../server/domain/withheld-rules.ts';
import type { Db } from './open.ts';
import { listHoldingRanges } from './withheld-ranges.ts';

/** `[offset in text, start second, end second]` of each cue. */
const speechCuesSchema = z.array(z.tuple([z.number(), z.number(), z.number()]));

/** A place in the text of a speech with its seconds: `[offset in text, start, end]`. */
export type SpeechCue = z.infer<typeof speechCuesSchema>[number];

/** A stored speech. */
export interface StoredSpeech {
  readonly id: string;
  readonly sessionId: string;
  readonly externalId: string | null;
  readonly agendaItemId: string | null;
  readonly position: number;
  readonly speaker: string | null;
  readonly role: string | null;
  /** Political group. */
  readonly group: string | null;
  readonly lang: string | null;
  readonly startSeconds: number | null;
  readonly endSeconds: number | null;
  readonly timeEstimated: boolean;
  readonly text: string;
  readonly cues: readonly SpeechCue[];
}

/** The speeches of a session in order, without the words that lie in withheld stretches. */
export async function listSpeeches(db: Db, sessionId: string): Promise<StoredSpeech[]> {
  const speeches = await listAllSpeeches(db, sessionId);
  const spans = await listHoldingRanges(db, sessionId);
  return speeches.map((speech, index) => {
    const next = speeches.slice(index + 1).find((one) => one.startSeconds !== null);
    return readableSpeech(speech, spans, next?.startSeconds ?? null);
  });
}

/** All that was said, whatever is withheld. */
export async function listAllSpeeches(db: Db, sessionId: string): Promise<StoredSpeech[]> {
  const rows = await db
    .selectFrom('speeches')
    .selectAll()
    .where('session_id', '=', sessionId)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    sessionId: row.session_id,
    externalId: row.external_id,
    agendaItemId: row.agenda_item_id,
    position: row.position,
    speaker: row.speaker,
    role: row.role,
    group: row.faction,
    lang: row.lang,
    startSeconds: row.start_seconds,
    endSeconds: row.end_seconds,
    timeEstimated: row.time_estimated !== 0,
    text: row.text,
    cues: speechCuesSchema.parse(JSON.parse(row.cues)),
  }));
}
