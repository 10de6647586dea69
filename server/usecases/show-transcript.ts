// Shows the transcript of a session as WebVTT, for players.
import { listCues } from '../../db/transcripts.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { writeVtt } from '../domain/vtt.ts';
import { findVisibleSession } from './find-visible-session.ts';
import type { House } from './house.ts';

/** The transcript that holds; without one a document with no cue, so that a player needs no special case. */
export async function showTranscript(house: House, actor: Actor, sessionId: string): Promise<Outcome<string>> {
  const found = await findVisibleSession(house, actor, sessionId);
  return found.ok ? accept(writeVtt(await listCues(house.db, sessionId))) : found;
}
