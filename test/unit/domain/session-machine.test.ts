// The session's machine over the whole matrix of states, commands and publications.
import { describe, expect, it } from '@jest/globals';
import {
  commands,
  publications,
  sessionStates,
  type Command,
  type SessionState,
} from '../../../server/contract/sessions.ts';
import { allowedCommands, decideCommand, isOnAir, sessionTable } from '../../../server/domain/session-machine.ts';
import { already, leadsTo } from '../../support/command-table.ts';

describe('the session machine', () => {
  for (const state of sessionStates) {
    for (const command of commands.filter((one) => one !== 'publish' && one !== 'withhold')) {
      for (const publication of publications) {
        it(`decides ${command} of a ${publication} session that is ${state} as the contract says`, () => {
          const decision = decideCommand({ state, publication, review: false }, command);
          const next = leadsTo[state][command];
          if (next !== undefined) expect(decision).toMatchObject({ kind: 'change', state: next, publication });
          else if (already[state].includes(command)) expect(decision).toEqual({ kind: 'already' });
          else expect(decision).toMatchObject({ kind: 'refuse', code: 'command-not-allowed' });
        });
      }
    }
  }

  it('says in a refusal what is possible instead', () => {
    const decision = decideCommand({ state: 'closed', publication: 'published', review: false }, 'resume');
    expect(decision).toMatchObject({ detail: expect.stringContaining('open-doors, recess, adjourn') });
  });

  it('never answers a repeated command with an effect', () => {
    for (const state of sessionStates) {
      for (const [command, next] of Object.entries(sessionTable[state])) {
        const again = decideCommand({ state: next, publication: 'published', review: false }, command as Command);
        expect(again).toEqual({ kind: 'already' });
      }
    }
  });

  it('is on air only while live', () => {
    expect(sessionStates.filter(isOnAir)).toEqual(['live']);
  });

  it('lists exactly the commands that would change something', () => {
    expect(allowedCommands({ state: 'live', publication: 'published', review: false })).toEqual([
      'recess',
      'close-doors',
      'adjourn',
      'withhold',
    ]);
    expect(allowedCommands({ state: 'cancelled', publication: 'published', review: false })).toEqual([]);
  });
});

describe('what live media is told', () => {
  const effects = (state: SessionState, command: Command): readonly string[] => {
    const decision = decideCommand({ state, publication: 'published', review: false }, command);
    return decision.kind === 'change' ? decision.effects : [];
  };

  it('cuts the take when the doors close, from wherever they close', () => {
    expect(effects('live', 'close-doors')).toEqual(['cut-take']);
    expect(effects('recess', 'close-doors')).toEqual(['cut-take']);
  });

  it('keeps the last part whole in a recess and at the end', () => {
    expect(effects('live', 'recess')).toEqual(['finish-take']);
    expect(effects('live', 'adjourn')).toEqual(['end']);
  });

  it('never opens the gate on leaving closed doors for a recess or the end', () => {
    expect(effects('closed', 'recess')).toEqual(['finish-take']);
    expect(effects('closed', 'adjourn')).toEqual(['end']);
  });

  it('stays dark for the delay of the encoder when the doors open', () => {
    expect(effects('closed', 'open-doors')).toEqual(['open-gate-after-dark']);
    expect(effects('recess', 'resume')).toEqual(['open-gate']);
  });
});

describe('publication', () => {
  it('is published from any state but cancelled', () => {
    for (const state of sessionStates) {
      const decision = decideCommand({ state, publication: 'private', review: false }, 'publish');
      if (state === 'cancelled') expect(decision).toMatchObject({ kind: 'refuse', code: 'command-not-allowed' });
      else expect(decision).toMatchObject({ kind: 'change', state, publication: 'published', withheldReason: null });
    }
  });

  it('is withheld only with a reason, which becomes public', () => {
    const session = { state: 'ended', publication: 'published', review: false } as const;
    expect(decideCommand(session, 'withhold', { reason: '   ' })).toMatchObject({
      kind: 'refuse',
      code: 'reason-required',
    });
    expect(decideCommand(session, 'withhold', { reason: ' dati personali ' })).toEqual({
      kind: 'change',
      state: 'ended',
      publication: 'withheld',
      withheldReason: 'dati personali',
      effects: [],
    });
  });

  it('changes nothing when it is repeated', () => {
    expect(decideCommand({ state: 'live', publication: 'published', review: false }, 'publish')).toEqual({
      kind: 'already',
    });
    const withheld = { state: 'ended', publication: 'withheld', review: false } as const;
    expect(decideCommand(withheld, 'withhold', { reason: 'again' })).toEqual({ kind: 'already' });
  });

  it('becomes private by adjourning when a review was asked for', () => {
    const session = { state: 'live', publication: 'published', review: true } as const;
    expect(decideCommand(session, 'adjourn')).toMatchObject({ state: 'ended', publication: 'private' });
  });

  it('stays withheld, with its reason, when a withheld session is adjourned', () => {
    const decision = decideCommand({ state: 'live', publication: 'withheld', review: true }, 'adjourn');
    expect(decision).toMatchObject({ publication: 'withheld' });
    expect(decision).not.toHaveProperty('withheldReason');
  });
});
