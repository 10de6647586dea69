// What is not public cannot be told from public answers: an archive with secrets answers every question exactly as one
// without them, to the score, the count and the repaired word. Facts, not clocks.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { planQuery } from '../../../db/search/query-plan.ts';
import { loggedGenerations } from '../../../db/search/word-counts.ts';
import { searchQuerySchema } from '../../../server/contract/search.ts';
import { answersOf, openBothArchives, publishSession, say, type BothArchives } from '../../support/search-archives.ts';

let archives: BothArchives;
beforeAll(async () => void (archives = await openBothArchives()));
afterAll(async () => archives.close());

const questions = [
  ...['discarica', 'discariche', 'sindaco', 'bilancio piscina', '"sindaco licenzia"', 'sindaco licenzia', 'zirconio'],
  // Near words of the secret only, and near words of both.
  ...[
    'zirconjo',
    'tizzonni',
    'tizz',
    'licenziato',
    'piscinne',
    'discarcia',
    'segreti',
    'inquinat',
    'chi è Zeno Tizzoni',
  ],
].map((q) => ({ q }));
const narrowed = [
  { q: 'sindaco', speaker: 'Tizzoni' },
  { q: 'sindaco', session: 'private' },
  { q: '2026' },
  { q: 'discarica', sort: 'newest' },
  { q: 'discarica', literal: 'true' },
];

describe('what is not public', () => {
  it.each([...questions, ...narrowed])('moves nothing in the public answer to %j', async (query) => {
    expect(await answersOf(archives.secretive.reader, query)).toEqual(await answersOf(archives.plain.reader, query));
  });

  it('is there for staff, so that the questions above have something to hide', async () => {
    const plan = planQuery(searchQuerySchema.parse({ q: 'zirconio' }), { visibleTo: 'staff' });
    expect(await archives.secretive.reader.search(plan, { limit: 20, cursor: null })).toMatchObject({ total: 3 });
  });
});

describe('a reader that slept while the log of words was written and cut', () => {
  it('knows the words that came, and none of those that went', async () => {
    const { db } = archives.secretive.database;
    await archives.secretive.reader.complete('discarica', 1);
    await publishSession(db, 'withheld', 'published');
    for (let turn = 1; turn <= loggedGenerations; turn += 1) await say(db, 'open', [`Il consiglio, ${turn}`], turn);
    await say(db, 'open', ['Finalmente'], loggedGenerations + 1);
    const suggested = async (typed: string): Promise<string[]> =>
      (await archives.secretive.reader.complete(typed, 10)).map(({ text }) => text);
    expect(await suggested('finalm')).toEqual(['finalmente']);
    expect(await suggested('zircon')).toContain('zirconio');
    expect(await suggested('riap')).toEqual([]);
  });
});
