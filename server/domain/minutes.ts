// The draft of the minutes: the log of clicks as headings, sentences and tables in Italian or English. Pure.
// It decides what is said, not how a file looks; a draft has no legal value before the council adopts it.
import type { VoteData } from '../contract/council-log.ts';
import type { Member } from '../contract/roster.ts';
import { presenceAt, presenceOf, quorumAt, seatsOf } from './attendance.ts';
import { publicEntries } from './entry-rules.ts';
import { endOfSpeech, readTreatments, type LogFact, type LogFacts } from './log-reading.ts';
import { minutesWords, type MinutesLanguage, type MinutesWords } from './minutes-words.ts';
import { resultOf } from './vote-rules.ts';
import type { BodyRules } from '../contract/roster.ts';

/** A piece of the minutes. `href` leads to the moment in the recording. */
export type MinutesBlock =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string; readonly itemId: string | null; readonly number: string | null }
  | { readonly kind: 'text'; readonly text: string; readonly href?: string; readonly event?: MinutesEvent }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** What a sentence reports, for formats that name it (Akoma Ntoso). */
export interface MinutesEvent {
  readonly what: 'opening' | 'speech' | 'vote' | 'pause' | 'attendance' | 'item' | 'closing';
  readonly atMs: number;
  readonly untilMs: number | null;
  readonly personId: string | null;
  readonly speaker: string | null;
}

/** An item of the agenda as the minutes name it. */
export interface MinutesItem {
  readonly id: string;
  readonly number: string;
  readonly title: string;
}

/** Everything the minutes are made of. */
export interface MinutesSource extends LogFacts {
  readonly title: string;
  readonly bodyName: string;
  readonly place: string | null;
  readonly call: 1 | 2;
  readonly scheduledAtMs: number;
  readonly startedAtMs: number | null;
  readonly items: readonly MinutesItem[];
  readonly members: readonly Member[];
  readonly rules: BodyRules;
  /** Address of the page at an instant. */
  readonly linkTo: (atMs: number) => string;
}

/** The whole draft, in order. */
export function draftMinutes(whole: MinutesSource, language: MinutesLanguage): MinutesBlock[] {
  const words = minutesWords[language];
  const everything = { votes: true, attendance: true, speakers: true };
  // What was said behind closed doors is in no minutes that leave the house.
  const source = { ...whole, entries: publicEntries(whole.entries, whole.pauses, everything) };
  return [
    { kind: 'title', text: `${words.minutesOf} ${source.bodyName}` },
    { kind: 'text', text: words.session(source.title, words.day(source.scheduledAtMs), source.call) },
    ...(source.place === null ? [] : [{ kind: 'text', text: words.place(source.place) } as const]),
    ...opening(source, words),
    ...chronicle(source, words),
    ...closing(source, words),
    { kind: 'text', text: words.draft },
  ];
}

function opening(source: MinutesSource, words: MinutesWords): MinutesBlock[] {
  const { startedAtMs, entries, members } = source;
  if (startedAtMs === null) return [{ kind: 'text', text: words.notBegun }];
  const event = happening('opening', startedAtMs);
  const blocks: MinutesBlock[] = [
    { kind: 'text', text: words.opened(words.time(startedAtMs)), href: source.linkTo(startedAtMs), event },
  ];
  const rollAtMs = lastRollCall(source, startedAtMs);
  const presence = presenceAt(entries, rollAtMs);
  if (presence.size === 0) return blocks;
  const line = (member: Member): string => (member.group === null ? member.name : `${member.name} (${member.group})`);
  const there = members.filter((member) => presence.get(member.personId) === true);
  const away = members.filter((member) => member.mayVote && presence.get(member.personId) !== true);
  blocks.push({ kind: 'heading', text: words.present(there.length), itemId: null, number: null });
  blocks.push({ kind: 'list', items: there.map(line) });
  if (away.length > 0) {
    blocks.push({ kind: 'heading', text: words.absent(away.length), itemId: null, number: null });
    blocks.push({ kind: 'list', items: away.map(line) });
  }
  const quorum = quorumAt(entries, rollAtMs, { rule: source.rules.quorum, members, call: source.call });
  if (quorum !== null) blocks.push({ kind: 'text', text: words.quorum(quorum) });
  return blocks;
}

/** Whoever is ticked in the first ten minutes was there at the roll call, not "came in". */
function lastRollCall(source: MinutesSource, startedAtMs: number): number {
  const ends = [startedAtMs + 600_000, ...source.marks.map((mark) => mark.atMs)].filter((atMs) => atMs >= startedAtMs);
  return Math.min(...ends);
}

interface Moment {
  readonly atMs: number;
  readonly blocks: readonly MinutesBlock[];
}

function chronicle(source: MinutesSource, words: MinutesWords): MinutesBlock[] {
  const { startedAtMs } = source;
  if (startedAtMs === null) return [];
  const rollAtMs = lastRollCall(source, startedAtMs);
  const moments: Moment[] = [
    ...items(source, words),
    ...pauses(source, words),
    ...source.entries
      .filter((entry) => entry.data.kind !== 'attendance' || entry.atMs > rollAtMs)
      .map((entry) => ({ atMs: entry.atMs, blocks: blocksOf(entry, source, words) })),
  ];
  return moments.toSorted((a, b) => a.atMs - b.atMs).flatMap((moment) => moment.blocks);
}

function items(source: MinutesSource, words: MinutesWords): Moment[] {
  const begun = new Set<string>();
  return readTreatments(source).flatMap(({ agendaItemId, fromMs }) => {
    const item = source.items.find((one) => one.id === agendaItemId);
    if (item === undefined) return [];
    const isAgain = begun.has(agendaItemId);
    begun.add(agendaItemId);
    const text = `${item.number}. ${item.title}${isAgain ? ` (${words.again})` : ''}`;
    const sentence = words.itemBegins(words.time(fromMs));
    const blocks: MinutesBlock[] = [
      { kind: 'heading', text, itemId: item.id, number: item.number },
      { kind: 'text', text: sentence, href: source.linkTo(fromMs), event: happening('item', fromMs) },
    ];
    return [{ atMs: fromMs, blocks }];
  });
}

function pauses(source: MinutesSource, words: MinutesWords): Moment[] {
  return source.pauses.map((pause) => {
    const until = pause.toMs === null ? null : words.time(pause.toMs);
    const text =
      pause.kind === 'recess'
        ? words.recess(words.time(pause.fromMs), until)
        : words.closed(words.time(pause.fromMs), until);
    const event = { ...happening('pause', pause.fromMs), untilMs: pause.toMs };
    return { atMs: pause.fromMs, blocks: [{ kind: 'text', text, event }] };
  });
}

function blocksOf(entry: LogFact, source: MinutesSource, words: MinutesWords): MinutesBlock[] {
  const { data, atMs } = entry;
  const nameOf = (personId: string): string => source.members.find((one) => one.personId === personId)?.name ?? '?';
  switch (data.kind) {
    case 'attendance': {
      const sentence = data.isPresent ? words.comes : words.leaves;
      const event = { ...happening('attendance', atMs), personId: data.personId };
      return [{ kind: 'text', text: sentence(nameOf(data.personId), words.time(atMs)), event }];
    }
    case 'speech': {
      const who = data.group === null ? data.speaker : `${data.speaker} (${data.group})`;
      const untilMs = endOfSpeech(entry, source);
      const event = { ...happening('speech', atMs), untilMs, personId: data.personId, speaker: data.speaker };
      return [{ kind: 'text', text: words.speaks(who, words.time(atMs)), href: source.linkTo(atMs), event }];
    }
    case 'item': {
      const item = source.items.find((one) => one.id === entry.agendaItemId);
      const text = words.fate(item?.number ?? '?', data.status, words.time(atMs));
      return [{ kind: 'text', text, event: happening('item', atMs) }];
    }
    case 'vote':
      return voteBlocks(data, atMs, { source, words });
    case 'note':
      return [];
  }
}

function voteBlocks(
  vote: VoteData,
  atMs: number,
  { source, words }: { source: MinutesSource; words: MinutesWords },
): MinutesBlock[] {
  const result = resultOf(vote, seatsOf(source.rules.quorum, source.members));
  const { counts } = vote;
  const event = happening('vote', atMs);
  const row = [counts.present, result.voting, counts.for, counts.against, counts.abstained, counts.blank].map(String);
  const blocks: MinutesBlock[] = [
    { kind: 'text', text: words.vote(vote, words.time(atMs)), href: source.linkTo(atMs), event },
    { kind: 'table', head: words.voteHead, rows: [row] },
  ];
  const names = (choice: string): string =>
    vote.ballots
      .filter((ballot) => ballot.choice === choice)
      .map((ballot) => source.members.find((one) => one.personId === ballot.personId)?.name ?? '?')
      .join(', ');
  for (const [choice, word] of words.choices) {
    if (names(choice) !== '') blocks.push({ kind: 'text', text: `${word}: ${names(choice)}.` });
  }
  return [...blocks, { kind: 'text', text: words.result(result.isPassed, result.required) }];
}

function closing(source: MinutesSource, words: MinutesWords): MinutesBlock[] {
  if (source.endedAtMs === null) return [];
  const { endedAtMs } = source;
  const untilEnd = source.members.filter(
    (one) => presenceOf(source.entries, one.personId).at(-1)?.toMs === null,
  ).length;
  const text = words.adjourned(words.time(endedAtMs), untilEnd === 0 ? null : untilEnd);
  return [{ kind: 'text', text, event: happening('closing', endedAtMs) }];
}

function happening(what: MinutesEvent['what'], atMs: number): MinutesEvent {
  return { what, atMs, untilMs: null, personId: null, speaker: null };
}
