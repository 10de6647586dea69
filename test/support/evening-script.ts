// A council's evening as a play: what the clerk does and when, and what must stand in the record afterwards. Pure.
// One line an act: the wall clock in Rome, then the act. `until` is when a speech must end in the record (nobody clicks it),
// `as` at which instant an act must stand in the end, where it is corrected later.
import { romeToInstant } from '../../client/desk/rome-time.ts';
import type { VoteData } from '../../server/contract/council-log.ts';

export const chair = 'Bruna Fontanile';
const mayor = 'Ada Lumini';
const groups = ['Acqua viva', 'Sorgenti', 'Insieme a valle'];
const councillors = [
  'Carlo Torrente',
  'Dario Sorgente',
  'Elena Ruscello',
  'Fabio Laguna',
  'Gina Estuario',
  'Ivo Cascata',
  'Lia Palude',
  'Mara Delta',
  'Nino Foce',
  'Olga Rapida',
  'Piero Gorgo',
  'Rita Marea',
  'Sara Polla',
  'Tea Risacca',
  'Ugo Fiumara',
];

/** The body's roster in the order of the roll call. */
export const members: readonly { name: string; group: string; role: string }[] = [
  { name: chair, group: 'Acqua viva', role: 'chair' },
  { name: mayor, group: 'Acqua viva', role: 'mayor' },
  ...councillors.map((name, index) => ({ name, group: groups[index % 3] ?? '', role: 'member' })),
  { name: 'Wanda Secca', group: '', role: 'secretary' },
];

/** The agenda as it is announced; the twelfth item is added on the fly. */
export const announced: readonly string[] = [
  'Roll call',
  'Minutes of the sitting before',
  'Questions to the mayor',
  'Report on the aqueduct',
  'Budget of the aqueduct',
  'Sale of the old mill',
  'Motion on cycling',
  'Motion on the library',
  'Town plan, second reading',
  'Claim of an employee',
  'Names of two streets',
];
export const urgent = 'Urgent motion on the bridge';

const play = `
20:30:00 go-live
20:31:00 all-present
20:31:30 leaves Dario Sorgente
20:31:45 leaves Elena Ruscello
20:32:00 item 1
20:32:10 speaks Bruna Fontanile until 20:33:00
20:33:00 silence
20:35:00 item 2
20:35:10 speaks Bruna Fontanile until 20:36:00
20:36:00 speaks Carlo Torrente until 20:38:00
20:38:00 item 3
20:38:30 speaks Ada Lumini until 20:41:00
20:41:00 speaks Fabio Laguna until 20:43:00
20:43:00 speaks Ada Lumini until 20:45:10
20:45:00 wrong-item 5
20:45:05 undo-item 5
20:45:10 item 4
20:45:40 speaks Gina Estuario until 20:48:00
20:48:00 speaks Carlo Torrente until 20:50:00
20:50:00 speaks Fabio Laguna until 20:52:00
20:52:00 guest Nilo Chiusa until 20:57:00
20:57:00 speaks Ada Lumini until 20:59:00
20:59:00 silence
21:00:00 item 5
21:00:20 speaks Ada Lumini until 21:04:00
21:04:00 speaks Gina Estuario until 21:07:00
21:07:00 speaks Carlo Torrente until 21:09:00
21:09:00 speaks Ivo Cascata until 21:11:00
21:11:00 silence
21:12:00 vote show-of-hands
21:14:00 item 6
21:14:30 speaks Ivo Cascata until 21:17:00
21:17:00 speaks Ada Lumini until 21:20:00
21:20:00 speaks Lia Palude until 21:22:00
21:22:00 speaks Ada Lumini until 21:25:00
21:25:00 recess
21:40:00 resume
21:40:30 comes Dario Sorgente
21:43:00 item 7 as 21:42:30
21:43:05 nudge 7
21:43:10 speaks Mara Delta until 21:46:00
21:46:00 speaks Ada Lumini until 21:49:00
21:49:00 speaks Mara Delta until 21:51:00
21:51:00 silence
21:51:30 item 8
21:52:00 speaks Nino Foce until 21:54:00
21:54:00 speaks Olga Rapida until 21:57:00
21:57:00 speaks Ada Lumini until 21:59:00
21:59:00 item 9
21:59:30 speaks Piero Gorgo until 22:01:00
22:01:00 speaks Carlo Torrente until 22:03:00
22:03:00 speaks Gina Estuario until 22:05:00
22:05:00 speaks Fabio Laguna until 22:07:00
22:07:00 speaks Ada Lumini until 22:09:00
22:09:00 silence
22:09:30 vote roll-call
22:11:00 leaves Piero Gorgo
22:12:00 item 10
22:12:20 speaks Bruna Fontanile until 22:13:00
22:13:00 close-doors
22:26:00 open-doors
22:26:30 speaks Bruna Fontanile until 22:27:30
22:27:30 silence
22:28:00 add-item 12
22:29:00 item 11
22:29:20 speaks Rita Marea until 22:31:00
22:31:00 speaks Ada Lumini until 22:33:00
22:33:00 speaks Sara Polla until 22:34:00
22:34:00 item 12
22:34:20 speaks Tea Risacca until 22:35:00 as 22:34:30
22:35:00 speaks Ugo Fiumara until 22:36:00
22:36:00 speaks Carlo Torrente until 22:37:00
22:37:00 speaks Ada Lumini until 22:38:00
22:38:00 speaks Bruna Fontanile until 22:38:30
22:38:30 silence
22:40:00 adjourn
22:50:00 publish
23:00:00 correct Tea Risacca
`;

export const correctionNote = 'The speech began ten seconds later.';

/** An evening far ahead, so that no cookie of that evening is too old for a browser of today. */
export const day = '2099-05-29';

/** One act of the clerk; times are ms since the epoch. */
export interface Act {
  readonly atMs: number;
  readonly what: string;
  /** Name of a person, number of an item, or method of a vote. */
  readonly of: string;
  /** When a speech must end. */
  readonly untilMs: number | null;
  /** Where it must stand in the end. */
  readonly finallyMs: number;
}

export const acts: readonly Act[] = play.trim().split('\n').map(readAct);

function readAct(line: string): Act {
  const parts = /^(\S+) ([\w-]+)(?: (.+?))?(?: until (\S+))?(?: as (\S+))?$/u.exec(line);
  if (parts === null) throw new Error(`the play has a line that cannot be read: ${line}`);
  const [, time = '', what = '', of = '', until, as = time] = parts;
  return {
    atMs: instant(time),
    what,
    of,
    untilMs: until === undefined ? null : instant(until),
    finallyMs: instant(as),
  };
}

/** `21:04:30` on the evening, in ms since the epoch. */
export function instant(time: string): number {
  return Date.parse(romeToInstant(day, time.slice(0, 5)) ?? '') + Number(time.slice(6)) * 1000;
}

/** The two votes as they must stand. */
export const votes: Readonly<
  Record<string, { item: string; counts: VoteData['counts']; except: Record<string, string> }>
> = {
  'show-of-hands': { item: '5', counts: { present: 15, for: 10, against: 3, abstained: 2, blank: 0 }, except: {} },
  'roll-call': {
    item: '9',
    counts: { present: 16, for: 13, against: 2, abstained: 1, blank: 0 },
    except: { 'Carlo Torrente': 'against', 'Fabio Laguna': 'against', 'Olga Rapida': 'abstained' },
  },
};

/** The title of an item. */
export function titleOf(number: string): string {
  return [...announced, urgent][Number(number) - 1] ?? '';
}

/** The acts of some kinds. */
export function actsOf(...kinds: readonly string[]): Act[] {
  return acts.filter(({ what }) => kinds.includes(what));
}
