// What a clerk is told before a session is published.
import { describe, expect, it } from '@jest/globals';
import type { VoteData } from '../../../server/contract/council-log.ts';
import { checkPublishing, type PublishFacts } from '../../../server/domain/publish-rules.ts';

const fine: PublishFacts = {
  hasCaptions: true,
  documentCount: 2,
  items: [],
  votes: [],
  pauses: [],
  recordings: [],
  withheld: [],
};
const pointOf = (facts: Partial<PublishFacts>, code: string) =>
  checkPublishing({ ...fine, ...facts }).find((point) => point.code === code);
const item = (id: string, more: object = {}) => ({
  id,
  parentId: null,
  name: id,
  isMarked: false,
  isLeftOut: false,
  ...more,
});

describe('the checklist before publishing', () => {
  it('has nothing open when all is there', () => {
    expect(checkPublishing(fine).filter((point) => point.state !== 'ok')).toEqual([]);
  });

  it('opens captions and documents that are missing', () => {
    expect(pointOf({ hasCaptions: false }, 'captions')?.state).toBe('open');
    expect(pointOf({ documentCount: 0 }, 'documents')?.state).toBe('open');
  });

  it('names items that nobody marked, but not their marked, deferred or dealt-with relatives', () => {
    const items = [
      item('1', { isMarked: true }),
      item('1.1', { parentId: '1' }),
      item('2'),
      item('2.1', { parentId: '2', isMarked: true }),
      item('3', { isLeftOut: true }),
      item('4'),
    ];
    expect(pointOf({ items }, 'marks')).toMatchObject({ state: 'open', count: 1, names: ['4'] });
  });

  it('names votes that do not add up', () => {
    const vote: VoteData = {
      kind: 'vote',
      subject: 'Bilancio',
      method: 'show-of-hands',
      majority: 'simple',
      counts: { present: 3, for: 3, against: 1, abstained: 0, blank: 0 },
      ballots: [],
      note: null,
    };
    expect(pointOf({ votes: [vote] }, 'votes')).toMatchObject({ state: 'open', names: ['Bilancio'] });
  });

  it('forbids a recording of closed doors, unless that part is withheld', () => {
    const pauses = [{ kind: 'closed', fromMs: 100_000, toMs: 200_000 } as const];
    const of = (fromMs: number, toMs: number, withheld: PublishFacts['withheld'] = []) =>
      pointOf({ pauses, recordings: [{ fromMs, toMs }], withheld }, 'closed-parts')?.state;
    expect(of(0, 100_400)).toBe('ok');
    expect(of(200_000, 300_000)).toBe('ok');
    expect(of(0, 150_000)).toBe('forbidden');
    expect(of(120_000, 130_000)).toBe('forbidden');
    expect(of(0, 150_000, [{ fromMs: 99_000, untilMs: 151_000, reason: 'x' }])).toBe('ok');
  });
});
