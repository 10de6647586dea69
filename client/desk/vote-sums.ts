// Counts of a vote while it is being entered: from totals or person by person. Pure; the server checks again.
import type { Ballot, VoteCounts, VoteData } from '../../server/contract/council-log.ts';

/** What the form holds; numbers as they were typed. */
export interface VoteDraft {
  subject: string;
  method: VoteData['method'];
  majority: VoteData['majority'];
  present: string;
  for: string;
  against: string;
  abstained: string;
  blank: string;
  /** Person → choice; who is not in it votes for. */
  except: Readonly<Record<string, Ballot['choice']>>;
}

/** Methods that keep who voted what. */
export function isByName(method: VoteData['method']): boolean {
  return method === 'roll-call' || method === 'electronic';
}

/** What the next click on a person makes of their choice. */
export const nextChoice: Readonly<Record<Ballot['choice'], Ballot['choice']>> = {
  for: 'against',
  against: 'abstained',
  abstained: 'not-voting',
  'not-voting': 'for',
};

/** The ballots of a vote by name: all for, except. */
export function ballotsOf(draft: VoteDraft, voters: readonly string[]): Ballot[] {
  return voters.map((personId) => ({ personId, choice: draft.except[personId] ?? 'for' }));
}

/** The counts as they will be sent. */
export function countsOf(draft: VoteDraft, voters: readonly string[]): VoteCounts {
  const present = toCount(draft.present);
  if (isByName(draft.method)) {
    const ballots = ballotsOf(draft, voters);
    const of = (choice: Ballot['choice']) => ballots.filter((ballot) => ballot.choice === choice).length;
    return { present, for: of('for'), against: of('against'), abstained: of('abstained'), blank: 0 };
  }
  if (draft.method === 'unanimous') return { present, for: present, against: 0, abstained: 0, blank: 0 };
  return {
    present,
    for: toCount(draft.for),
    against: toCount(draft.against),
    abstained: toCount(draft.abstained),
    blank: draft.method === 'secret-ballot' ? toCount(draft.blank) : 0,
  };
}

/** By how many more voted than are there; 0 when it adds up. */
export function excessOf(counts: VoteCounts): number {
  return Math.max(0, counts.for + counts.against + counts.abstained + counts.blank - counts.present);
}

function toCount(text: string): number {
  const count = Number.parseInt(text, 10);
  return Number.isNaN(count) ? 0 : Math.max(0, count);
}
