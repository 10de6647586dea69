// What is known of a session's slates after a crash.
import { describe, expect, it } from '@jest/globals';
import { parseSlateJournal } from '../../../media/slate/slate-journal.ts';

const lines = (...facts: object[]): string => facts.map((fact) => `${JSON.stringify(fact)}\n`).join('');

describe('the journal of slates', () => {
  it('tells each slate with its segments and how many parts the last one had', () => {
    const text = lines(
      { slateId: 'slate-1', key: 'k' },
      { slateId: 'slate-1', atMs: 1000 },
      { slateId: 'slate-1', atMs: 3000 },
      { slateId: 'slate-1', lastParts: 2 },
      { slateId: 'slate-2', key: 'k2' },
      { slateId: 'slate-2', overtook: { takeId: 'take-1', segments: 7 } },
      { slateId: 'slate-2', atMs: 9000 },
    );
    expect(parseSlateJournal(text)).toEqual([
      { slateId: 'slate-1', key: 'k', segmentsAtMs: [1000, 3000], lastParts: 2, overtook: null },
      {
        slateId: 'slate-2',
        key: 'k2',
        segmentsAtMs: [9000],
        lastParts: 6,
        overtook: { takeId: 'take-1', segments: 7 },
      },
    ]);
  });

  it('leaves out a torn last line, and a slate of which nothing was seen', () => {
    const text = lines({ slateId: 'slate-1', key: 'k' }, { slateId: 'slate-1', atMs: 1000 });
    expect(parseSlateJournal(`${text}{"slateId":"slate-1","at`)).toHaveLength(1);
    expect(parseSlateJournal(lines({ slateId: 'slate-1', key: 'k' }))).toEqual([]);
  });
});
