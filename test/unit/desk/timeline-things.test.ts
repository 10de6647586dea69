// The timeline editor's pure part: what stands where, typed times, and the window on the timeline.
import { describe, expect, it } from '@jest/globals';
import {
  clampView,
  instantOfSecond,
  readClock,
  readThings,
  viewAround,
  writeClock,
  zoomed,
} from '../../../client/desk/after/timeline-things.ts';
import type { CouncilLog } from '../../../server/contract/council-log.ts';
import type { Session } from '../../../server/contract/sessions.ts';

const startMs = Date.UTC(2026, 10, 22, 18);
const at = (seconds: number): string => new Date(startMs + seconds * 1000).toISOString();
const mark = (id: string, offsetSeconds: number | null) => ({ id, at: at(offsetSeconds ?? 0), offsetSeconds });
const item = (id: string, marks: ReturnType<typeof mark>[]) => ({
  id,
  number: id,
  title: 'Punto',
  type: null,
  marks,
  children: [],
});
const session = {
  durationSeconds: 100,
  agenda: [item('1', [mark('a', 10), mark('imported-x', 5)]), item('2', [mark('b', 40), mark('c', null)])],
} as unknown as Session;
const speech = { kind: 'speech', speaker: 'Ada Lumini', personId: null, group: null, speechKind: 'contribution' };
const log = {
  entries: [
    { id: 's', at: at(20), until: at(35), offsetSeconds: 20, data: speech },
    { id: 'n', at: at(30), until: null, offsetSeconds: 30, data: { kind: 'note', text: 'x' } },
  ],
} as unknown as CouncilLog;

describe('the things of a timeline', () => {
  it('are marks until the next mark and speeches until their end, without what was imported or not recorded', () => {
    const things = readThings(session, log).map(({ id, startSeconds, endSeconds }) => [id, startSeconds, endSeconds]);
    expect(things).toEqual([
      ['a', 10, 40],
      ['s', 20, 35],
      ['b', 40, 100],
    ]);
  });

  it('lie at instants of their take', () => {
    const takes = [
      { id: 't1', startedAt: at(0), endedAt: at(50), offsetSeconds: 0, durationSeconds: 50, sealed: true },
      { id: 't2', startedAt: at(500), endedAt: at(550), offsetSeconds: 50, durationSeconds: 50, sealed: true },
    ];
    expect(instantOfSecond(takes, 49)).toBe(startMs + 49_000);
    expect(instantOfSecond(takes, 60)).toBe(startMs + 510_000);
    expect(instantOfSecond([], 1)).toBeNull();
  });
});

describe('times that people type', () => {
  it.each([
    ['1:02:03.5', 3723.5],
    ['02:03', 123],
    ['90', 90],
    [' 0:07,25 ', 7.25],
    ['', null],
    ['presto', null],
    ['1:2:3:4', null],
  ])('reads %j', (text, seconds) => expect(readClock(text)).toBe(seconds));

  it('reads what it writes', () => {
    for (const seconds of [0, 59.9, 61.4, 3599.9, 35_999.9]) expect(readClock(writeClock(seconds))).toBe(seconds);
  });
});

describe('the window', () => {
  it('stays on the timeline', () => {
    expect(clampView({ from: -5, span: 20 }, 100)).toEqual({ from: 0, span: 20 });
    expect(clampView({ from: 95, span: 20 }, 100)).toEqual({ from: 80, span: 20 });
  });

  it('follows what is chosen, and stays when it can be seen', () => {
    expect(viewAround({ from: 0, span: 30 }, 10, 1000).from).toBe(0);
    const { from, span } = viewAround({ from: 0, span: 30 }, 500, 1000);
    expect(from <= 500 && 500 <= from + span).toBe(true);
  });

  it('zooms around a second, out to the whole session of ten hours', () => {
    let view = { from: 0, span: 36_000 };
    for (let step = 0; step < 8; step += 1) view = zoomed(view, -1, 20_000, 36_000);
    expect(view.span).toBe(15);
    expect(view.from <= 20_000 && 20_000 <= view.from + 15).toBe(true);
    for (let step = 0; step < 8; step += 1) view = zoomed(view, 1, 20_000, 36_000);
    expect(view).toEqual({ from: 0, span: 36_000 });
  });
});
