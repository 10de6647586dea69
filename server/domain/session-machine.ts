// The session's machine: which command leads where, and what live media must do for it. Pure; nothing is done here.
import type { ProblemCode } from '../contract/problems.ts';
import type { Command, Publication, SessionState } from '../contract/sessions.ts';
import {
  isPublicationCommand,
  publicationAfterAdjourn,
  publicationTable,
  type PublicationCommand,
} from './publication-machine.ts';

type StateCommand = Exclude<Command, PublicationCommand>;

/** The table of states and commands: state × command → state. What is not here is refused. */
export const sessionTable: Readonly<Record<SessionState, Readonly<Partial<Record<StateCommand, SessionState>>>>> = {
  scheduled: { 'go-live': 'live', cancel: 'cancelled' },
  live: { recess: 'recess', 'close-doors': 'closed', adjourn: 'ended' },
  recess: { resume: 'live', 'close-doors': 'closed', adjourn: 'ended' },
  closed: { 'open-doors': 'live', recess: 'recess', adjourn: 'ended' },
  ended: { reopen: 'recess' },
  cancelled: {},
};

/** Where a command leads: given again in that state it "has already taken effect" and changes nothing. */
const destination: Readonly<Record<StateCommand, SessionState>> = {
  'go-live': 'live',
  recess: 'recess',
  resume: 'live',
  'close-doors': 'closed',
  'open-doors': 'live',
  adjourn: 'ended',
  reopen: 'recess',
  cancel: 'cancelled',
};

/**
 * What live media must do. `open-gate`: take pictures from now on. `finish-take`: keep the last part whole and stop.
 * `cut-take`: stop at once and throw the open part away (closed doors). `end`: an open take is finished, the playlists
 * end, the encoder leaves.
 * `open-gate-after-dark`: the same after the encoder's delay, so that nothing said behind closed doors slips through.
 * `accept-feed`: let the encoder connect again.
 */
export type MediaEffect = 'open-gate' | 'open-gate-after-dark' | 'finish-take' | 'cut-take' | 'end' | 'accept-feed';

/** What stands before the decision. */
export interface SessionFacts {
  readonly state: SessionState;
  readonly publication: Publication;
  readonly review: boolean;
}

/** What a command does. `already` changes nothing and is answered as success. */
export type CommandDecision =
  | {
      readonly kind: 'change';
      readonly state: SessionState;
      readonly publication: Publication;
      /** The public reason from now on (null: none any more); left out where it stays as it is. */
      readonly withheldReason?: string | null;
      readonly effects: readonly MediaEffect[];
    }
  | { readonly kind: 'already' }
  | { readonly kind: 'refuse'; readonly code: ProblemCode; readonly detail: string };

/** Decides a command. `reason` is needed by `withhold` alone. */
export function decideCommand(
  session: SessionFacts,
  command: Command,
  options: { reason?: string | undefined } = {},
): CommandDecision {
  if (isPublicationCommand(command)) return decidePublication(session, command, options.reason?.trim() ?? '');
  const state = sessionTable[session.state][command];
  if (state === undefined) {
    return destination[command] === session.state ? { kind: 'already' } : refusal(session.state, command);
  }
  const publication = command === 'adjourn' ? publicationAfterAdjourn(session) : session.publication;
  return { kind: 'change', state, publication, effects: effectsOf(session.state, command) };
}

/** The commands that the state allows now, in the order of the desk's buttons. */
export function allowedCommands(session: SessionFacts): Command[] {
  const all: Command[] = [...stateCommands(session.state), 'publish', 'withhold'];
  return all.filter((command) => decideCommand(session, command, { reason: 'asked' }).kind === 'change');
}

/** May pictures be taken in this state? Everything that is not positively live stays dark. */
export function isOnAir(state: SessionState): boolean {
  return state === 'live';
}

/** The states in which an encoder may be connected. */
export const feedStates: readonly SessionState[] = ['scheduled', 'live', 'recess', 'closed'];

/** May an encoder be connected in this state? Pictures go nowhere unless the session is on air. */
export function acceptsFeed(state: SessionState): boolean {
  return feedStates.includes(state);
}

function stateCommands(state: SessionState): StateCommand[] {
  const order: StateCommand[] = [
    'go-live',
    'resume',
    'open-doors',
    'recess',
    'close-doors',
    'adjourn',
    'reopen',
    'cancel',
  ];
  return order.filter((command) => sessionTable[state][command] !== undefined);
}

function decidePublication(session: SessionFacts, command: PublicationCommand, reason: string): CommandDecision {
  if (session.state === 'cancelled') return refusal(session.state, command);
  const publication = publicationTable[session.publication][command];
  if (publication === session.publication) return { kind: 'already' };
  if (command === 'withhold' && reason === '') {
    return {
      kind: 'refuse',
      code: 'reason-required',
      detail: 'Withholding a session needs a reason; it is shown to the public.',
    };
  }
  const withheldReason = command === 'withhold' ? reason : null;
  return { kind: 'change', state: session.state, publication, withheldReason, effects: [] };
}

/** Only a live session has an open take; closing the doors cuts also in recess, because bodies may record recesses. */
function effectsOf(state: SessionState, command: StateCommand): MediaEffect[] {
  switch (command) {
    case 'go-live':
    case 'resume':
      return ['open-gate'];
    case 'open-doors':
      return ['open-gate-after-dark'];
    case 'recess':
      return state === 'live' ? ['finish-take'] : [];
    case 'close-doors':
      return ['cut-take'];
    case 'adjourn':
      return ['end'];
    case 'cancel':
      return ['end'];
    case 'reopen':
      return ['accept-feed'];
  }
}

const stateWords: Readonly<Record<SessionState, string>> = {
  scheduled: 'is scheduled and has not begun',
  live: 'is live',
  recess: 'is in recess',
  closed: 'is behind closed doors',
  ended: 'has ended',
  cancelled: 'is cancelled',
};

function refusal(state: SessionState, command: Command): CommandDecision {
  const allowed = stateCommands(state);
  const cure = allowed.length === 0 ? 'No command leads on from here' : `Possible now: ${allowed.join(', ')}`;
  return {
    kind: 'refuse',
    code: 'command-not-allowed',
    detail: `The session ${stateWords[state]}, so "${command}" is not possible. ${cure}.`,
  };
}
