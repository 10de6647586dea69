// The minutes that the scripted evening must give, sentence by sentence, in both languages, written from the play alone. Pure.
import type { VoteData } from '../../server/contract/council-log.ts';
import { acts, instant, members, titleOf, votes, type Act } from './evening-script.ts';

export type MinutesLanguage = 'it' | 'en';

/** What the play does not say. */
export interface AboutMinutes {
  readonly title: string;
  readonly body: string;
  readonly language: MinutesLanguage;
  /** At which instant an act stands in the record. */
  readonly instantOf: (act: Act) => number;
}

const [clock, present, absent] = [
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Rome', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  members.filter(({ name }) => !isAway(name)),
  members.filter(({ name }) => isAway(name)),
];

/** Away at the roll call, before the first item. */
function isAway(name: string): boolean {
  return acts.some((act) => act.what === 'leaves' && act.of === name && act.atMs < instant('20:32:00'));
}

const named = (name: string): string => {
  const group = members.find((member) => member.name === name)?.group ?? '';
  return group === '' ? name : `${name} (${group})`;
};

/** The sentences as the clerk of the play would write them: the times come in as `20:31`. */
const sentences = {
  en: {
    heading: (body: string) => `Minutes of the session: ${body}`,
    session: (title: string) => `${title}, 29 May 2099, first call.`,
    opens: (at: string) => `The session opens at ${at}.`,
    present: (count: number) => `Present: ${count}`,
    absent: (count: number) => `Absent: ${count}`,
    quorum: (count: number) => `There is a quorum: ${count} present, 9 needed.`,
    taken: (at: string) => `The item is taken up at ${at}.`,
    speaks: (at: string, who: string) => `${at} – ${who} speaks.`,
    comes: (at: string, who: string) => `At ${at} ${who} comes in.`,
    leaves: (at: string, who: string) => `At ${at} ${who} leaves.`,
    recess: (at: string, until: string) => `The session is in recess from ${at} to ${until}.`,
    closed: (at: string, until: string) =>
      `From ${at} to ${until} the session is held behind closed doors; nothing is recorded.`,
    adjourned: (at: string) => `The session is adjourned at ${at} with 16 present.`,
    vote: (at: string, how: string, what: string) => `At ${at} the council votes ${how}: ${what}.`,
    byName: 'by roll call',
    byHand: 'by show of hands',
    table: 'Present Voting For Against Abstained Blank and void',
    choice: { for: 'For', against: 'Against', abstained: 'Abstained' },
    passed: (needed: number) => `Result: passed (votes needed: ${needed}).`,
    draft: 'Draft made from the log of the session: it has no force before it is adopted.',
  },
  it: {
    heading: (body: string) => `Verbale della seduta: ${body}`,
    session: (title: string) => `${title}, 29 maggio 2099, prima convocazione.`,
    opens: (at: string) => `La seduta è aperta alle ore ${at}.`,
    present: (count: number) => `Presenti: ${count}`,
    absent: (count: number) => `Assenti: ${count}`,
    quorum: (count: number) => `Il numero legale è raggiunto: ${count} presenti, 9 necessari.`,
    taken: (at: string) => `La trattazione inizia alle ore ${at}.`,
    speaks: (at: string, who: string) => `${at} – Interviene ${who}.`,
    comes: (at: string, who: string) => `Alle ore ${at} entra ${who}.`,
    leaves: (at: string, who: string) => `Alle ore ${at} esce ${who}.`,
    recess: (at: string, until: string) => `La seduta è sospesa alle ore ${at} e riprende alle ore ${until}.`,
    closed: (at: string, until: string) =>
      `Alle ore ${at} la seduta prosegue a porte chiuse fino alle ore ${until}; le riprese sono interrotte.`,
    adjourned: (at: string) => `La seduta è tolta alle ore ${at}, con 16 presenti.`,
    vote: (at: string, how: string, what: string) => `Alle ore ${at} si vota ${how}: ${what}.`,
    byName: 'per appello nominale',
    byHand: 'per alzata di mano',
    table: 'Presenti Votanti Favorevoli Contrari Astenuti Bianche e nulle',
    choice: { for: 'Favorevoli', against: 'Contrari', abstained: 'Astenuti' },
    passed: (needed: number) => `Esito: approvato (voti favorevoli necessari: ${needed}).`,
    draft: 'Bozza ricavata dal registro della seduta: vale solo dopo l’approvazione.',
  },
} as const;

/** Every text of the draft, in order: headings, sentences, items of lists, rows of tables (their cells joined by blanks). */
export function expectedMinutes(about: AboutMinutes): string[] {
  const words = sentences[about.language];
  // The mayor votes but is not counted for the quorum.
  const counted = present.filter(({ role }) => role !== 'secretary' && role !== 'mayor').length;
  return [
    words.heading(about.body),
    words.session(about.title),
    words.opens(timeOf('go-live', about)),
    words.present(present.length),
    ...present.map(({ name }) => named(name)),
    words.absent(absent.length),
    ...absent.map(({ name }) => named(name)),
    words.quorum(counted),
    ...acts
      .filter((act) => act.atMs >= instant('20:32:00') && Number.isFinite(about.instantOf(act)))
      .toSorted((a, b) => about.instantOf(a) - about.instantOf(b))
      .flatMap((act) => sentencesOf(act, about)),
    words.draft,
  ];
}

/** The clock time of the only act of a kind. */
function timeOf(what: string, { instantOf }: AboutMinutes): string {
  const act = acts.find((one) => one.what === what);
  if (act === undefined) throw new Error(`nobody does ${what} in the play`);
  return clock.format(instantOf(act));
}

function sentencesOf(act: Act, about: AboutMinutes): string[] {
  const at = clock.format(about.instantOf(act));
  const words = sentences[about.language];
  switch (act.what) {
    case 'item':
      return [`${act.of}. ${titleOf(act.of)}`, words.taken(at)];
    case 'speaks':
    case 'guest':
      return [words.speaks(at, named(act.of))];
    case 'comes':
      return [words.comes(at, act.of)];
    case 'leaves':
      return [words.leaves(at, act.of)];
    case 'recess':
      return [words.recess(at, timeOf('resume', about))];
    case 'close-doors':
      return [words.closed(at, timeOf('open-doors', about))];
    case 'adjourn':
      return [words.adjourned(at)];
    case 'vote':
      return sentencesOfVote(act.of, at, words);
    default:
      return [];
  }
}

function sentencesOfVote(method: string, at: string, words: (typeof sentences)[MinutesLanguage]): string[] {
  const vote = votes[method];
  if (vote === undefined) throw new Error(`the play has no vote by ${method}`);
  const { counts, except } = vote;
  const inFavour = members
    .filter(({ name, role }) => role !== 'secretary' && name !== 'Elena Ruscello' && except[name] === undefined)
    .map(({ name }) => name);
  const namesOf = (choice: string): string[] => Object.keys(except).filter((name) => except[name] === choice);
  const byName = method === 'roll-call';
  const ballots = byName
    ? [
        `${words.choice.for}: ${inFavour.join(', ')}.`,
        `${words.choice.against}: ${namesOf('against').join(', ')}.`,
        `${words.choice.abstained}: ${namesOf('abstained').join(', ')}.`,
      ]
    : [];
  return [
    words.vote(at, byName ? words.byName : words.byHand, titleOf(vote.item)),
    words.table,
    rowOf(counts),
    ...ballots,
    words.passed(Math.floor((counts.for + counts.against) / 2) + 1),
  ];
}

function rowOf({ present: there, for: inFavour, against, abstained, blank }: VoteData['counts']): string {
  return [there, inFavour + against, inFavour, against, abstained, blank].join(' ');
}
