// The session's machine: which command leads where, and what live media must do for it. Pure; nothing is done here.
import type { ProblemCode } from '../contract/problems.ts';
import type { Command, Publication, SessionState } from '../contract/sessions.ts';
import {
  isSameNotice,
  noNotice,
  noticeAfter,
  noticeOnEntering,
  type RecessNotice,
  type SaidOfRecess,
} from './recess-rules.ts';
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
 * What live media must do. `open-gate`: take pictures from now on. `finish-take`: keep the last part whole and
 * stop; the slate of the recess is shown.
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
  readonly recess?: RecessNotice;
}

/** What a command does. `already` changes nothing and is answered as success. */
export type CommandDecision =
  | {
      readonly kind: 'change';
      readonly state: SessionState;
      readonly publication: Publication;
      /** The public reason from now on (null: none any more); left out where it stays as it is. */
      readonly withheldReason?: string | null;
      /** What is said of a recess from now on; left out where it stays as it is. */
      readonly recess?: RecessNotice;
      readonly effects: readonly MediaEffect[];
    }
  | { readonly kind: 'already' }
  | { readonly kind: 'refuse'; readonly code: ProblemCode; readonly detail: string };

/** Decides a command. `reason` is needed by `withhold`; with `recess` the public reads it, and the expected end. */
export function decideCommand(session: SessionFacts, command: Command, options: SaidOfRecess = {}): CommandDecision {
  if (isPublicationCommand(command)) return decidePublication(session, command, options.reason?.trim() ?? '');
  const state = sessionTable[session.state][command];
  if (state === undefined) {
    if (command === 'recess' && session.state === 'recess') return decideNotice(session, options);
    return destination[command] === session.state ? { kind: 'already' } : refusal(session.state, command);
  }
  const publication = command === 'adjourn' ? publicationAfterAdjourn(session) : session.publication;
  const recess = noticeOnEntering(state, command === 'recess' ? options : {});
  return { kind: 'change', state, publication, recess, effects: effectsOf(command) };
}

/** In recess the command may say something new of it; else it has taken effect already. */
function decideNotice(session: SessionFacts, said: SaidOfRecess): CommandDecision {
  const before = session.recess ?? noNotice;
  const recess = noticeAfter(before, said);
  if (isSameNotice(before, recess)) return { kind: 'already' };
  const { state, publication } = session;
  return { kind: 'change', state, publication, recess, effects: ['finish-take'] };
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

/** A recess after closed doors has no take to finish, but another slate; closing the doors cuts in any case. */
function effectsOf(command: StateCommand): MediaEffect[] {
  switch (command) {
    case 'go-live':
    case 'resume':
      return ['open-gate'];
    case 'open-doors':
      return ['open-gate-after-dark'];
    case 'recess':
      return ['finish-take'];
    case 'close-doors':
      return ['cut-take'];
    case 'adjourn':
      return ['end'];
    case 'cancel':
      return ['end'];
    case 'reopen':
      return ['accept-feed', 'finish-take'];
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
