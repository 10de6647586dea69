// The minutes that the scripted evening must give, sentence by sentence, written from the play alone. Pure, in English.
import { acts, instant, members, titleOf, votes, type Act } from './evening-script.ts';

const [clock, present, absent] = [
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Rome', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  members.filter(({ name }) => !isAway(name)),
  members.filter(({ name }) => isAway(name)),
];

/** Away at the roll call, before the first item. */
function isAway(name: string): boolean {
  return acts.some((act) => act.what === 'leaves' && act.of === name && act.atMs < instant('20:32:00'));
}

const time = (ms: number): string => clock.format(ms);
const named = (name: string): string => {
  const group = members.find((member) => member.name === name)?.group ?? '';
  return group === '' ? name : `${name} (${group})`;
};

/** Every text of the draft, in order: headings, sentences, items of lists, rows of tables (their cells joined by blanks). */
export function expectedMinutes(about: { title: string; body: string }): string[] {
  // The mayor votes but is not counted for the quorum.
  const counted = present.filter(({ role }) => role !== 'secretary' && role !== 'mayor').length;
  return [
    `Minutes of the session: ${about.body}`,
    `${about.title}, 29 May 2099, first call.`,
    'The session opens at 20:30.',
    `Present: ${present.length}`,
    ...present.map(({ name }) => named(name)),
    `Absent: ${absent.length}`,
    ...absent.map(({ name }) => named(name)),
    `There is a quorum: ${counted} present, 9 needed.`,
    ...acts
      .filter(({ atMs }) => atMs >= instant('20:32:00'))
      .toSorted((a, b) => a.finallyMs - b.finallyMs)
      .flatMap(sentencesOf),
    'Draft made from the log of the session: it has no force before it is adopted.',
  ];
}

function sentencesOf(act: Act): string[] {
  const at = time(act.finallyMs);
  switch (act.what) {
    case 'item':
      return [`${act.of}. ${titleOf(act.of)}`, `The item is taken up at ${at}.`];
    case 'speaks':
    case 'guest':
      return [`${at} – ${named(act.of)} speaks.`];
    case 'comes':
      return [`At ${at} ${act.of} comes in.`];
    case 'leaves':
      return [`At ${at} ${act.of} leaves.`];
    case 'recess':
      return [`The session is in recess from ${at} to 21:40.`];
    case 'close-doors':
      return [`From ${at} to 22:26 the session is held behind closed doors; nothing is recorded.`];
    case 'adjourn':
      return [`The session is adjourned at ${at} with 16 present.`];
    case 'vote':
      return sentencesOfVote(act.of, at);
    default:
      return [];
  }
}

function sentencesOfVote(method: string, at: string): string[] {
  const vote = votes[method];
  if (vote === undefined) throw new Error(`the play has no vote by ${method}`);
  const { counts, except } = vote;
  const names = (choice: string): string =>
    Object.keys(except)
      .filter((name) => except[name] === choice)
      .join(', ');
  const inFavour = members
    .filter(({ name, role }) => role !== 'secretary' && name !== 'Elena Ruscello' && except[name] === undefined)
    .map(({ name }) => name);
  const byName = method === 'roll-call';
  return [
    `At ${at} the council votes ${byName ? 'by roll call' : 'by show of hands'}: ${titleOf(vote.item)}.`,
    'Present Voting For Against Abstained Blank and void',
    [counts.present, counts.for + counts.against, counts.for, counts.against, counts.abstained, counts.blank].join(' '),
    ...(byName
      ? [`For: ${inFavour.join(', ')}.`, `Against: ${names('against')}.`, `Abstained: ${names('abstained')}.`]
      : []),
    `Result: passed (votes needed: ${Math.floor((counts.for + counts.against) / 2) + 1}).`,
  ];
}

/** The texts of the HTML draft, in the same form. */
export function readMinutes(html: string): string[] {
  const body = html.slice(html.indexOf('<body>'));
  return [...body.matchAll(/<(h1|h2|p|li|tr)>(.*?)<\/\1>/gu)].map(([, , inner = '']) =>
    unescape(inner.replaceAll(/<\/t[hd]>(?=<t)/gu, ' ').replaceAll(/<[^>]*>/gu, '')),
  );
}

function unescape(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}
