// "States and commands" of the outside contract, written a second time by hand: what tests hold the product against.
import type { Command, SessionState } from '../../server/contract/sessions.ts';

/** State × command → state. */
export const leadsTo: Record<SessionState, Partial<Record<Command, SessionState>>> = {
  scheduled: { 'go-live': 'live', cancel: 'cancelled' },
  live: { recess: 'recess', 'close-doors': 'closed', adjourn: 'ended' },
  recess: { resume: 'live', 'close-doors': 'closed', adjourn: 'ended' },
  closed: { 'open-doors': 'live', recess: 'recess', adjourn: 'ended' },
  ended: { reopen: 'recess' },
  cancelled: {},
};

/** "Repeating a command that has already taken effect answers 200 and changes nothing." */
export const already: Record<SessionState, readonly Command[]> = {
  scheduled: [],
  live: ['go-live', 'resume', 'open-doors'],
  recess: ['recess', 'reopen'],
  closed: ['close-doors'],
  ended: ['adjourn'],
  cancelled: ['cancel'],
};
