// Checks an entry of the log against the roster and the agenda of its session. Pure.
import type { EntryData, WrittenEntry } from '../contract/council-log.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import { presenceAt, quorumAt } from '../domain/attendance.ts';
import { decideVote } from '../domain/vote-rules.ts';
import type { Council } from './read-council.ts';

/** The data as it may be kept: everybody it names is on the roster, votes add up. */
export function checkEntryData(data: EntryData, council: Council): Outcome<EntryData> {
  const known = new Set(council.members.map((member) => member.personId));
  const unknown = peopleOf(data).find((personId) => !known.has(personId));
  if (unknown !== undefined) {
    return refuse('invalid-input', `Nobody on the roster of this body has the id ${unknown}; add the person first.`);
  }
  return data.kind === 'vote' ? decideVote(data) : accept(data);
}

/** What is odd about an entry but no reason to refuse it: attendance is kept by hand too. */
export function warnAboutEntry(data: EntryData, atMs: number, council: Council): WrittenEntry['warnings'] {
  if (data.kind !== 'vote') return [];
  const { members, rules, entries, session } = council;
  const presence = presenceAt(entries, atMs);
  const warnings: WrittenEntry['warnings'] = [];
  if (presence.size > 0) {
    const present = members.filter((member) => member.mayVote && presence.get(member.personId) === true).length;
    if (data.counts.present > present) {
      const detail = `The vote says ${data.counts.present} present, the roll says ${present}.`;
      warnings.push({ code: 'more-than-present', detail });
    }
    const absent = data.ballots.filter((ballot) => presence.get(ballot.personId) !== true).length;
    if (absent > 0)
      warnings.push({ code: 'voter-not-present', detail: `${absent} who voted are not marked as present.` });
  }
  const quorum = quorumAt(entries, atMs, { rule: rules.quorum, members, call: session.call });
  if (quorum !== null && !quorum.isReached) {
    warnings.push({ code: 'no-quorum', detail: `${quorum.present} are there, ${quorum.needed} are needed.` });
  }
  return warnings;
}

function peopleOf(data: EntryData): string[] {
  switch (data.kind) {
    case 'attendance':
      return [data.personId];
    case 'speech':
      return data.personId === null ? [] : [data.personId];
    case 'vote':
      return data.ballots.map((ballot) => ballot.personId);
    case 'item':
    case 'note':
      return [];
  }
}
