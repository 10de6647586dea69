// The scripted evening acted in real time, one act after the other: when each was done, and what the record makes of it.
// Instants are the server's; the play says only in which order they must come.
import type { CouncilLog, EntryData } from '../../server/contract/council-log.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { acts, type Act } from './evening-script.ts';

/** An act and the time within which the clerk did it and saw it done; ms since the epoch. */
export interface DoneAct {
  readonly act: Act;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What is done in the room; publication and what is corrected after it come later. */
export const actsInTheRoom: readonly Act[] = acts.filter(({ what }) => what !== 'publish' && what !== 'correct');

const toMs = (at: string | null): number => Date.parse(at ?? '');

/** At which instant each act stands in the record, by the order of things of its kind. */
export function readInstants(session: Session, log: CouncilLog): Map<Act, number> {
  const instants = new Map<Act, number>();
  const match = (kinds: readonly string[], found: readonly number[]): void => {
    const wanted = acts.filter(({ what }) => kinds.includes(what));
    if (wanted.length !== found.length) throw new Error(`${found.length} of ${wanted.length} ${kinds.join(', ')}`);
    wanted.forEach((act, index) => instants.set(act, found[index] ?? Number.NaN));
  };
  const entries = (kind: EntryData['kind']): number[] =>
    log.entries.filter(({ data }) => data.kind === kind).map(({ at }) => toMs(at));
  const [recess, closed] = [intermission(log, 'recess'), intermission(log, 'closed')];
  match(['go-live'], [toMs(session.startedAt)]);
  match(['adjourn'], [toMs(session.endedAt)]);
  match(['recess', 'resume'], [toMs(recess.from), toMs(recess.to)]);
  match(['close-doors', 'open-doors'], [toMs(closed.from), toMs(closed.to)]);
  match(
    ['item'],
    session.agenda.flatMap(({ marks }) => marks.map(({ at }) => toMs(at))),
  );
  match(['speaks', 'guest'], entries('speech'));
  match(['vote'], entries('vote'));
  match(['leaves', 'comes'], entries('attendance').slice(log.members.length));
  return instants;
}

/** The only intermission of its kind. */
export function intermission(log: CouncilLog, kind: 'recess' | 'closed') {
  const found = log.intermissions.filter((one) => one.kind === kind);
  const [only] = found;
  if (only === undefined || found.length !== 1) throw new Error(`there are ${found.length} times of ${kind}`);
  return only;
}

/** The times at which the session was on air, in order. */
export function onAirTimes(session: Session, log: CouncilLog): { fromMs: number; untilMs: number }[] {
  const off = log.intermissions.map(({ from, to }) => ({ fromMs: toMs(from), untilMs: toMs(to) }));
  const begins = [toMs(session.startedAt), ...off.map(({ untilMs }) => untilMs)];
  const ends = [...off.map(({ fromMs }) => fromMs), toMs(session.endedAt)];
  return begins.map((fromMs, index) => ({ fromMs, untilMs: ends[index] ?? Number.NaN }));
}
