// What staff should know at the moment they go on air. Nothing here is a refusal.
import { findLastRehearsal } from '../../db/rehearsals.ts';
import type { Command, CommandResult } from '../contract/sessions.ts';
import { warnAboutFeed } from './feed-words.ts';
import type { House } from './house.ts';
import { warnAboutLegalBasis } from './legal-basis.ts';

const notRehearsed = {
  code: 'not-rehearsed',
  detail: 'This session was not rehearsed, or its last rehearsal did not pass: keep an eye on the desk.',
};

/** For a command that has put the session on air; only its beginning asks for a rehearsal and a legal basis. */
export async function warnBeforeAir(
  house: House,
  session: { id: string; bodyId: string },
  command: Command,
): Promise<CommandResult['warnings']> {
  const aboutFeed = warnAboutFeed(house.live.feedReport(session.id));
  if (command !== 'go-live') return aboutFeed;
  const last = await findLastRehearsal(house.db, session.id);
  const aboutRehearsal = last?.passed === true ? [] : [notRehearsed];
  return [...aboutFeed, ...aboutRehearsal, ...(await warnAboutLegalBasis(house, session.bodyId))];
}
