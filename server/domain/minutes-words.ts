// The sentences of the minutes in Italian and English. A table; it decides nothing.
import type { ItemStatus, QuorumState, VoteData } from '../contract/council-log.ts';

export const minutesLanguages = ['it', 'en'] as const;
export type MinutesLanguage = (typeof minutesLanguages)[number];

/** Every sentence the minutes can say; times are written as clock times. */
export interface MinutesWords {
  readonly minutesOf: string;
  readonly draft: string;
  readonly notBegun: string;
  readonly again: string;
  readonly voteHead: readonly string[];
  readonly choices: readonly (readonly [choice: string, word: string])[];
  day(atMs: number): string;
  time(atMs: number): string;
  session(title: string, day: string, call: 1 | 2): string;
  place(place: string): string;
  opened(time: string): string;
  present(count: number): string;
  absent(count: number): string;
  quorum(quorum: QuorumState): string;
  itemBegins(time: string): string;
  fate(number: string, status: ItemStatus, time: string): string;
  recess(from: string, to: string | null): string;
  closed(from: string, to: string | null): string;
  comes(name: string, time: string): string;
  leaves(name: string, time: string): string;
  speaks(name: string, time: string): string;
  vote(vote: VoteData, time: string): string;
  result(isPassed: boolean, required: number): string;
  adjourned(time: string, present: number | null): string;
}

const timeZone = 'Europe/Rome';
const clock = (locale: string, atMs: number): string =>
  new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(atMs);
const day = (locale: string, atMs: number): string =>
  new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'long', year: 'numeric' }).format(atMs);

const methodsIt: Readonly<Record<VoteData['method'], string>> = {
  'show-of-hands': 'per alzata di mano',
  'roll-call': 'per appello nominale',
  electronic: 'con voto elettronico',
  'secret-ballot': 'a scrutinio segreto',
  unanimous: 'all’unanimità dei presenti',
};
const methodsEn: Readonly<Record<VoteData['method'], string>> = {
  'show-of-hands': 'by show of hands',
  'roll-call': 'by roll call',
  electronic: 'electronically',
  'secret-ballot': 'by secret ballot',
  unanimous: 'unanimously',
};
const fatesIt: Readonly<Record<ItemStatus, string>> = {
  suspended: 'è sospeso',
  concluded: 'è concluso',
  deferred: 'è rinviato ad altra seduta',
  withdrawn: 'è ritirato',
  planned: 'torna all’ordine del giorno',
};
const fatesEn: Readonly<Record<ItemStatus, string>> = {
  suspended: 'is suspended',
  concluded: 'is concluded',
  deferred: 'is deferred to another session',
  withdrawn: 'is withdrawn',
  planned: 'returns to the agenda',
};

/** Language → sentences. */
export const minutesWords: Readonly<Record<MinutesLanguage, MinutesWords>> = {
  it: {
    minutesOf: 'Verbale della seduta:',
    draft: 'Bozza ricavata dal registro della seduta: vale solo dopo l’approvazione.',
    notBegun: 'La seduta non è ancora iniziata.',
    again: 'ripresa',
    voteHead: ['Presenti', 'Votanti', 'Favorevoli', 'Contrari', 'Astenuti', 'Bianche e nulle'],
    choices: [
      ['for', 'Favorevoli'],
      ['against', 'Contrari'],
      ['abstained', 'Astenuti'],
      ['not-voting', 'Non partecipano al voto'],
    ],
    day: (atMs) => day('it-IT', atMs),
    time: (atMs) => clock('it-IT', atMs),
    session: (title, when, call) => `${title}, ${when}, ${call === 1 ? 'prima' : 'seconda'} convocazione.`,
    place: (place) => `Luogo: ${place}.`,
    opened: (time) => `La seduta è aperta alle ore ${time}.`,
    present: (count) => `Presenti: ${count}`,
    absent: (count) => `Assenti: ${count}`,
    quorum: ({ present, needed, isReached }) =>
      isReached
        ? `Il numero legale è raggiunto: ${present} presenti, ${needed} necessari.`
        : `Il numero legale non è raggiunto: ${present} presenti, ${needed} necessari.`,
    itemBegins: (time) => `La trattazione inizia alle ore ${time}.`,
    fate: (number, status, time) => `Alle ore ${time} il punto ${number} ${fatesIt[status]}.`,
    recess: (from, to) => `La seduta è sospesa alle ore ${from}${to === null ? '' : ` e riprende alle ore ${to}`}.`,
    closed: (from, to) =>
      `Alle ore ${from} la seduta prosegue a porte chiuse${to === null ? '' : ` fino alle ore ${to}`}; le riprese sono interrotte.`,
    comes: (name, time) => `Alle ore ${time} entra ${name}.`,
    leaves: (name, time) => `Alle ore ${time} esce ${name}.`,
    speaks: (name, time) => `${time} – Interviene ${name}.`,
    vote: ({ subject, method }, time) => `Alle ore ${time} si vota ${methodsIt[method]}: ${subject}.`,
    result: (isPassed, required) =>
      `Esito: ${isPassed ? 'approvato' : 'respinto'} (voti favorevoli necessari: ${required}).`,
    adjourned: (time, present) =>
      `La seduta è tolta alle ore ${time}${present === null ? '' : `, con ${present} presenti`}.`,
  },
  en: {
    minutesOf: 'Minutes of the session:',
    draft: 'Draft made from the log of the session: it has no force before it is adopted.',
    notBegun: 'The session has not begun yet.',
    again: 'resumed',
    voteHead: ['Present', 'Voting', 'For', 'Against', 'Abstained', 'Blank and void'],
    choices: [
      ['for', 'For'],
      ['against', 'Against'],
      ['abstained', 'Abstained'],
      ['not-voting', 'Not voting'],
    ],
    day: (atMs) => day('en-GB', atMs),
    time: (atMs) => clock('en-GB', atMs),
    session: (title, when, call) => `${title}, ${when}, ${call === 1 ? 'first' : 'second'} call.`,
    place: (place) => `Place: ${place}.`,
    opened: (time) => `The session opens at ${time}.`,
    present: (count) => `Present: ${count}`,
    absent: (count) => `Absent: ${count}`,
    quorum: ({ present, needed, isReached }) =>
      `There is ${isReached ? 'a' : 'no'} quorum: ${present} present, ${needed} needed.`,
    itemBegins: (time) => `The item is taken up at ${time}.`,
    fate: (number, status, time) => `At ${time} item ${number} ${fatesEn[status]}.`,
    recess: (from, to) => `The session is in recess from ${from}${to === null ? '' : ` to ${to}`}.`,
    closed: (from, to) =>
      `From ${from}${to === null ? '' : ` to ${to}`} the session is held behind closed doors; nothing is recorded.`,
    comes: (name, time) => `At ${time} ${name} comes in.`,
    leaves: (name, time) => `At ${time} ${name} leaves.`,
    speaks: (name, time) => `${time} – ${name} speaks.`,
    vote: ({ subject, method }, time) => `At ${time} the council votes ${methodsEn[method]}: ${subject}.`,
    result: (isPassed, required) => `Result: ${isPassed ? 'passed' : 'rejected'} (votes needed: ${required}).`,
    adjourned: (time, present) =>
      `The session is adjourned at ${time}${present === null ? '' : ` with ${present} present`}.`,
  },
};
