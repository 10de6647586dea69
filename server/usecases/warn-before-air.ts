// What staff should know at the moment they go on air. Nothing here is a refusal.
import { findLastRehearsal } from '../../db/rehearsals.ts';
import type { Command, CommandResult } from '../contract/sessions.ts';
import { warnAboutFeed } from './feed-words.ts';
import type { House } from './house.ts';

const notRehearsed = {
  code: 'not-rehearsed',
  detail: 'This session was not rehearsed, or its last rehearsal did not pass: keep an eye on the desk.',
};

/** For a command that has put the session on air; only its beginning asks for a rehearsal. */
export async function warnBeforeAir(
  house: House,
  sessionId: string,
  command: Command,
): Promise<CommandResult['warnings']> {
  const aboutFeed = warnAboutFeed(house.live.feedReport(sessionId));
  if (command !== 'go-live') return aboutFeed;
  const last = await findLastRehearsal(house.db, sessionId);
  return last?.passed === true ? aboutFeed : [...aboutFeed, notRehearsed];
}
