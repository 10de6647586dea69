// A vote in words that people search for, in the language of the session. Pure; it must not name who voted what.
import type { VoteData } from '../../server/contract/council-log.ts';
import type { VoteResult } from '../../server/domain/vote-rules.ts';

interface Words {
  readonly passed: string;
  readonly rejected: string;
  readonly vote: string;
  counts(counts: VoteData['counts']): string;
}

const italian: Words = {
  passed: 'Approvato',
  rejected: 'Respinto',
  vote: 'Votazione',
  counts: (counts) =>
    `presenti ${counts.present}, favorevoli ${counts.for}, contrari ${counts.against}, astenuti ${counts.abstained}`,
};

const english: Words = {
  passed: 'Passed',
  rejected: 'Rejected',
  vote: 'Vote',
  counts: (counts) =>
    `present ${counts.present}, for ${counts.for}, against ${counts.against}, abstained ${counts.abstained}`,
};

const german: Words = {
  passed: 'Angenommen',
  rejected: 'Abgelehnt',
  vote: 'Abstimmung',
  counts: (counts) =>
    `anwesend ${counts.present}, dafür ${counts.for}, dagegen ${counts.against}, Enthaltungen ${counts.abstained}`,
};

/** `Votazione: Approvato. presenti 20, favorevoli 12, contrari 3, astenuti 1.` */
export function voteWords(lang: string | null, vote: VoteData, result: VoteResult): string {
  const words = lang?.startsWith('en') === true ? english : lang?.startsWith('de') === true ? german : italian;
  return `${words.vote}: ${result.isPassed ? words.passed : words.rejected}. ${words.counts(vote.counts)}.`;
}
