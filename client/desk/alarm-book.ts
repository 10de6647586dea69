// The alarms of the desk: each stays until somebody has seen it, also when its cause is over. Pure; time is passed in.
import type { Feed } from '../../server/contract/feeds.ts';
import type { SessionState } from '../../server/contract/sessions.ts';

/** What is wrong, as the server or the desk says it. */
export interface Fault {
  readonly code: string;
  readonly detail: string;
  readonly fact: string | null;
}

export interface Alarm {
  readonly fault: Fault;
  readonly beganMs: number;
  /** Null while it lasts. */
  readonly endedMs: number | null;
  readonly isSeen: boolean;
}

export type AlarmBook = readonly Alarm[];

/** What is wrong with the broadcast now; nothing before it, in recess and behind closed doors. */
export function faultsOf(state: SessionState, feed: Feed | null): readonly Fault[] {
  if (state !== 'live' || feed === null) return [];
  const { status, health } = feed;
  const missing = status === 'lost' || status === 'stalled' ? [{ code: `feed-${status}`, detail: '', fact: null }] : [];
  return [...missing, ...health.problems];
}

/** The book after a look at what is wrong now. Gives the same book back when nothing has changed. */
export function noteFaults(book: AlarmBook, faults: readonly Fault[], nowMs: number): AlarmBook {
  const isOn = (alarm: Alarm): boolean => faults.some((fault) => fault.code === alarm.fault.code);
  const kept = book.flatMap((alarm): Alarm[] => {
    if (isOn(alarm)) return [alarm.endedMs === null ? alarm : { ...alarm, endedMs: null, isSeen: false }];
    if (alarm.isSeen) return [];
    return [alarm.endedMs === null ? { ...alarm, endedMs: nowMs } : alarm];
  });
  const known = new Set(kept.map((alarm) => alarm.fault.code));
  const fresh = faults
    .filter((fault) => !known.has(fault.code))
    .map((fault): Alarm => ({ fault, beganMs: nowMs, endedMs: null, isSeen: false }));
  const next = [...kept, ...fresh];
  return next.length === book.length && next.every((alarm, index) => alarm === book[index]) ? book : next;
}

/** Somebody has seen all of them; those that are over go. */
export function seeAll(book: AlarmBook): AlarmBook {
  return book.filter((alarm) => alarm.endedMs === null).map((alarm) => ({ ...alarm, isSeen: true }));
}

/** Must the desk be heard? As long as something is wrong that nobody has seen. */
export function mustRing(book: AlarmBook): boolean {
  return book.some((alarm) => alarm.endedMs === null && !alarm.isSeen);
}
