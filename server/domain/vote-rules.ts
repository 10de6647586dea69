// Votes that add up: counts made from ballots, checks in sentences, the result by the majority that is needed. Pure.
import type { VoteCounts, VoteData } from '../contract/council-log.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';

/** What a vote came to. Whoever abstains is present but does not vote. */
export interface VoteResult {
  readonly voting: number;
  readonly required: number;
  readonly isPassed: boolean;
}

/**
 * The vote as it may be kept: a roll call has its counts from its ballots, a secret ballot has no ballots.
 * Refuses with `vote-does-not-add-up`, in a sentence that says what to correct.
 */
export function decideVote(vote: VoteData): Outcome<VoteData> {
  const isSecret = vote.method === 'secret-ballot';
  if (isSecret && vote.ballots.length > 0) {
    return refuse('vote-does-not-add-up', 'A secret ballot is kept as counts only: leave out who voted what.');
  }
  const people = new Set(vote.ballots.map((ballot) => ballot.personId));
  if (people.size < vote.ballots.length) {
    return refuse('vote-does-not-add-up', 'Somebody stands twice among the ballots: keep one ballot for each person.');
  }
  const counts = vote.ballots.length === 0 ? vote.counts : countBallots(vote);
  if (!isSecret && counts.blank > 0) {
    return refuse('vote-does-not-add-up', 'Only a secret ballot has blank papers: count them as abstained.');
  }
  const cast = votingOf(counts) + counts.abstained;
  if (cast > counts.present) {
    const sum = `${counts.for} for + ${counts.against} against + ${counts.abstained} abstained + ${counts.blank} blank`;
    return refuse('vote-does-not-add-up', `${sum} are ${cast}, but only ${counts.present} are present: correct one.`);
  }
  if (vote.method === 'unanimous' && counts.against + counts.abstained > 0) {
    return refuse(
      'vote-does-not-add-up',
      'A unanimous vote has nobody against and nobody abstained: choose a show of hands.',
    );
  }
  return accept({ ...vote, counts });
}

/** `seats`: what an absolute majority and two thirds are taken of. */
export function resultOf(vote: VoteData, seats: number): VoteResult {
  const voting = votingOf(vote.counts);
  const required = requiredVotes(vote, { seats, voting });
  return { voting, required, isPassed: voting > 0 && vote.counts.for >= required };
}

function requiredVotes(vote: VoteData, base: { seats: number; voting: number }): number {
  switch (vote.majority) {
    case 'simple':
      return Math.floor(base.voting / 2) + 1;
    case 'absolute':
      return Math.floor(base.seats / 2) + 1;
    case 'two-thirds':
      return Math.ceil((base.seats * 2) / 3);
  }
}

function votingOf(counts: VoteCounts): number {
  return counts.for + counts.against + counts.blank;
}

function countBallots(vote: VoteData): VoteCounts {
  const of = (choice: string): number => vote.ballots.filter((ballot) => ballot.choice === choice).length;
  const present = Math.max(vote.counts.present, vote.ballots.length);
  return { present, for: of('for'), against: of('against'), abstained: of('abstained'), blank: 0 };
}
