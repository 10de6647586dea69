// Which commands the desk offers in which state, in the order of its buttons. Pure; the server decides what is allowed.
import type { Command, Publication, SessionState } from '../../server/contract/sessions.ts';

/** How a command is pressed: at once, in two steps, or in two steps with a reason that everyone will read. */
export type Caution = 'at-once' | 'two-steps' | 'with-reason';

/** State → commands (the table of the outside contract, "States and commands"). */
export const offeredByState: Readonly<Record<SessionState, readonly Command[]>> = {
  scheduled: ['go-live', 'cancel'],
  live: ['recess', 'close-doors', 'adjourn'],
  recess: ['resume', 'close-doors', 'adjourn'],
  closed: ['open-doors', 'recess', 'adjourn'],
  ended: ['reopen'],
  cancelled: [],
};

/** Commands whose effect cannot be taken back, or that the public notices at once. */
export const cautions: Readonly<Partial<Record<Command, Caution>>> = {
  'close-doors': 'two-steps',
  adjourn: 'two-steps',
  cancel: 'two-steps',
  withhold: 'with-reason',
};

/** All commands to offer now; what already holds is left out. */
export function offeredCommands(session: { state: SessionState; publication: Publication }): readonly Command[] {
  if (session.state === 'cancelled') return [];
  const publicity: Command[] = [];
  if (session.publication !== 'published') publicity.push('publish');
  if (session.publication !== 'withheld') publicity.push('withhold');
  return [...offeredByState[session.state], ...publicity];
}
