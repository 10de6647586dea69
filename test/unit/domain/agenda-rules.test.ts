// Agendas as staff write them: numbers, limits, ids, and the way back to the tree.
import { describe, expect, it } from '@jest/globals';
import { maxAgendaDepth, maxAgendaItems, type NewAgendaItem } from '../../../server/contract/sessions.ts';
import { buildAgendaTree, flattenAgenda, type FlatAgendaItem } from '../../../server/domain/agenda-rules.ts';

function flatten(agenda: NewAgendaItem[], knownIds: string[] = []): FlatAgendaItem[] {
  let next = 0;
  const outcome = flattenAgenda(agenda, { knownIds: new Set(knownIds), newId: () => `new-${++next}` });
  if (!outcome.ok) throw new Error(outcome.refusal.detail);
  return outcome.value;
}

function refusalOf(agenda: NewAgendaItem[], knownIds: string[] = []): string | null {
  let next = 0;
  const outcome = flattenAgenda(agenda, { knownIds: new Set(knownIds), newId: () => `new-${++next}` });
  return outcome.ok ? null : outcome.refusal.code;
}

describe('an agenda', () => {
  it('gets its numbers from the positions where staff wrote none', () => {
    const agenda = [{ title: 'Appello' }, { title: 'Bilancio', children: [{ title: 'Entrate' }, { title: 'Spese' }] }];
    expect(flatten(agenda).map((item) => item.number)).toEqual(['1', '2', '2.1', '2.2']);
  });

  it('keeps the numbers that staff wrote and continues them below', () => {
    const agenda = [{ number: '4 bis)', title: 'Mozione', children: [{ title: 'Emendamento' }] }];
    expect(flatten(agenda).map((item) => item.number)).toEqual(['4 bis)', '4 bis.1']);
  });

  it('stands in reading order, parents before their children', () => {
    const agenda = [
      { title: 'a', children: [{ title: 'b', children: [{ title: 'c' }] }, { title: 'd' }] },
      { title: 'e' },
    ];
    const items = flatten(agenda);
    expect(items.map((item) => item.title)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(items.map((item) => item.position)).toEqual([0, 1, 2, 3, 4]);
  });

  it('keeps the ids of items that stay and gives new ones to all others', () => {
    const items = flatten(
      [
        { id: 'old', title: 'a' },
        { id: 'stranger', title: 'b' },
      ],
      ['old'],
    );
    expect(items.map((item) => item.id)).toEqual(['old', 'new-1']);
  });

  it('is refused when one id stands twice', () => {
    expect(
      refusalOf(
        [
          { id: 'old', title: 'a' },
          { id: 'old', title: 'b' },
        ],
        ['old'],
      ),
    ).toBe('invalid-input');
  });

  it('takes a thousand items with emoji, and refuses one above the limit', () => {
    const many = (count: number): NewAgendaItem[] =>
      Array.from({ length: count }, (_, index) => ({ title: `🏛️ ${index}` }));
    expect(flatten(many(1000))).toHaveLength(1000);
    expect(flatten(many(1000))[999]).toMatchObject({ number: '1000', title: '🏛️ 999' });
    expect(refusalOf(many(maxAgendaItems + 1))).toBe('invalid-input');
  });

  it('is refused when it is deeper than allowed, however deep', () => {
    const deep = (levels: number): NewAgendaItem[] => {
      let item: NewAgendaItem = { title: 'deepest' };
      for (let level = 1; level < levels; level += 1) item = { title: 'level', children: [item] };
      return [item];
    };
    expect(flatten(deep(maxAgendaDepth))).toHaveLength(maxAgendaDepth);
    expect(refusalOf(deep(maxAgendaDepth + 1))).toBe('invalid-input');
    expect(refusalOf(deep(50_000))).toBe('invalid-input');
  });

  it('comes back from its flat form as the same tree', () => {
    const tree = buildAgendaTree(
      flatten([{ title: 'a', children: [{ title: 'b' }, { title: 'c' }] }, { title: 'd' }]).reverse(),
    );
    expect(tree.map((node) => node.item.title)).toEqual(['a', 'd']);
    expect(tree[0]?.children.map((node) => node.item.title)).toEqual(['b', 'c']);
  });
});
