// What was on when, how long it lasted, who was there: all of it follows from single clicks.
import { describe, expect, it } from '@jest/globals';
import type { EntryData } from '../../../server/contract/council-log.ts';
import { presenceAt, presenceOf, quorumAt, quorumNeeded } from '../../../server/domain/attendance.ts';
import { decideEntryTime, publicEntries } from '../../../server/domain/entry-rules.ts';
import {
  endOfSpeech,
  itemAt,
  readTreatments,
  speechAt,
  statusOfItem,
  type LogFact,
  type LogFacts,
} from '../../../server/domain/log-reading.ts';
import { defaultBodyRules, type Member } from '../../../server/contract/roster.ts';

const entry = (id: string, atMs: number, data: EntryData, agendaItemId: string | null = null): LogFact => ({
  id,
  atMs,
  untilMs: null,
  agendaItemId,
  data,
});
const speech = (id: string, atMs: number, item: string | null = 'a'): LogFact =>
  entry(id, atMs, { kind: 'speech', personId: id, speaker: id, group: null, speechKind: 'contribution' }, item);
const inOut = (personId: string, atMs: number, isPresent: boolean): LogFact =>
  entry(`${personId}-${atMs}`, atMs, { kind: 'attendance', personId, isPresent });
const fate = (atMs: number, item: string, status: 'suspended' | 'deferred' | 'planned'): LogFact =>
  entry(`${item}-${status}`, atMs, { kind: 'item', status }, item);
const mark = (agendaItemId: string, atMs: number) => ({ id: `${agendaItemId}-${atMs}`, agendaItemId, atMs });
const facts = (more: Partial<LogFacts>): LogFacts => ({ entries: [], marks: [], pauses: [], endedAtMs: null, ...more });

describe('a speech', () => {
  const first = speech('rossi', 10);
  it('goes on until somebody ends it', () => {
    expect(endOfSpeech(first, facts({ entries: [first] }))).toBeNull();
    expect(endOfSpeech({ ...first, untilMs: 40 }, facts({ entries: [first] }))).toBe(40);
  });

  it('ends when the next speech, item, pause or the end comes, whatever is first', () => {
    expect(endOfSpeech(first, facts({ entries: [first, speech('verdi', 30)] }))).toBe(30);
    expect(endOfSpeech(first, facts({ entries: [first], marks: [mark('a', 5), mark('b', 20)] }))).toBe(20);
    expect(endOfSpeech(first, facts({ pauses: [{ kind: 'recess', fromMs: 25, toMs: null }] }))).toBe(25);
    expect(endOfSpeech(first, facts({ endedAtMs: 50 }))).toBe(50);
    expect(endOfSpeech(first, facts({ entries: [fate(15, 'a', 'suspended')] }))).toBe(15);
  });

  it('goes on again when the click that ended it is undone', () => {
    const next = speech('verdi', 30);
    expect(speechAt(facts({ entries: [first, next] }), 35)?.id).toBe('verdi');
    expect(speechAt(facts({ entries: [first] }), 35)?.id).toBe('rossi');
  });
});

describe('an item', () => {
  const marks = [mark('a', 10), mark('b', 20), mark('a', 30)];
  it('is treated from its mark to the next one, as often as it is taken up', () => {
    expect(
      readTreatments(facts({ marks, endedAtMs: 50 })).map((one) => [one.agendaItemId, one.fromMs, one.toMs]),
    ).toEqual([
      ['a', 10, 20],
      ['b', 20, 30],
      ['a', 30, 50],
    ]);
  });

  it('is suspended until it is marked again', () => {
    const suspended = facts({ marks: [mark('a', 10)], entries: [fate(15, 'a', 'suspended')] });
    expect(itemAt(suspended, 12)?.agendaItemId).toBe('a');
    expect(itemAt(suspended, 16)).toBeNull();
    expect(statusOfItem(suspended, 'a')).toBe('suspended');
    expect(statusOfItem({ ...suspended, marks: [mark('a', 10), mark('a', 20)] }, 'a')).toBe('open');
  });

  it('is deferred, and planned again when that is taken back', () => {
    expect(statusOfItem(facts({ entries: [fate(5, 'c', 'deferred')] }), 'c')).toBe('deferred');
    expect(statusOfItem(facts({ entries: [fate(5, 'c', 'deferred'), fate(6, 'c', 'planned')] }), 'c')).toBe('planned');
    expect(statusOfItem(facts({ marks }), 'b')).toBe('concluded');
    expect(statusOfItem(facts({ marks }), 'z')).toBe('planned');
  });
});

describe('attendance', () => {
  const log = [inOut('p1', 10, true), inOut('p2', 10, true), inOut('p2', 30, false), inOut('p2', 60, true)];
  it('is known at every instant', () => {
    expect(presenceAt(log, 20).get('p2')).toBe(true);
    expect(presenceAt(log, 40).get('p2')).toBe(false);
    expect(presenceAt(log, 5).size).toBe(0);
    expect(presenceOf(log, 'p2')).toEqual([
      { fromMs: 10, toMs: 30 },
      { fromMs: 60, toMs: null },
    ]);
  });

  it.each([
    ['more-than-half', 16, 9],
    ['more-than-half', 17, 9],
    ['half', 17, 9],
    ['third', 16, 6],
    [7, 16, 7],
  ] as const)('needs %s of %i seats: %i', (share, seats, needed) => {
    expect(quorumNeeded(share, seats)).toBe(needed);
  });

  it('reaches the quorum by the rule of the call, without the mayor', () => {
    const members: Member[] = ['p1', 'p2', 'p3'].map((personId, index) => ({
      personId,
      name: personId,
      group: null,
      role: index === 0 ? 'mayor' : 'member',
      mayVote: true,
    }));
    const rule = defaultBodyRules.quorum;
    expect(quorumAt(log, 20, { rule, members, call: 1 })).toEqual({ present: 1, needed: 2, isReached: false });
    expect(quorumAt(log, 20, { rule, members, call: 2 })).toEqual({ present: 1, needed: 1, isReached: true });
    expect(quorumAt(log, 20, { rule: { ...rule, mayorCounts: true }, members, call: 1 })?.isReached).toBe(true);
    expect(quorumAt([], 20, { rule, members, call: 1 })).toBeNull();
  });
});

describe('the log', () => {
  const live = { state: 'live', startedAtMs: 100_000, endedAtMs: null, nowMs: 200_000, pauses: [] } as const;
  it('takes the roll before the session begins, but no speech and no vote', () => {
    const before = { ...live, state: 'scheduled', startedAtMs: null } as const;
    expect(decideEntryTime(before, 'attendance', null).ok).toBe(true);
    expect(decideEntryTime(before, 'speech', null)).toMatchObject({ refusal: { code: 'log-not-open' } });
    expect(decideEntryTime(before, 'vote', null).ok).toBe(false);
  });

  it('takes votes but no speeches behind closed doors, and neither in a recess', () => {
    const closed = { ...live, pauses: [{ kind: 'closed', fromMs: 150_000, toMs: null }] } as const;
    expect(decideEntryTime(closed, 'vote', null).ok).toBe(true);
    expect(decideEntryTime(closed, 'speech', null).ok).toBe(false);
    const recess = { ...live, pauses: [{ kind: 'recess', fromMs: 150_000, toMs: 160_000 }] } as const;
    expect(decideEntryTime(recess, 'vote', 155_000).ok).toBe(false);
    expect(decideEntryTime(recess, 'speech', 170_000).ok).toBe(true);
  });

  it('takes nothing from the future, and asks when it was once the session is over', () => {
    expect(decideEntryTime(live, 'note', 300_000).ok).toBe(false);
    const ended = { ...live, state: 'ended', endedAtMs: 180_000 } as const;
    expect(decideEntryTime(ended, 'speech', null).ok).toBe(false);
    expect(decideEntryTime(ended, 'speech', 170_000)).toEqual({ ok: true, value: 170_000 });
    expect(decideEntryTime({ ...live, state: 'cancelled' }, 'note', null).ok).toBe(false);
  });

  it('shows the public no speech, no ballot and no note from behind closed doors', () => {
    const ballot = { personId: 'p1', choice: 'for' } as const;
    const counts = { present: 1, for: 1, against: 0, abstained: 0, blank: 0 };
    const words = { subject: 'x', method: 'roll-call', majority: 'simple', note: 'segreto' } as const;
    const vote = entry('v', 50, { kind: 'vote', ...words, counts, ballots: [ballot] });
    const all = [speech('s', 50), vote, entry('n', 10, { kind: 'note', text: 'interno' }), inOut('p1', 50, true)];
    const shown = publicEntries(all, [{ kind: 'closed', fromMs: 40, toMs: 60 }], defaultBodyRules.publicLog);
    expect(shown.map((one) => one.id)).toEqual(['v']);
    expect(JSON.stringify(shown)).not.toMatch(/p1|segreto/);
    const nothing = { votes: false, attendance: false, speakers: false };
    expect(publicEntries(all, [], nothing)).toEqual([]);
  });
});
