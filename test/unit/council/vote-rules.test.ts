// Votes that add up, and what they come to.
import { describe, expect, it } from '@jest/globals';
import type { VoteData } from '../../../server/contract/council-log.ts';
import { decideVote, resultOf } from '../../../server/domain/vote-rules.ts';

const vote = (more: Partial<Omit<VoteData, 'counts'>> & { counts?: Partial<VoteData['counts']> }): VoteData => ({
  kind: 'vote',
  subject: 'Bilancio',
  method: 'show-of-hands',
  majority: 'simple',
  ballots: [],
  note: null,
  ...more,
  counts: { present: 16, for: 10, against: 4, abstained: 2, blank: 0, ...more.counts },
});
const ballots = (choices: readonly VoteData['ballots'][number]['choice'][]): VoteData['ballots'] =>
  choices.map((choice, index) => ({ personId: `p${index}`, choice }));

describe('a vote', () => {
  it('is kept when it adds up', () => {
    expect(decideVote(vote({}))).toMatchObject({ ok: true });
  });

  it('is refused with the sum when more voted than were there', () => {
    expect(decideVote(vote({ counts: { present: 12 } }))).toMatchObject({
      refusal: { code: 'vote-does-not-add-up', detail: expect.stringContaining('are 16, but only 12 are present') },
    });
  });

  it('counts its ballots itself', () => {
    const taken = decideVote(vote({ method: 'roll-call', ballots: ballots(['for', 'for', 'against', 'abstained']) }));
    expect(taken).toMatchObject({ value: { counts: { for: 2, against: 1, abstained: 1, present: 16 } } });
  });

  it('keeps nobody’s choice when it is secret', () => {
    const secret = vote({ method: 'secret-ballot', ballots: ballots(['for']) });
    expect(decideVote(secret)).toMatchObject({ refusal: { detail: expect.stringContaining('counts only') } });
  });

  it('has one ballot for each person', () => {
    const twice = [...ballots(['for']), ...ballots(['against'])];
    expect(decideVote(vote({ ballots: twice }))).toMatchObject({
      refusal: { detail: expect.stringContaining('twice') },
    });
  });

  it('has blank papers only when it is secret, and nobody against when it is unanimous', () => {
    expect(decideVote(vote({ counts: { blank: 1, abstained: 1 } })).ok).toBe(false);
    expect(decideVote(vote({ method: 'secret-ballot', counts: { blank: 1, abstained: 1 } })).ok).toBe(true);
    expect(decideVote(vote({ method: 'unanimous' })).ok).toBe(false);
  });
});

describe('the result', () => {
  it.each([
    ['simple', { for: 8, against: 7, abstained: 1 }, true, 8],
    ['simple', { for: 7, against: 7, abstained: 2 }, false, 8],
    ['simple', { for: 0, against: 0, abstained: 16 }, false, 1],
    ['absolute', { for: 8, against: 0, abstained: 8 }, false, 9],
    ['absolute', { for: 9, against: 7, abstained: 0 }, true, 9],
    ['two-thirds', { for: 10, against: 6, abstained: 0 }, false, 11],
    ['two-thirds', { for: 11, against: 5, abstained: 0 }, true, 11],
  ] as const)('of a %s majority with %j is passed: %s (needed %i)', (majority, counts, isPassed, required) => {
    expect(resultOf(vote({ majority, counts }), 16)).toMatchObject({ isPassed, required });
  });

  it('does not count those who abstain as voting, but blank papers', () => {
    expect(resultOf(vote({}), 16).voting).toBe(14);
    expect(resultOf(vote({ counts: { blank: 2, abstained: 0 } }), 16).voting).toBe(16);
  });
});
